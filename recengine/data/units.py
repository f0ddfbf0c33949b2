"""Units: how long somebody watched and how long an item is, brought to the same unit.

The unit stands in the column's name (``watch_seconds``, ``runtime_min``); where one of the two
says nothing, both are taken to be in the same.
"""

from __future__ import annotations

import re

import numpy as np

from recengine.arrays import Floats
from recengine.errors import Problem

_SECONDS = {
    "ms": 0.001,
    "millis": 0.001,
    "milliseconds": 0.001,
    "s": 1.0,
    "sec": 1.0,
    "secs": 1.0,
    "seconds": 1.0,
    "sekunden": 1.0,
    "min": 60.0,
    "mins": 60.0,
    "minutes": 60.0,
    "minuten": 60.0,
    "h": 3600.0,
    "hours": 3600.0,
    "stunden": 3600.0,
}
#: A median share of an item's length beyond which the units must differ.
_IMPOSSIBLE = 3.0


def seconds_per_unit(column: str) -> float | None:
    """Seconds in the unit that a column's name ends in or consists of.

    >>> seconds_per_unit("watchSeconds"), seconds_per_unit("runtime_min"), seconds_per_unit("time")
    (1.0, 60.0, None)
    """
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", column)
    return next((_SECONDS[word.lower()] for word in words[::-1] if word.lower() in _SECONDS), None)


def units_of_length(value_column: str, length_column: str) -> float:
    """How many units of the length column one unit of the value column is.

    >>> units_of_length("watch_seconds", "runtime_minutes"), units_of_length("value", "length")
    (0.016666666666666666, 1.0)
    """
    value, length = seconds_per_unit(value_column), seconds_per_unit(length_column)
    return value / length if value and length else 1.0


def units_differ(values: Floats, lengths: Floats, value_column: str) -> Problem | None:
    """The sentence about watch times that are mostly far longer than what was watched."""
    known = (lengths > 0) & ~np.isnan(values)
    if not known.any():
        return None
    share = float(np.median(values[known] / lengths[known]))
    if share < _IMPOSSIBLE:
        return None
    return Problem(
        "watch_units",
        f"Half of the watch times in {value_column!r} are more than {share:,.0f} times as long as "
        "the item, so the two are in different units and every watch counts in full.",
        "Name the units in the columns, such as watch_seconds and length_minutes.",
        column=value_column,
    )
