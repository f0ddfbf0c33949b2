"""Held-back choices in groups: by how well known the title was, by category, device and time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recengine.data.categories import category_column, column_shares
from recengine.data.dataset import Dataset
from recengine.evaluation.groups.held_choices import HeldChoices
from recengine.evaluation.groups.sorting import Sorting
from recengine.evaluation.small_cells import FEWEST

_NOBODY = "nobody had met it before"
_KNOWN = ("well known", "middling", "little known", "new")
#: Up to so many days are told by weeks, up to so many by months, what is longer by years.
_WEEKS, _MONTHS = 84, 550


def by_popularity(held: HeldChoices) -> Sorting:
    """In thirds of the choices by how many people had met the title; titles nobody had met apart.

    Titles that equally many had met stay together, so that thirds may be uneven. Where only a few
    choices are of new titles, these are among the little known.
    """
    met = held.met_by
    new, old = met == 0, met[met > 0]
    low, high = (
        np.quantile(old, [1 / 3, 2 / 3], method="higher").astype(int) if len(old) else (0, 0)
    )
    codes = np.select([new, met > high, met > low], [3, 0, 1], default=2)
    if new.sum() >= FEWEST or not len(old):
        least = _between(1, low)
    else:
        codes[new], least = 2, _between(0, low)
    said = (f"met by over {high:,} people", _between(low + 1, high), least, _NOBODY)
    return Sorting.by_code(codes, _KNOWN, said)


def _between(low: int, high: int) -> str:
    return f"met by {low:,} to {high:,} people" if low < high else f"met by {high:,} people"


def by_category(dataset: Dataset, held: HeldChoices) -> Sorting:
    """By category; a title counts in each that it has, and of a path in the broadest."""
    column = category_column(dataset)
    if column is None:
        raise ValueError("this catalogue has no categories")
    names, shares = column_shares(dataset, column)
    main = [place for place in np.argsort(names) if " > " not in names[place]]
    mine = shares[held.items][:, main].tocoo()
    units, groups = mine.coords
    labels = tuple(names[place] for place in main)
    return Sorting(labels, ("",) * len(labels), units.astype(np.int64), groups.astype(np.int64))


def by_device(dataset: Dataset, held: HeldChoices) -> Sorting:
    """By what the title was first met on."""
    devices = dataset.histories.devices
    return Sorting.by_code(held.devices, () if devices is None else devices.names)


def by_time(held: HeldChoices) -> Sorting:
    """By the week, month or year in which the title was first met."""
    when = pd.to_datetime(pd.Series(held.times), unit="s")
    days = (when.max() - when.min()).days
    unit = "W" if days <= _WEEKS else "M" if days <= _MONTHS else "Y"
    codes, periods = pd.factorize(when.dt.to_period(unit), sort=True)
    return Sorting.by_code(codes, [_period_in_words(each, unit) for each in periods])


def _period_in_words(period: pd.Period, unit: str) -> str:
    """A stretch of time as people write it.

    >>> _period_in_words(pd.Period("2025-04-28", "W"), "W")
    '28 Apr to 4 May 2025'
    >>> _period_in_words(pd.Period("2025-04", "M"), "M")
    'April 2025'
    """
    if unit == "W":
        first, last = period.start_time, period.end_time
        begin = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
        return f"{begin} to {last.day} {last:%b %Y}"
    return f"{period.start_time:%B %Y}" if unit == "M" else f"{period.start_time:%Y}"
