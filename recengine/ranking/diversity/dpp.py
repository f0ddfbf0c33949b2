"""Determinantal point process: a list that spans as much as it can.

    variety(i | chosen) = log det S(chosen and i) - log det S(chosen)
                        = log of what is left of i once all chosen have explained their part

S holds the cosines of items. Where maximal marginal relevance looks at the closest item alone, this
looks at all of them together: an item between two that stand in the list adds little, though it is
close to neither. What is left is kept up by a Cholesky row for each item taken, so that k places of
n candidates cost n k^2.

Use it where lists are long and items resemble each other in many ways.

Chen, Zhang and Zhou (2018). Fast greedy MAP inference for determinantal point process to improve
recommendation diversity. NeurIPS '18.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats
from recengine.ranking.diversity.greedy import Described, likeness_to

#: What is left of an item at least, so that copies can be told from worse copies.
_LEAST = 1e-6


class Determinant:
    """How much of each candidate the chosen do not explain.

    >>> from scipy import sparse
    >>> three = sparse.csr_array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    >>> variety = Determinant(Described(three, three[:, :0], np.zeros(0)))
    >>> variety.take(0)
    >>> np.exp(variety.worth()).round(2)
    array([0.  , 1.  , 0.64])
    """

    def __init__(self, described: Described) -> None:
        n = described.features.shape[0]
        self._features = described.features
        self._rows = np.zeros((0, n))  # of the Cholesky factor, one an item taken
        self._left = np.ones(n)

    def worth(self) -> Floats:
        """(n,) log of what is left of each."""
        return np.log(np.maximum(self._left, _LEAST))

    def take(self, pick: int) -> None:
        """Candidate number ``pick`` now stands in the list."""
        unexplained = likeness_to(self._features, pick) - self._rows[:, pick] @ self._rows
        row = unexplained / np.sqrt(max(self._left[pick], _LEAST))
        self._rows = np.vstack((self._rows, row))
        self._left = self._left - row**2
