"""Maximal marginal relevance: no item close to one that already stands in the list.

    variety(i | chosen) = -max over chosen j of  cos(i, j), at most 0

Use it first: it is easy to explain, and it works with whatever says which items are alike.

Carbonell and Goldstein (1998). The use of MMR, diversity-based reranking for reordering documents
and producing summaries. SIGIR '98.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats
from recengine.ranking.diversity.greedy import Described, likeness_to


class MarginalRelevance:
    """How unlike the closest of the chosen each candidate is.

    >>> from scipy import sparse
    >>> twins = sparse.csr_array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    >>> variety = MarginalRelevance(Described(twins, twins[:, :0], np.zeros(0)))
    >>> variety.take(0)
    >>> variety.worth()
    array([-1., -1., -0.])
    """

    def __init__(self, described: Described) -> None:
        self._features = described.features
        self._nearest = np.zeros(described.features.shape[0])

    def worth(self) -> Floats:
        """(n,) minus the cosine to the closest."""
        return -self._nearest

    def take(self, pick: int) -> None:
        """Candidate number ``pick`` now stands in the list."""
        self._nearest = np.maximum(self._nearest, likeness_to(self._features, pick))
