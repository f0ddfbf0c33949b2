"""Softmax: chance slots show the likelier items of the pool more often.

    p_i(m) in proportion to exp(r_i / temperature), none above 1

r_i is the score as a share of the largest size of a score. A low temperature stays close to the
ranking, a high one comes close to epsilon.

Use it where a surprise must not be a bad one.

Sutton and Barto (2018). Reinforcement learning, 2nd edition, section 2.8.
"""

from __future__ import annotations

import numpy as np

from recengine.ranking.exploration.slots import Chances, Pool, in_proportion


def softmax(pool: Pool, temperature: float) -> Chances:
    """Chances that grow with relevance.

    >>> softmax(Pool(np.log([2.0, 1.0, 1.0]), np.zeros(3)), temperature=1.0)(1)
    array([0.5 , 0.25, 0.25])
    """
    heat = pool.relevance / temperature
    return in_proportion(np.exp(np.maximum(heat - heat.max(initial=-np.inf), -600.0)))
