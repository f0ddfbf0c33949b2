"""User neighbours: people who behave alike, and what they liked.

    score(i) = sum over v of  sim(x_u, x_v) likes(v, i)  /  sum of sim(x_u, x_v)

v are the k people closest to u, and sim is ``cosine`` or ``jaccard``, as ``neighbourhood.py`` has
them. x_u are a person's weights per item, negative ones included, so that what both disliked
brings people together. The similarity is itself a sum over shared items, and so is the score; the
share of item j in sim(x_u, x_v) is that of x_u[j] x_v[j] in <x_u, x_v>.

Use it where people have long histories and the catalogue changes quickly. A list costs one sparse
product with everybody's weights.

Resnick, Iacovou, Suchak, Bergstrom and Riedl (1994). GroupLens: an open architecture for
collaborative filtering of netnews. CSCW '94.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import (
    BLOCK,
    Contributions,
    Recommender,
    best_others,
    cells,
    sums_of_rows,
)
from recengine.models.lately import Lately
from recengine.models.nearest import highest
from recengine.models.neighbourhood import Neighbourhood
from recengine.models.parameters import not_negative, one_of, whole
from recengine.models.weighting import WEIGHTINGS, rarities, usual_total, weigh
from recengine.progress import Progress, quiet


@dataclass(eq=False)
class UserKNN(Neighbourhood, Recommender):
    """Neighbours among people.

    Attributes
    ----------
    people_ : (n_people, n_items) sparse weights of everybody known, as they are compared.
    likes_ : what everybody liked.
    rarity_ : (n_items,) how rare each item is.
    usual_ : the mean total of a person's weights.
    """

    neighbours: int = whole(50, most=1_000_000)
    shrink: float = not_negative(1.0)
    weighting: str = one_of("none", WEIGHTINGS)

    name: ClassVar[str] = "user_knn"
    label: ClassVar[str] = "User neighbours"
    kind: ClassVar[str] = "neighbours"
    help: ClassVar[str] = "What people liked who behave like this person."
    use: ClassVar[str] = "Use it where histories are long and new items come quickly."

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Remember everybody."""
        progress(0.0, "Remembering everybody")
        matrix = dataset.histories.matrix
        self.rarity_, self.usual_ = rarities(matrix), usual_total(matrix)
        self.people_ = self._compared(matrix)
        self.likes_ = dataset.histories.likes
        self._extents = self._extent(self.people_)
        for made in ("_holders", "_lately"):
            vars(self).pop(made, None)  # of an earlier fit
        return self

    def score(self, histories: History) -> Floats:
        """What the closest people liked, the closer the more."""
        return sums_of_rows(self._lately.of(histories, self._asked)[1], self.likes_)

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items liked by the same people, by cosine."""
        lengths = np.maximum(_lengths(self.likes_.T.tocsr()), 1e-12)
        columns = self.likes_.tocsc()[:, np.asarray(items)]
        cosines = (columns.T @ self.likes_).toarray() / lengths[items][:, None] / lengths[None, :]
        return best_others(cosines, items, k)

    def explain(self, history: History, items: Codes) -> Contributions:
        """Each past item's share in how close the closest are, times what they liked."""
        own, closest = self._lately.of(history, self._asked)
        near = closest.indices
        shared = (cells(self.people_, near, own.indices) * own.data).T
        together = shared.sum(axis=0)
        weight = np.divide(closest.data, together, out=np.zeros(len(near)), where=together > 0)
        values = (shared * weight) @ cells(self.likes_, near, items)
        return Contributions(own.indices, values, np.zeros(len(items)))

    @cached_property
    def _lately(self) -> Lately[tuple[sparse.csr_array[Any], sparse.csr_array[Any]]]:
        """Weights of the last person as they are compared, and the closest people."""
        return Lately()

    @cached_property
    def _holders(self) -> sparse.csr_array[Any]:
        """(n_items, n_people) weights of everybody who has met an item."""
        return sparse.csr_array(self.people_.T)

    def _compared(self, matrix: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
        """(n, n_items) weights of people as they are compared."""
        return weigh(matrix, self.weighting, self.rarity_, self.usual_)

    def _asked(self, histories: History) -> tuple[sparse.csr_array[Any], sparse.csr_array[Any]]:
        """(n, n_items) weights as they are compared, (n, n_people) how close the closest are."""
        own = self._compared(histories.matrix)
        starts = range(0, max(len(histories), 1), BLOCK)
        closest = [self._closest(own[start : start + BLOCK]) for start in starts]
        return own, sparse.csr_array(sparse.vstack(closest)) if len(closest) > 1 else closest[0]

    def _closest(self, own: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
        """(n, n_people) similarities to the closest people, which sum to 1."""
        products = sparse.csr_array(own @ self._holders)
        values = self._likeness(products, self._extent(own), self._extents)
        kept = highest(values, products.indices, products.indptr, self.neighbours)
        starts = np.searchsorted(kept, products.indptr).astype(products.indptr.dtype)
        rows = np.repeat(np.arange(own.shape[0]), np.diff(starts))
        total = np.bincount(rows, weights=values[kept], minlength=own.shape[0])
        shares = values[kept] / total[rows]
        return sparse.csr_array((shares, products.indices[kept], starts), products.shape)


def _lengths(matrix: sparse.csr_array[Any]) -> Floats:
    """(n,) Euclidean length of each row."""
    lengths: Floats = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return lengths
