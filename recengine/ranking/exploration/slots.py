"""Exploration: some slots of a list are given to chance, and how likely each item was is kept.

With rate e, each of the k slots is given to chance with probability e, independently. The other
slots show the ranking in its order; with m chance slots, m items of the pool of the next best are
shown, item i with a probability p_i(m) that the strategy states. Over all lists that could have
been shown,

    P(shown) = P(Binomial(k, 1 - e) >= rank)             for the item at that rank of the first k
    P(shown) = sum_m P(Binomial(k, e) = m) p_i(m)        for an item of the pool

which sum to k, and from which a true mean can be recovered by inverse propensity weighting. Where
the pool is smaller than m, all of it is shown, in as many of the m slots as it fills. The m items
are drawn by systematic sampling from the shuffled pool, which keeps to any p_i(m) that sum to
m without ever showing an item twice.

Madow (1949). On the theory of systematic sampling, II. Annals of Mathematical Statistics 20.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.special import bdtrc, comb

from recengine.arrays import Array, Floats, Mask

#: Chance slots draw from at most so many items behind the first k.
POOL = 200

#: How likely each item of a pool is among the m shown; sums to m.
Chances: TypeAlias = Callable[[int], Floats]


@dataclass(frozen=True, eq=False)
class Pool:
    """The next best items, as strategies see them.

    Parameters
    ----------
    relevance : (n,) scores as shares of the largest size of a score.
    doubt : (n,) how little is known of each item, 1 where nobody has met it.
    """

    relevance: Floats
    doubt: Floats


@dataclass(frozen=True, eq=False)
class Explored:
    """(k,) item codes as shown, which of them are there by chance, and how likely each was."""

    items: Array
    by_chance: Mask
    propensities: Floats


def person_rng(seed: int, person: str) -> np.random.Generator:
    """Random numbers of one person, whoever was served before."""
    return np.random.default_rng([seed, zlib.crc32(person.encode())])


def explore(
    ranked: Array,
    *,
    k: int,
    rate: float,
    strategy: Callable[[Array], Chances],
    rng: np.random.Generator,
) -> Explored:
    """Fill ``k`` slots from a ranking, some by chance.

    Parameters
    ----------
    ranked : (n,) item codes, best first.
    strategy : makes the chances of a pool of item codes, the next best.
    """
    k = min(k, len(ranked))
    pool = ranked[k : k + POOL]
    if rate == 0 or len(pool) == 0 or k == 0:
        return Explored(ranked[:k], np.zeros(k, dtype=bool), np.ones(k))
    chances = strategy(pool)
    by_chance = rng.random(k) < rate
    if by_chance.sum() > len(pool):
        by_chance[rng.permutation(np.flatnonzero(by_chance))[len(pool) :]] = False
    n = int(by_chance.sum())
    drawn = draw(chances(n), rng)
    items = np.empty(k, dtype=ranked.dtype)
    items[by_chance] = pool[drawn]
    items[~by_chance] = ranked[: k - n]
    propensities = np.empty(k)
    propensities[by_chance] = _shown(chances, k, rate, len(pool))[drawn]
    ranks = np.arange(1, k - n + 1)
    kept = bdtrc(ranks - 1, k, 1 - rate)  # P(Binomial(k, 1 - e) > rank - 1)
    propensities[~by_chance] = np.where(ranks <= k - len(pool), 1.0, kept)
    return Explored(items, by_chance, propensities)


def draw(chances: Floats, rng: np.random.Generator) -> Array:
    """Positions of as many items as ``chances`` sum to, in a random order, each as likely as said.

    >>> sorted(draw(np.array([1.0, 0.0, 1.0]), np.random.default_rng(0)).tolist())
    [0, 2]
    """
    order = rng.permutation(len(chances))
    edges = np.cumsum(chances[order])
    marks = rng.random() + np.arange(round(float(edges[-1])))
    drawn: Array = order[np.minimum(np.searchsorted(edges, marks, side="right"), len(order) - 1)]
    return rng.permutation(drawn)


def in_proportion(weights: Floats) -> Chances:
    """Chances in proportion to ``weights``, none above 1.

    >>> in_proportion(np.array([3.0, 1.0, 1.0]))(2)
    array([1. , 0.5, 0.5])
    """
    total = weights.sum()
    shares = weights / total if total > 0 else np.full(len(weights), 1.0 / max(len(weights), 1))

    def chances(n: int) -> Floats:
        out: Floats = n * shares
        sure = out >= 1.0
        while (out > 1.0).any():
            rest = np.where(sure, 0.0, weights)
            rest = rest if rest.sum() > 0 else (~sure).astype(float)
            out = np.where(sure, 1.0, (n - sure.sum()) * (rest / rest.sum()))
            sure |= out >= 1.0
        return out

    return chances


def _shown(chances: Chances, k: int, rate: float, most: int) -> Floats:
    """(n_pool,) how likely each item of the pool is shown, over all numbers of chance slots.

    Parameters
    ----------
    most : no more than so many slots can be filled.
    """
    numbers = np.arange(1, k + 1)
    likely = comb(k, numbers) * rate**numbers * (1 - rate) ** (k - numbers)
    shown: Floats = likely @ np.stack([chances(min(int(n), most)) for n in numbers])
    return shown
