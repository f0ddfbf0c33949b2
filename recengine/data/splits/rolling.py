"""Rolling: several windows of time, one after the other, each found by all that was before it.

How good an approach is may depend on the season. Each window is a split of its own, with a fit of
its own; the same person may be in several. An event without a time is always learned from.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.data.history import SECONDS_PER_DAY
from recengine.data.splits.checks import (
    check_count,
    check_days,
    check_share,
    check_times,
    cut_before,
)
from recengine.data.splits.split import Split, held_back
from recengine.errors import InvalidSetting, Problem


def rolling_splits(
    dataset: Dataset, *, share: float = 0.2, windows: int = 3, days: float | None = None
) -> tuple[Split, ...]:
    """Consecutive windows up to the last event, oldest first.

    Parameters
    ----------
    dataset : with times.
    share : of all events that stand in the windows, where they have no fixed length.
    windows : how many; one in which nobody can be tested is left out.
    days : length of each, in place of ``share``; by default each holds about as many events.

    >>> from recengine.data.samples import load_sample
    >>> [len(split.test.items) > 0 for split in rolling_splits(load_sample("shop"))]
    [True, True, True]
    """
    check_share(share)
    check_count("windows", windows)
    check_times(dataset)
    if days is None:
        edges = _by_events(dataset.histories.times, share, windows)
    else:
        check_days(days)
        _check_span(dataset, days)
        edges = dataset.end - days * SECONDS_PER_DAY * np.arange(windows, -1, -1.0)
    made, refused = [], None
    for place, (start, end) in enumerate(pairwise(edges), start=1):
        try:
            made.append(_window(dataset, start, end, f"window {place} of {len(edges) - 1}"))
        except InvalidSetting as error:
            refused = error
    if not made and refused is not None:
        raise refused
    return tuple(made)


def _check_span(dataset: Dataset, days: float) -> None:
    """Refuse a window that the data are no longer than, since nothing is before it."""
    span = (dataset.end - float(np.nanmin(dataset.histories.times))) / SECONDS_PER_DAY
    if days >= span:
        raise InvalidSetting(
            Problem(
                "days_beyond_the_data",
                f"A window cannot be {days:g} days long, since {dataset.name} spans {span:.3g} "
                "days.",
                "Choose fewer, so that something is left to learn from.",
            )
        )


def _by_events(times: Floats, share: float, windows: int) -> Floats:
    """Edges between windows of about as many events; fewer windows where times are too alike."""
    parts = np.nanquantile(times, 1 - share * np.arange(windows, -1, -1.0) / windows)
    parts[0] = cut_before(times, share)
    edges: Floats = np.unique(parts)
    return edges


def _window(dataset: Dataset, start: float, end: float, place: str) -> Split:
    times = dataset.histories.times
    first, last = (_minute(edge) for edge in (start, end))
    words = (
        f"What happened after {first} and up to {last} was held back, and everything later left out"
    )
    return held_back(
        dataset,
        (times > start) & (times <= end),
        "rolling",
        f"{words} ({place}).",
        learned=~(times > start),
    )


def _minute(moment: float) -> str:
    """Seconds since 1970 as date and time, also of years that were long before any data.

    >>> _minute(-1e12)
    '-29719-04-05 22:13'
    """
    return str(np.datetime64(int(moment // 60), "m")).replace("T", " ")
