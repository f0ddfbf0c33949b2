"""Calibration: a list of the same mix as a person's history.

    variety(i | chosen) = -KL(p, q),   KL(p, q) = sum over categories c  p(c) log(p(c) / q'(c))
    q'(c) = (1 - a) q(c) + a p(c),     a = 0.01

p is the mix of categories in the history, q the one of the chosen and i together. Somebody who
watches seven dramas for three comedies gets seven and three, where the best scores alone may all be
dramas. a keeps the logarithm finite.

Use it where the small interests of a person must not be crowded out by the large ones.

Steck (2018). Calibrated recommendations. RecSys '18; a is the paper's.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats
from recengine.ranking.diversity.greedy import Described

_SMOOTH = 0.01


class Calibration:
    """How near the mix of the history the list would come with each candidate.

    >>> from scipy import sparse
    >>> drama_and_comedy = sparse.csr_array([[1.0, 0.0], [0.0, 1.0]])
    >>> variety = Calibration(Described(drama_and_comedy, drama_and_comedy, np.array([0.5, 0.5])))
    >>> variety.take(0)
    >>> variety.worth().round(2)
    array([-1.96, -0.  ])
    """

    def __init__(self, described: Described) -> None:
        wanted = np.flatnonzero(described.taste)
        self._taste = described.taste[wanted]
        self._shares = described.shares[:, wanted].toarray()
        self._sum = np.zeros(len(wanted))
        self._taken = 0

    def worth(self) -> Floats:
        """(n,) minus the divergence from the mix of the history; 0 where it is the same."""
        mix = (self._sum + self._shares) / (self._taken + 1)
        smooth = (1 - _SMOOTH) * mix + _SMOOTH * self._taste
        return -(self._taste * np.log(self._taste / smooth)).sum(axis=1)

    def take(self, pick: int) -> None:
        """Candidate number ``pick`` now stands in the list."""
        self._sum = self._sum + self._shares[pick]
        self._taken += 1
