"""A corpus of files as they really come: broken, odd, hostile; each with the verdict it deserves.

    python -m tests.data.corpus FOLDER        writes every file there

Verdicts: **A** accepted as it is, **R** with a note or a repair, **P** some lines refused, the rest
kept, **Q** a question is open and the safest answer was taken, **E** one sentence and no data.
Several letters stand where each would be right.
"""

from tests.data.corpus.case import Case
from tests.data.corpus.cells import CASES as OF_CELLS
from tests.data.corpus.containers import CASES as OF_CONTAINERS
from tests.data.corpus.texts import CASES as OF_TEXTS

CASES: dict[str, Case] = {case.name: case for case in (*OF_TEXTS, *OF_CELLS, *OF_CONTAINERS)}

__all__ = ["CASES", "Case"]
