"""Privacy: personal columns are found and left out, ids of people become pseudonyms.

Start at ``finding.py``, which says what a table holds; ``reading/guarding.py`` acts upon it.
"""
