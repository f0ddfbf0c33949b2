"""Shapes: whether a table is a matrix of people and items rather than one row an event."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.reading.names import fold, is_known, noun
from recengine.data.reading.numbers import mask_of, parse_numbers
from recengine.data.reading.vocabulary import ITEM, USER

#: Fewer columns than these beside the first one are features, not items.
FEWEST_COLUMNS = 5
_SAMPLE = 200
#: Values of a scale such as 0.5 to 10 in halves, with zero.
_MOST_STEPS = 21
_LARGEST_STEP = 10.0
_MOST_OTHER = 0.05
_PEOPLE = frozenset([*USER.sure, *USER.usual])
_ITEMS = frozenset([*ITEM.sure, *ITEM.usual])


def is_matrix(table: pa.Table, *, decimal_comma: bool = False) -> bool:
    """Whether all columns but the first hold marks on one small scale, under names of their own.

    >>> rows = {"user": ["a", "b"], **{f"film {n}": ["5", ""] for n in range(5)}}
    >>> is_matrix(pa.table(rows)), is_matrix(pa.table({"user": ["a"], "age": ["30"]}))
    (True, False)
    """
    names = table.column_names[1:]
    if len(names) < FEWEST_COLUMNS:
        return False
    if sum(is_known(name) or is_known(noun(name)) for name in names) > 0.02 * len(names):
        return False
    sample = table.slice(0, _SAMPLE)
    cells = pa.chunked_array([chunk for column in sample.columns[1:] for chunk in column.chunks])
    return len(cells) > 0 and _on_one_scale(cells, decimal_comma=decimal_comma)


def items_lie_down(table: pa.Table) -> bool:
    """Whether the first column names items, so that each further column is a person.

    >>> items_lie_down(pa.table({"movieId": ["1"], "anna": ["5"]}))
    True
    """
    first = table.column_names[0]
    return not {fold(first), noun(first)} & _PEOPLE and bool({fold(first), noun(first)} & _ITEMS)


def _on_one_scale(cells: pa.ChunkedArray, *, decimal_comma: bool) -> bool:
    numbers = parse_numbers(cells, decimal_comma=decimal_comma)
    filled = ~mask_of(pc.equal(pc.utf8_trim_whitespace(cells), ""))
    known = numbers.floats[~np.isnan(numbers.floats)]
    other = int(filled.sum()) - len(known)
    if not len(known) or other > max(1, _MOST_OTHER * len(known)) or known.min() < 0:
        return False
    if known.max() <= _LARGEST_STEP and len(np.unique(known)) <= _MOST_STEPS:
        return True
    empty = len(cells) - int((known != 0).sum())
    return bool((known == np.floor(known)).all()) and 2 * empty >= len(cells)
