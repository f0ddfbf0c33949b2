"""Checks: what a split may be asked for."""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.errors import InvalidSetting, Problem

#: Windows and items per person above this are a slip of the pen.
MOST = 100


def check_share(share: float) -> None:
    """A share that leaves something on both sides."""
    if not 0 < share < 1:
        raise InvalidSetting(
            Problem(
                "share_out_of_range",
                f"A share of {share} cannot be held back.",
                "Choose between 0 and 1.",
            )
        )


def check_count(what: str, count: int) -> None:
    """A number of ``what``, such as windows, that can be made."""
    if not 1 <= count <= MOST:
        raise InvalidSetting(
            Problem(
                "count_out_of_range",
                f"A split cannot have {count} {what}.",
                f"Choose a whole number from 1 to {MOST}.",
            )
        )


def check_days(days: float) -> None:
    """A length of time that passes."""
    if not 0 < days < np.inf:
        raise InvalidSetting(
            Problem(
                "days_out_of_range",
                f"A window cannot be {days} days long.",
                "Choose a number above 0.",
            )
        )


def check_times(dataset: Dataset) -> None:
    """Times that differ, which every cut in time needs."""
    if not dataset.has_times:
        raise InvalidSetting(
            Problem(
                "no_times",
                f"{dataset.name} has no times to cut by.",
                "Map a column as timestamp, or choose another split.",
            )
        )


def cut_before(times: Floats, share: float) -> float:
    """The moment that leaves ``share`` of the times behind it.

    Where the very last moment holds more than that, as in a file with days and many events on the
    last one, the moment right before it. Two times must differ; unknown ones (NaN) do not count.

    >>> cut_before(np.array([1.0, 2.0, 3.0, 9.0, 9.0]), 0.2)
    3.0
    """
    last = np.nanmax(times)
    return float(min(np.nanquantile(times, 1 - share), np.nanmax(times[times < last])))
