"""Key figures of a data set: how much there is, how it is spread, and when it happened."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES


@dataclass(frozen=True)
class KeyFigures:
    """What a person wants to know first.

    Parameters
    ----------
    density : share of all person and item pairs that were ever met.
    head_share : share of all events that the most popular tenth of the catalogue receives.
    events_per_person : median over people with any event.
    cold_items : items nobody has touched.
    first, last : days, None where there are no times.
    """

    people: int
    items: int
    events: int
    density: float
    head_share: float
    events_per_person: float
    cold_items: int
    first: pd.Timestamp | None
    last: pd.Timestamp | None


def key_figures(dataset: Dataset) -> KeyFigures:
    """Count."""
    histories = dataset.histories
    per_item = np.sort(np.bincount(histories.items, minlength=dataset.n_items))[::-1]
    per_person = np.diff(histories.starts)
    pairs = histories.seen().nnz
    times = histories.times[~np.isnan(histories.times)]
    return KeyFigures(
        people=dataset.n_users,
        items=dataset.n_items,
        events=len(histories.items),
        density=pairs / max(dataset.n_users * dataset.n_items, 1),
        head_share=per_item[: max(dataset.n_items // 10, 1)].sum() / max(per_item.sum(), 1),
        events_per_person=float(np.median(per_person[per_person > 0])),
        cold_items=int((per_item == 0).sum()),
        first=pd.Timestamp(times.min(), unit="s") if len(times) else None,
        last=pd.Timestamp(times.max(), unit="s") if len(times) else None,
    )


@dataclass(frozen=True, eq=False)
class Spread:
    """A curve: shares of the catalogue (or of people), from 0 to 1, and what they add up to."""

    shares: Floats
    totals: Floats


def long_tail(dataset: Dataset, points: int = 101) -> Spread:
    """Share of events that the most popular share of the catalogue receives."""
    per_item = np.sort(np.bincount(dataset.histories.items, minlength=dataset.n_items))[::-1]
    running = np.concatenate(([0.0], np.cumsum(per_item) / max(per_item.sum(), 1)))
    shares = np.linspace(0.0, 1.0, points)
    return Spread(shares, np.interp(shares, np.linspace(0.0, 1.0, len(running)), running))


def activity(dataset: Dataset) -> pd.DataFrame:
    """Events by week (by month from 150 weeks on) and kind: ``when``, ``event``, ``count``."""
    histories = dataset.histories
    known = ~np.isnan(histories.times)
    when = pd.Series(pd.to_datetime(histories.times[known], unit="s"))
    if when.empty:
        return pd.DataFrame(columns=["when", "event", "count"])
    weeks = (when.max() - when.min()).days / 7
    periods = when.dt.to_period("W" if weeks <= 150 else "M").dt.start_time
    events = pd.Series(np.array(EVENT_NAMES, dtype=object)[histories.events[known]])
    counted = pd.DataFrame({"when": periods, "event": events}).value_counts().reset_index()
    counted.columns = pd.Index(["when", "event", "count"])
    return counted.sort_values(["when", "event"]).reset_index(drop=True)


def by_hour(dataset: Dataset) -> Array:
    """(7, 24) events by weekday (Monday first) and hour of the day, in the times' own zone."""
    times = dataset.histories.times
    hours = (times[~np.isnan(times)] // 3_600).astype(np.int64)
    weekday = (hours // 24 + 3) % 7  # 1 January 1970 was a Thursday
    counts = np.bincount(weekday * 24 + hours % 24, minlength=7 * 24)
    picture: Array = counts.reshape(7, 24)
    return picture


@dataclass(frozen=True)
class Steps:
    """Counts of things by how often something happened to them."""

    labels: tuple[str, ...]
    counts: tuple[int, ...]


def history_lengths(dataset: Dataset) -> Steps:
    """People by how many events they have."""
    return _stepped(np.diff(dataset.histories.starts))


def item_lengths(dataset: Dataset) -> Steps:
    """Items by how many events they have."""
    return _stepped(np.bincount(dataset.histories.items, minlength=dataset.n_items))


_STEPS = (0, 1, 2, 5, 10, 20, 50, 100, 500)


def _stepped(counts: Array) -> Steps:
    """How many counts fall on each step.

    >>> _stepped(np.array([0, 1, 3, 700])).counts
    (1, 1, 1, 0, 0, 0, 0, 0, 1)
    """
    labels = [
        f"{low}" if low == high - 1 else f"{low} to {high - 1}" for low, high in pairwise(_STEPS)
    ]
    places = np.searchsorted(_STEPS, counts, side="right") - 1
    held = np.bincount(places, minlength=len(_STEPS))
    return Steps((*labels, f"{_STEPS[-1]} or more"), tuple(int(count) for count in held))


def sparsity_picture(dataset: Dataset, size: int = 60) -> Array:
    """(size, size) share of met pairs, people and items ordered from busiest to quietest."""
    met = dataset.histories.seen().tocoo()
    person_place = _places(np.bincount(met.row, minlength=dataset.n_users), size)
    item_place = _places(np.bincount(met.col, minlength=dataset.n_items), size)
    rows, columns = person_place[met.row], item_place[met.col]
    counts = np.bincount(rows * size + columns, minlength=size * size).reshape(size, size)
    cells = np.outer(
        np.bincount(person_place, minlength=size), np.bincount(item_place, minlength=size)
    )
    picture: Array = counts / np.maximum(cells, 1)
    return picture


def _places(counts: Array, size: int) -> Array:
    """Which of ``size`` equal groups each stands in, the busiest in the first."""
    order = np.argsort(-counts, kind="stable")
    places = np.empty(len(counts), dtype=np.int64)
    places[order] = np.arange(len(counts)) * size // max(len(counts), 1)
    return places


#: Up to so many events somebody counts as new.
_NEWCOMER = 5


@dataclass(frozen=True)
class TellingPerson:
    """A person worth looking at first, why, and how much they did."""

    user_id: str
    kind: str
    events: int


def telling_people(dataset: Dataset) -> tuple[TellingPerson, ...]:
    """A typical, a heavy, a niche and a quiet person, each different, where the data has them."""
    counts = np.diff(dataset.histories.starts)
    popularity = np.bincount(dataset.histories.items, minlength=dataset.n_items)
    ranks = np.argsort(np.argsort(-popularity, kind="stable"), kind="stable") / max(
        dataset.n_items, 1
    )
    own_rank = np.zeros(dataset.n_users)
    np.add.at(own_rank, dataset.histories.rows, ranks[dataset.histories.items])
    own_rank /= np.maximum(counts, 1)
    median = np.median(counts[counts > 0])
    niche = np.where(counts >= max(median / 2, 5), own_rank, -1.0)
    choices = (
        ("typical", int(np.argmin(np.abs(counts - median)))),
        ("heavy", int(np.argmax(np.where(counts <= np.quantile(counts, 0.99), counts, -1)))),
        ("niche", int(np.argmax(niche))),
        _quietest(counts),
    )
    found: dict[int, TellingPerson] = {}
    for kind, row in choices:
        user_id = str(dataset.users["user_id"].iloc[row])
        found.setdefault(row, TellingPerson(user_id, kind, int(counts[row])))
    return tuple(found.values())


def _quietest(counts: Array) -> tuple[str, int]:
    """Who did least, and whether that makes a newcomer or somebody who just does little."""
    row = int(np.argmin(np.where(counts > 0, counts, counts.max() + 1)))
    return ("new" if counts[row] <= _NEWCOMER else "light", row)
