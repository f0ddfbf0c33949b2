"""xQuAD: every side of a person's taste finds something, the larger sides first.

    variety(i | chosen) = sum_c  taste(c) share(i, c) product over chosen j of (1 - share(j, c))

share(i, c) is how much of item i is category c, taste(c) how much of the person's history is. The
product is how likely somebody who came for c has found nothing yet.

Use it where a list should have something for each taste of a person, rather than items that differ.

Santos, Macdonald and Ounis (2010). Exploiting query reformulations for web search result
diversification. WWW '10.
"""

from __future__ import annotations

from recengine.arrays import Floats
from recengine.ranking.diversity.greedy import Described


class Coverage:
    """How much of the taste that nothing serves yet each candidate serves.

    >>> import numpy as np
    >>> from scipy import sparse
    >>> drama_and_comedy = sparse.csr_array([[1.0, 0.0], [0.0, 1.0]])
    >>> variety = Coverage(Described(drama_and_comedy, drama_and_comedy, np.array([0.7, 0.3])))
    >>> variety.take(0)
    >>> variety.worth()
    array([0. , 0.3])
    """

    def __init__(self, described: Described) -> None:
        self._shares = described.shares
        self._open = described.taste.copy()

    def worth(self) -> Floats:
        """(n,) share of the taste that is still open."""
        worth: Floats = self._shares @ self._open
        return worth

    def take(self, pick: int) -> None:
        """Candidate number ``pick`` now stands in the list."""
        self._open *= 1.0 - self._shares[[pick]].toarray()[0]
