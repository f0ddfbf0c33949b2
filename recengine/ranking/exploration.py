"""Exploration: some slots of a list are given to chance, and how likely each item was is kept.

With rate e, each of the k slots is given to chance with probability e, independently. The other
slots show the ranking in its order; a chance slot shows an item drawn uniformly, without
repetition, from the pool of the next best. Over all lists that could have been shown,

    P(shown) = P(Binomial(k, 1 - e) >= rank)    for the item at that rank of the first k
    P(shown) = k e / |pool|                      for an item of the pool

which sum to k, and from which a true mean can be recovered by inverse propensity weighting.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrc

from recengine.arrays import Array, Floats, Mask

#: Chance slots draw from at most so many items behind the first k.
POOL = 200


@dataclass(frozen=True, eq=False)
class Explored:
    """(k,) item codes as shown, which of them are there by chance, and how likely each was."""

    items: Array
    by_chance: Mask
    propensities: Floats


def person_rng(seed: int, person: str) -> np.random.Generator:
    """Random numbers of one person, whoever was served before."""
    return np.random.default_rng([seed, zlib.crc32(person.encode())])


def explore(ranked: Array, *, k: int, rate: float, rng: np.random.Generator) -> Explored:
    """Fill ``k`` slots from a ranking, some by chance.

    >>> shown = explore(np.arange(50), k=3, rate=0.0, rng=person_rng(0, "ann"))
    >>> shown.items, shown.propensities
    (array([0, 1, 2]), array([1., 1., 1.]))
    """
    k = min(k, len(ranked))
    pool = ranked[k : k + POOL]
    if rate == 0 or len(pool) < max(k, 1):
        return Explored(ranked[:k], np.zeros(k, dtype=bool), np.ones(k))
    by_chance = rng.random(k) < rate
    surprises = rng.choice(pool, size=int(by_chance.sum()), replace=False)
    items = np.empty(k, dtype=ranked.dtype)
    items[by_chance] = surprises
    items[~by_chance] = ranked[: k - len(surprises)]
    propensities = np.empty(k)
    propensities[by_chance] = k * rate / len(pool)
    ranks = np.arange(1, k - len(surprises) + 1)
    propensities[~by_chance] = bdtrc(ranks - 1, k, 1 - rate)  # P(Binomial(k, 1 - e) > rank - 1)
    return Explored(items, by_chance, propensities)
