"""A small world in which a known approach is right, for the tests of the search."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from recengine.data.dataset import Dataset
from recengine.evaluation.searching import Bench
from tests import worlds

#: Few and quick ones, of which one is right.
MEMBERS = ("popularity", "markov", "item_knn")


@lru_cache(maxsize=1)
def chains(people: int = 150, items: int = 24) -> Dataset:
    """Everybody walks through the items in one fixed circle, from a place of their own.

    What comes next is certain, so that Markov alone finds all; what is popular says nothing, since
    every item is met about equally often.
    """
    rng = np.random.default_rng(4)
    rows = [
        (f"u{person:03}", f"i{(begin + step) % items:02}", step)
        for person, begin in enumerate(rng.integers(items, size=people))
        for step in range(7)
    ]
    return worlds.dataset(rows, name="chains")


@lru_cache(maxsize=1)
def bench() -> Bench:
    """Fitted once for all tests, since nothing changes it."""
    return Bench.of(chains(), MEMBERS, people=60)
