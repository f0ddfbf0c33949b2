"""Reading: any usable file to a Table, with every row accounted for.

Start at ``table.py``, which walks a file through the rooms; ``loading.py`` goes from bytes to text
columns, ``rows.py`` from text to types and judgement.
"""

from recengine.data.reading.table import columns_of, guess_kind, read_table

__all__ = ["columns_of", "guess_kind", "read_table"]
