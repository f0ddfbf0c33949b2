"""Small random worlds to split, and what of a history can be compared."""

from __future__ import annotations

import numpy as np
from hypothesis import settings

from recengine.data.dataset import Dataset
from recengine.data.history import History
from tests.worlds import dataset, item, person

#: Time limits fail on a busy machine.
calm = settings(deadline=None, max_examples=40)

EVENTS = ("view", "purchase", "dislike")


def diary(
    seed: int = 0, *, n_people: int = 20, n_items: int = 24, n_events: int = 300, timed: bool = True
) -> Dataset:
    """Random events with repeats, ties in time and dislikes; every few days an item arrives."""
    rng = np.random.default_rng(seed)
    days = rng.integers(0, 30, n_events)
    items = rng.integers(0, 1 + (days + 2) * (n_items - 1) // 30)
    rows = [
        (person(u), item(i), int(day) if timed else None, EVENTS[kind])
        for u, i, day, kind in zip(
            rng.integers(0, n_people, n_events),
            items,
            days,
            rng.integers(0, 3, n_events),
            strict=True,
        )
    ]
    return dataset(rows)


def pairs(history: History) -> set[tuple[int, int]]:
    """Who met what."""
    return set(zip(history.rows.tolist(), history.items.tolist(), strict=True))
