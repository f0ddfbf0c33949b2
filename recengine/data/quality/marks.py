"""Marks: which events of a data set are of a doubtful kind, one vectorised rule each.

Every rule returns a mask over ``dataset.histories`` (n_events,); events stand person after person,
each person's from oldest to newest.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from recengine.arrays import Array, Mask
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES

#: So many events within a minute, at half as many different seconds, are no person's. A page of
#: ratings saved at once shares a few moments, so it does not count.
BOT_EVENTS = 60
BOT_SECONDS = 60.0
#: A pause of half an hour ends a session, the convention of web analytics.
SESSION_PAUSE = 1_800.0
_DAY = 86_400.0
_YEAR = 365 * _DAY
#: No feed of a recommender is older.
_EARLIEST = float(np.datetime64("1990-01-01", "s").astype(np.int64))
_RATED = [EVENT_NAMES.index(name) for name in ("rating", "review")]


def duplicates(dataset: Dataset) -> Mask:
    """Events exactly like an earlier one: person, item, kind, strength and time."""
    held = dataset.histories
    frame = pd.DataFrame(
        {
            "person": held.rows,
            "item": held.items,
            "event": held.events,
            "signal": held.signals,
            "time": held.times,
        },
        copy=False,
    )
    return np.asarray(frame.duplicated(), dtype=bool)


def superseded_ratings(dataset: Dataset) -> Mask:
    """Ratings of an item that the same person rated differently later."""
    held = dataset.histories
    out = np.zeros(len(held.items), dtype=bool)
    rated = np.flatnonzero(np.isin(held.events, _RATED))
    if not len(rated):
        return out
    pairs = held.rows[rated].astype(np.int64) * dataset.n_items + held.items[rated]
    order = np.argsort(pairs, kind="stable")
    rated, pairs, signals = rated[order], pairs[order], held.signals[rated][order]
    same = np.concatenate((pairs[1:] == pairs[:-1], [False]))
    group = np.concatenate(([0], np.cumsum(~same[:-1])))
    lowest, highest = np.full(group[-1] + 1, np.inf), np.full(group[-1] + 1, -np.inf)
    np.minimum.at(lowest, group, signals)
    np.maximum.at(highest, group, signals)
    out[rated[same & (highest > lowest)[group]]] = True
    return out


def future(dataset: Dataset, now: float) -> Mask:
    """Events more than a day after ``now`` (seconds since 1970)."""
    return dataset.histories.times > now + _DAY


def too_early(dataset: Dataset) -> Mask:
    """Events before 1990, which an empty or broken clock writes."""
    early: Mask = dataset.histories.times < _EARLIEST
    return np.zeros_like(early) if are_positions(dataset) else early


def are_positions(dataset: Dataset) -> bool:
    """Whether times only say what came after what: most lie in the first year of the clock."""
    times = dataset.histories.times
    known = times[~np.isnan(times)]
    return len(known) > 0 and bool((known < _YEAR).mean() > 0.5)


def by_bots(dataset: Dataset) -> Mask:
    """All events of people who once acted faster than a person can, for a whole minute."""
    held = dataset.histories
    first = np.arange(len(held.items) - BOT_EVENTS + 1)
    if not len(first) or are_positions(dataset):
        return np.zeros(len(held.items), dtype=bool)
    last = first + BOT_EVENTS - 1
    new_second = np.concatenate(([True], held.times[1:] != held.times[:-1]))
    seconds = np.cumsum(new_second)
    fast = (
        (held.rows[first] == held.rows[last])
        & (held.times[last] - held.times[first] <= BOT_SECONDS)
        & (seconds[last] - seconds[first] >= BOT_EVENTS // 2)
    )
    out: Mask = np.isin(held.rows, np.unique(held.rows[first[fast]]))
    return out


def alone_in_a_session(dataset: Dataset) -> Mask:
    """Events with no other of the same person within half an hour before or after."""
    held = dataset.histories
    apart = (np.diff(held.rows) != 0) | ~(np.diff(held.times) <= SESSION_PAUSE)
    begins = np.concatenate(([True], apart))
    ends = np.concatenate((apart, [True]))
    return begins & ends & ~np.isnan(held.times)


def people_of(dataset: Dataset, marked: Mask) -> Array:
    """Codes of the people with a marked event."""
    out: Array = np.unique(dataset.histories.rows[marked])
    return out
