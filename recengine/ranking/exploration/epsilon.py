"""Epsilon: chance slots show any item of the pool, all equally likely.

    p_i(m) = m / n

Use it first: what is learned from it needs no correction among the items of the pool.
"""

from __future__ import annotations

import numpy as np

from recengine.ranking.exploration.slots import Chances, Pool, in_proportion


def epsilon(pool: Pool, _temperature: float) -> Chances:
    """Chances that are all the same.

    >>> epsilon(Pool(np.array([0.9, 0.1]), np.array([0.0, 1.0])), 0.1)(1)
    array([0.5, 0.5])
    """
    return in_proportion(np.ones(len(pool.relevance)))
