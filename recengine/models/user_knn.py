"""User neighbours: people who behave alike, and what they liked.

    sim(u, v) = <x_u, x_v> / (|x_u| |x_v| + shrink)       for the k people closest to u
    score(i)  = sum over these v of  sim(u, v) likes(v, i)  /  sum of sim(u, v)

x_u are a person's weights per item, negative ones included, so that what both disliked brings
people together. The similarity is itself a sum over shared items, and so is the score:

    term of j = sum over v of  x_u[j] x_v[j] / (|x_u| |x_v| + shrink)  likes(v, i)

Use it where people have long histories and the catalogue changes quickly. A list costs one sparse
product with everybody's weights.

Resnick, Iacovou, Suchak, Bergstrom and Riedl (1994). GroupLens: an open architecture for
collaborative filtering of netnews. CSCW '94.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    check_not_negative,
    check_positive,
)
from recengine.models.nearest import highest
from recengine.progress import Progress, quiet


@dataclass(eq=False)
class UserKNN(Recommender):
    """Cosine neighbours among people, with shrinkage.

    Parameters
    ----------
    neighbours : how many people are asked.
    shrink : added to the denominator; larger trusts people with short histories less.

    Attributes
    ----------
    people_ : (n_people, n_items) sparse weights of everybody known.
    likes_ : the positive part of it.
    """

    neighbours: int = 50
    shrink: float = 1.0

    name: ClassVar[str] = "user_knn"
    label: ClassVar[str] = "User neighbours"
    kind: ClassVar[str] = "neighbours"
    help: ClassVar[str] = "What people liked who behave like this person."
    use: ClassVar[str] = "Use it where histories are long and new items come quickly."

    def __post_init__(self) -> None:
        check_positive("neighbours", self.neighbours)
        check_not_negative("shrink", self.shrink)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Remember everybody."""
        progress(0.0, "Remembering everybody")
        self.people_ = dataset.histories.matrix
        self.likes_ = dataset.histories.likes
        self._lengths: Floats = _lengths(self.people_)
        return self

    def score(self, histories: History) -> Floats:
        """What the closest people liked, the closer the more."""
        out = np.zeros((len(histories), histories.n_items))
        own = histories.matrix
        for start in range(0, len(histories), BLOCK):
            closest = self._closest(own[start : start + BLOCK])
            out[start : start + BLOCK] = (closest @ self.likes_).toarray()
        return out

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items liked by the same people, by cosine."""
        lengths = np.maximum(_lengths(self.likes_.T.tocsr()), 1e-12)
        columns = self.likes_.tocsc()[:, np.asarray(items)]
        cosines = (columns.T @ self.likes_).toarray() / lengths[items][:, None] / lengths[None, :]
        return best_others(cosines, items, k)

    def explain(self, history: History, items: Codes) -> Contributions:
        """Each past item's share in how close the closest are, times what they liked."""
        own = history.matrix[[0]]
        closest = self._closest(own)
        near = closest.indices
        shared = (self.people_[near][:, own.indices].toarray() * own.data).T
        together = shared.sum(axis=0)
        weight = np.divide(closest.data, together, out=np.zeros(len(near)), where=together > 0)
        values = (shared * weight) @ self.likes_[near][:, items].toarray()
        return Contributions(own.indices, values, np.zeros(len(items)))

    def _closest(self, own: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
        """(n, n_people) similarities to the closest people, which sum to 1."""
        products = sparse.csr_array(own @ self.people_.T)
        products.sort_indices()  # equals are taken in the order of codes
        rows = np.repeat(np.arange(own.shape[0]), np.diff(products.indptr))
        scale = _lengths(own)[rows] * self._lengths[products.indices] + self.shrink
        values = products.data / np.maximum(scale, 1e-12)
        kept = highest(values, products.indptr, self.neighbours)
        total = np.bincount(rows[kept], weights=values[kept], minlength=own.shape[0])
        shares = values[kept] / total[rows[kept]]
        return sparse.csr_array((shares, (rows[kept], products.indices[kept])), products.shape)


def _lengths(matrix: sparse.csr_array[Any]) -> Floats:
    """(n,) Euclidean length of each row."""
    lengths: Floats = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return lengths
