"""Looks: what the cells of a column look like, judged on its first rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.events import standard_event
from recengine.data.reading.numbers import mask_of, parse_numbers
from recengine.data.reading.scales import is_in_words
from recengine.data.reading.serials import are_serials
from recengine.data.reading.times import How, parse_times

_PRODUCT = r"^(B0[0-9A-Z]{8}|\d{9}[\dX])$"
_TIME_WORDS = {
    "s": "whole numbers that look like Unix seconds",
    "ms": "whole numbers that look like Unix milliseconds",
    "us": "whole numbers that look like Unix microseconds",
    "ns": "whole numbers that look like Unix nanoseconds",
    "mixed units": "whole numbers that look like Unix times",
    "compact": "numbers that look like dates without signs",
}
_MOST_EVENTS = 100
_SINCE, _UNTIL = np.datetime64("1990-01-01"), np.datetime64("2100-01-01")


@dataclass(frozen=True)
class Look:
    """What the filled cells of a column look like.

    ``filled`` cells; shares that are ``numbers`` or ``times``; ``is_decimal`` some have a
    fraction; ``is_moment`` times of our days; ``is_product`` numbers of the book or shop trade;
    ``says_event`` few words, one of which is a known event; ``in_words`` as in ``4 stars``;
    ``is_serial`` numbers that a spreadsheet may mean as days.
    """

    filled: int
    distinct: int
    numbers: float
    times: float
    is_decimal: bool
    is_moment: bool
    is_product: bool
    is_long: bool
    how: How
    says_event: bool = False
    in_words: bool = False
    is_serial: bool = False

    @property
    def is_number(self) -> bool:
        """Whether nearly all cells are numbers."""
        return self.filled > 0 and self.numbers > 0.9

    @property
    def is_date(self) -> bool:
        """Whether nearly all cells are dates in words, not numbers."""
        return self.filled > 0 and self.times > 0.9 and self.numbers < 0.1

    @property
    def is_words(self) -> bool:
        """Whether most cells are neither numbers nor dates."""
        return self.filled > 0 and self.numbers < 0.5 and self.times < 0.5

    @property
    def is_event(self) -> bool:
        """Whether a few short words recur, and one of them is an event."""
        few = 3 * self.distinct <= min(self.filled, 90)
        return self.is_words and few and self.says_event and not self.is_long

    @property
    def time_words(self) -> str:
        """Why the column is a time."""
        return _TIME_WORDS.get(self.how, "cells that look like dates")

    def can_be(self, role: str) -> bool:
        """Whether the content lets the column play a role that its name suggests."""
        if not self.filled:
            return True
        if role in {"value", "length"}:
            return self.numbers > 0.05 or self.in_words
        if role in {"timestamp", "added"}:
            fits = self.is_moment or self.is_serial or not self.is_decimal
            return self.times > 0.05 and fits
        if role == "event":
            return not self.is_decimal and not self.is_long and self.distinct <= 200
        return True


def look_at_all(sample: pa.Table, *, decimal_comma: bool = False) -> dict[str, Look]:
    """Look at every column of the first rows of a file."""
    return {
        name: look_at(sample.column(name), decimal_comma=decimal_comma)
        for name in sample.column_names
    }


def look_at(column: pa.ChunkedArray, *, decimal_comma: bool = False) -> Look:
    """Look at the first rows of a column of text.

    >>> look_at(pa.chunked_array([["1260759144", "1260759179"]])).time_words
    'whole numbers that look like Unix seconds'
    """
    cells = pc.utf8_trim_whitespace(column)
    cells = cells.filter(pc.not_equal(cells, ""))
    if len(cells) == 0:
        return Look(
            0,
            0,
            0.0,
            0.0,
            is_decimal=False,
            is_moment=False,
            is_product=False,
            is_long=False,
            how="",
        )
    numbers = parse_numbers(cells, decimal_comma=decimal_comma)
    times = parse_times(cells)
    values = numbers.floats[~np.isnan(numbers.floats)]
    moments = times.moments[~np.isnat(times.moments)]
    return Look(
        filled=len(cells),
        distinct=len(pc.unique(cells)),
        numbers=len(values) / len(cells),
        times=len(moments) / len(cells),
        is_decimal=bool((values != np.floor(values)).any()) or _has_point(cells, len(values)),
        is_moment=len(moments) > 0 and bool(((moments > _SINCE) & (moments < _UNTIL)).mean() > 0.9),
        is_product=bool(mask_of(pc.match_substring_regex(cells, _PRODUCT)).mean() > 0.9),
        is_long=bool(np.median(pc.utf8_length(cells).to_numpy()) > 40),
        how=times.how,
        says_event=_says_event(cells),
        in_words=is_in_words(cells),
        is_serial=are_serials(numbers.floats),
    )


def _says_event(cells: pa.ChunkedArray) -> bool:
    words = pc.unique(cells)
    return len(words) <= _MOST_EVENTS and any(
        standard_event(word) != "interaction" for word in words.to_pylist()
    )


def _has_point(cells: pa.ChunkedArray, numbers: int) -> bool:
    """Whether numbers are written with a decimal point, as in ``5.0``."""
    return numbers > 0 and bool(
        mask_of(pc.match_substring_regex(cells, r"^-?\d+\.\d{1,3}$")).mean() > 0.5
    )
