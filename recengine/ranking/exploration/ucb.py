"""Upper confidence bound: chance slots show what could be best, were we wrong in its favour.

    p_i(m) = 1 for the m items of the pool with the largest  r_i + 2 d_i,  else 0
    d_i = 1 / sqrt(1 + n_i)

r_i is the score as a share of the largest size of a score, n_i how many people have met the item.
Which slots are given to chance is random, what they show is not: an item of the pool that is never
shown can not be judged from what was logged.

Use it where doubt has to be spent where it is largest, and nothing but the list itself is judged.

Auer, Cesa-Bianchi and Fischer (2002). Finite-time analysis of the multiarmed bandit problem.
Machine Learning 47. The bonus here falls with n_i alone, since one score serves all.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats
from recengine.ranking.exploration.slots import Chances, Pool


def ucb(pool: Pool, _temperature: float) -> Chances:
    """Certainty for the first, nothing for the rest.

    >>> ucb(Pool(np.array([0.9, 0.8, 0.1]), np.array([0.0, 0.1, 0.2])), 0.1)(1)
    array([0., 1., 0.])
    """
    order = np.argsort(-(pool.relevance + 2.0 * pool.doubt), kind="stable")

    def chances(n: int) -> Floats:
        out = np.zeros(len(order))
        out[order[:n]] = 1.0
        return out

    return chances
