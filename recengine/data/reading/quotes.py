"""Quotes: cells in quotation marks that span lines, and marks that are never closed.

A line with an odd number of marks opens a cell that the next such line closes. Where that pairing
does not hold up, the line that opens is taken out, so that it cannot swallow the lines after it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array
from recengine.data.reading.dialect import Dialect
from recengine.data.reading.records import STAND_IN

_MOST_LINES = 2_000
_MOST_TRIES = 25


@dataclass(frozen=True)
class Quotes:
    """Whether cells span lines, and the lines (from 1) whose mark is never closed."""

    spanning: bool
    unclosed: tuple[int, ...] = ()


def inspect(text: bytes, dialect: Dialect, columns: int, *, start: int = 0) -> Quotes:
    r"""Look at the quotation marks of a text whose first row is at the byte ``start``.

    >>> from recengine.data.reading.dialect import sniff
    >>> dialect = sniff(b'a,b\n1,"x"\n')
    >>> inspect(b'1,"x\ny"\n2,z\n', dialect, 2)
    Quotes(spanning=True, unclosed=())
    >>> inspect(b'1,"x\n2,y\n', dialect, 2)
    Quotes(spanning=False, unclosed=(1,))
    """
    mark = dialect.quote.encode()
    if not mark or text.find(mark, start) < 0:
        return Quotes(spanning=False)
    text = text[start:]
    view = np.frombuffer(text, dtype=np.uint8)
    ends = np.append(np.flatnonzero(view == 10), len(text))
    odd = _odd_lines(view, ends, mark, escape=dialect.escape)
    if not len(odd):
        return Quotes(spanning=False)
    starts = np.concatenate(([0], ends[:-1] + 1))
    return _pair(text, starts, ends, odd, _Check.of(dialect, columns))


def _odd_lines(view: Array, ends: Array, mark: bytes, *, escape: bool) -> Array:
    """Lines (from 0) with an odd number of marks."""
    marks = np.flatnonzero(view == mark[0])
    if escape:
        marks = marks[(marks == 0) | (view[np.maximum(marks, 1) - 1] != ord("\\"))]
    per_line = np.bincount(np.searchsorted(ends, marks), minlength=1)
    return np.flatnonzero(per_line % 2)


@dataclass(frozen=True)
class _Check:
    """What makes a record whole."""

    columns: int
    delimiter: str
    quote: str
    escape: bool
    opens: re.Pattern[bytes]

    @classmethod
    def of(cls, dialect: Dialect, columns: int) -> _Check:
        between = re.escape(dialect.delimiter.encode())
        mark = re.escape(dialect.quote.encode())
        opens = re.compile(rb"(?:^|" + between + rb")" + mark)
        return cls(columns, dialect.delimiter, dialect.quote, dialect.escape, opens)

    def whole(self, text: bytes) -> bool:
        """Whether the text is exactly one record of the right width."""
        record = text.decode("utf-8", errors="replace").replace(self.delimiter, STAND_IN)
        try:
            rows = list(
                csv.reader(
                    record.splitlines(keepends=True),
                    delimiter=STAND_IN,
                    quotechar=self.quote,
                    escapechar="\\" if self.escape else None,
                    strict=True,
                )
            )
        except csv.Error:
            return False
        return len(rows) == 1 and len(rows[0]) == self.columns


def _pair(text: bytes, starts: Array, ends: Array, odd: Array, check: _Check) -> Quotes:
    """Pair the lines that open with those that close."""
    spanning = False
    unclosed: list[int] = []
    place = 0
    while place < len(odd):
        line = int(odd[place])
        if not check.opens.search(text[starts[line] : ends[line]]):
            place += 1
            continue
        closing = _closing(text, starts, ends, odd, place, check)
        if closing is None:
            unclosed.append(line + 1)
            place += 1
        else:
            spanning = True
            place = closing + 1
    return Quotes(spanning, tuple(unclosed))


def _closing(
    text: bytes, starts: Array, ends: Array, odd: Array, place: int, check: _Check
) -> int | None:
    """Place in ``odd`` of the line that completes the record opened at ``place``."""
    line = int(odd[place])
    for other in range(place + 1, min(place + 1 + _MOST_TRIES, len(odd))):
        last = int(odd[other])
        if last - line > _MOST_LINES:
            return None
        if check.whole(text[starts[line] : ends[last]]):
            return other
    return None
