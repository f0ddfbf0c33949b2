"""Exploring around places that rules hold: only the others are given to chance.

The places that are not fixed are a shorter list of their own, with the same rate, and are explored
as such; fixed items are shown for certain.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from recengine.arrays import Array, Mask
from recengine.ranking.exploration.slots import Chances, Explored, explore


def explore_around(
    listed: Array,
    fixed: Mask,
    replacements: Array,
    *,
    rate: float,
    strategy: Callable[[Array], Chances],
    rng: np.random.Generator,
) -> Explored:
    """Give some of the places that are not fixed to chance.

    Parameters
    ----------
    listed : (k,) item codes as rules have composed them.
    fixed : (k,) which of them must stay.
    replacements : (n,) item codes that chance may show instead, best first.

    >>> shown = explore_around(np.array([5, 6, 7]), np.array([True, False, True]),
    ...     np.array([8, 9]), rate=0.0, strategy=lambda pool: None, rng=np.random.default_rng(0))
    >>> shown.items, shown.propensities
    (array([5, 6, 7]), array([1., 1., 1.]))
    """
    free = explore(
        np.concatenate((listed[~fixed], replacements)),
        k=int((~fixed).sum()),
        rate=rate,
        strategy=strategy,
        rng=rng,
    )
    items, by_chance, propensities = (
        listed.copy(),
        np.zeros(len(listed), bool),
        np.ones(len(listed)),
    )
    items[~fixed] = free.items
    by_chance[~fixed] = free.by_chance
    propensities[~fixed] = free.propensities
    return Explored(items, by_chance, propensities)
