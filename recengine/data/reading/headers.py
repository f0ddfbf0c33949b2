"""Headers: whether a first row names the columns, and making those names usable."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recengine.data.reading.names import is_known, noun

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*")

#: A matrix has at least so many items, and at most so many different marks.
_FEWEST_ITEMS = 5
_MOST_MARKS = 25


def looks_like_header(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether ``first`` names the columns of ``body``.

    >>> looks_like_header(["userId", "movieId"], [["1", "31"]])
    True
    >>> looks_like_header(["196", "242", "3"], [["186", "302", "3"]])
    False
    >>> looks_like_header(["u1", "i7"], [["u2", "i9"], ["u3", "i7"]])
    False
    """
    cells = [cell.strip().lstrip("#").strip() for cell in first]
    named = [cell for cell in cells if cell]
    if not named:
        return False
    if any(is_known(cell) or is_known(noun(cell)) for cell in named) and not _has_data(cells):
        return True
    if _has_data(cells):
        return _numbers_items(cells, body)
    if not body:
        return True
    return not any(_continues(cell, index, body) for index, cell in enumerate(cells) if cell)


def _has_data(cells: Sequence[str]) -> bool:
    """Numbers and dates are data; two known names outweigh one of them (a year as a name)."""
    data = sum(_is_data(cell) for cell in cells)
    return data > 0 and sum(is_known(cell) for cell in cells) < 2


def _numbers_items(cells: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether numbers in the first row are ids of items: all distinct, over cells of a small scale.

    >>> _numbers_items(["user", "31", "32", "33", "34", "35"], [["a", "5", "", "1", "5", "1"]] * 3)
    True
    """
    first, numbers = cells[0], cells[1:]
    if len(numbers) < _FEWEST_ITEMS or not (
        first == "" or is_known(first) or is_known(noun(first))
    ):
        return False
    if len(set(numbers)) < len(numbers) or not all(map(_NUMBER.fullmatch, numbers)):
        return False
    below = {cell.strip() for row in body for cell in row[1:]} - {""}
    return 0 < len(below) <= _MOST_MARKS and 2 * len(below & set(numbers)) < len(numbers)


def _is_data(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None or _DATE.fullmatch(cell) is not None


def _continues(cell: str, index: int, body: Sequence[Sequence[str]]) -> bool:
    """Whether the cell is of the same make as those below, or occurs among them."""
    below = [row[index].strip() for row in body if index < len(row) and row[index].strip()]
    if not below:
        return False
    if cell in below:
        return True
    shape = _shape(cell)
    return shape != "a" and sum(_shape(other) == shape for other in below) > 0.8 * len(below)


def _shape(cell: str) -> str:
    """Runs of letters and digits: ``u17`` is ``a0``."""
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "a", cell))


def unique_names(names: Sequence[str], columns: int) -> tuple[str, ...]:
    """Names for ``columns`` columns: blank ones by position, repeated ones with a suffix.

    >>> unique_names(["user", "item", "", "item"], 5)
    ('user', 'item', 'column 3', 'item_2', 'column 5')
    """
    out: list[str] = []
    for position in range(columns):
        plain = names[position].strip() if position < len(names) else ""
        wanted = plain or f"column {position + 1}"
        name, suffix = wanted, 2
        while name in out:
            name, suffix = f"{wanted}_{suffix}", suffix + 1
        out.append(name)
    return tuple(out)
