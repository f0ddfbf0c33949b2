"""A seeded world of interactions for measurements: a few busy items, people with tastes.

Items stand in groups, and within a group few are met by many. Everybody has two favourite groups,
where they go four times out of five. People differ in how much they do; each has done some 40
things on average. Interactions are unweighted, and a person may meet an item twice.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES
from recengine.data.history import History

PER_PERSON = 40
GROUPS = 40
FIRST, LAST = 1_600_000_000, 1_700_000_000


def world(interactions: int, items: int, seed: int = 20) -> Dataset:
    """A data set of so many interactions; people grow with them, items do not."""
    rng = np.random.default_rng(seed)
    people = max(interactions // PER_PERSON, 1)
    user = np.sort((people * rng.random(interactions) ** 1.5).astype(np.int32))
    starts = np.searchsorted(user, np.arange(people + 1))
    favourites = rng.integers(GROUPS, size=(people, 2))
    group = favourites[user, rng.integers(2, size=interactions)]
    elsewhere = rng.random(interactions) < 0.2
    group[elsewhere] = rng.integers(GROUPS, size=np.count_nonzero(elsewhere))
    place = (items // GROUPS * rng.random(interactions) ** 3).astype(np.int64)
    item = rng.permutation(items).astype(np.int32)[group * (items // GROUPS) + place]
    times = rng.integers(FIRST, LAST, size=interactions).astype(float)
    times = times[np.lexsort((times, user))]
    once = np.ones(interactions)
    history = History(
        starts=starts,
        items=item,
        weights=once,
        events=np.full(interactions, EVENT_NAMES.index("interaction"), dtype=np.int8),
        signals=once,
        times=times,
        n_items=items,
    )
    ids = [f"i{code}" for code in range(items)]
    return Dataset(
        name="synthetic",
        items=pd.DataFrame({"item_id": ids, "title": ids}),
        users=pd.DataFrame({"user_id": [f"u{code}" for code in range(people)]}),
        searches=pd.DataFrame(columns=["user_id", "query", "timestamp"]),
        event_weights={"interaction": 1.0},
        fingerprint=f"synthetic-{interactions}-{items}-{seed}",
        histories=history,
        details=pd.DataFrame(index=pd.RangeIndex(interactions)),
    )


def rated(dataset: Dataset, seed: int = 21) -> Dataset:
    """The same events as ratings of one to five stars, by chance."""
    stars = np.random.default_rng(seed).integers(1, 6, len(dataset.histories.items)).astype(float)
    events = np.full(len(stars), EVENT_NAMES.index("rating"), dtype=np.int8)
    weights = (stars - 3.0) / 2.0
    return replace(
        dataset,
        event_weights={"rating": 1.0},
        histories=replace(dataset.histories, weights=weights, signals=weights, events=events),
        details=pd.DataFrame({"value": stars}),
    )
