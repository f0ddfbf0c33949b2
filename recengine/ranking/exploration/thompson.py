"""Thompson sampling: an item is shown as often as it may be the best of the pool.

    p_i(m) in proportion to P(r_i + d_i Z_i is the largest),  Z normal and independent; none above 1
    d_i = 1 / sqrt(1 + n_i)

r_i is the score as a share of the largest size of a score, n_i how many people have met the item: a
score of something new is taken for less certain. The probabilities come from ``_DRAWS`` draws with
a seed of their own, so that they are the same every time; each item gets one draw more than it won.

Use it where new items have to prove themselves while old ones are known.

Thompson (1933). On the likelihood that one unknown probability exceeds another. Biometrika 25;
Chapelle and Li (2011). An empirical evaluation of Thompson sampling. NIPS '11.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from recengine.arrays import Floats
from recengine.ranking.exploration.slots import Chances, Pool, in_proportion

_DRAWS = 1_000


def thompson(pool: Pool, _temperature: float) -> Chances:
    """Chances that grow with relevance and with doubt.

    >>> thompson(Pool(np.array([1.0, 0.0]), np.array([0.01, 0.01])), 0.1)(1).round(3)
    array([0.999, 0.001])
    """
    n = len(pool.relevance)
    best = (pool.relevance + pool.doubt * _normals(n)).argmax(axis=1)
    return in_proportion(np.bincount(best, minlength=n).astype(float) + 1.0)


@lru_cache(maxsize=4)
def _normals(n: int) -> Floats:
    """(_DRAWS, n) draws, which are the same for everybody."""
    return np.random.default_rng(0).standard_normal((_DRAWS, n))
