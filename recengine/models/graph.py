"""Graph filter: what is near in the graph of people and items, smoothed.

    R      = D_u^-1/2 X D_i^-1/2                    likes, divided by how busy both ends are
    score  = x (R'R + ideal D_i^-1/2 V V' D_i^1/2)  V: the top right singular vectors of R

R'R is one step over people to neighbouring items; V keeps only the slowest waves on the graph, the
broad directions of taste. Both are linear in the history, so each reason is one term of the sum.

Use it on sparse data where most items have few likes; there it passes graph networks, and fits in
seconds. Costs one sparse product, and a truncated SVD of ``factors`` vectors.

Shen, Wu, Zhang, Shan, Zhang, Letaief and Li (2021). How powerful is graph convolution for
recommendation? CIKM '21.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Contributions, Recommender, best_others
from recengine.models.directions import right_vectors
from recengine.models.fitting import check_fits
from recengine.models.parameters import not_negative, whole
from recengine.models.threads import product
from recengine.progress import Progress, quiet


@dataclass(eq=False)
class GraphFilter(Recommender):
    """Normalised item-item smoothing plus a low-rank ideal filter.

    Parameters
    ----------
    factors : waves that the ideal filter lets through.
    ideal : how much it counts beside the smoothing.

    Attributes
    ----------
    smoothing_ : (n_items, n_items) sparse, zero on the diagonal.
    into_, out_of_ : (n_items, factors) the ideal filter's two sides.
    """

    factors: int = whole(64, most=4096)
    ideal: float = not_negative(0.5)

    name: ClassVar[str] = "graph"
    label: ClassVar[str] = "Graph filter"
    kind: ClassVar[str] = "linear"
    help: ClassVar[str] = "Items near in the graph of who liked what; strong on sparse data."
    use: ClassVar[str] = "Use it on sparse data, where most items have few likes."

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Normalise the likes, take one step on the graph, and find its slowest waves."""
        likes = dataset.histories.likes
        pairs = int((np.diff(likes.indptr).astype(np.int64) ** 2).sum())
        check_fits(
            self.label,
            12 * min(likes.shape[1] ** 2, pairs) + 16 * likes.shape[1] * self.factors,
            f"{likes.shape[1]:,} items",
            "item_knn instead, which keeps the closest items alone",
        )
        progress(0.0, "Taking a step on the graph")
        people = 1.0 / np.sqrt(np.maximum(likes.sum(axis=1), 1e-12))
        items = 1.0 / np.sqrt(np.maximum(likes.sum(axis=0), 1e-12))
        items[likes.sum(axis=0) == 0] = 0.0
        R = sparse.csr_array(sparse.diags_array(people) @ likes @ sparse.diags_array(items))
        self.smoothing_ = _without_diagonal(sparse.csr_array(R.T @ R))
        progress(0.5, "Finding the broad directions of taste")
        waves = right_vectors(R, self.factors)
        lengths = np.divide(1.0, items, out=np.zeros_like(items), where=items > 0)
        self.into_: Floats = waves * items[:, None]
        self.out_of_: Floats = self.ideal * waves * lengths[:, None]
        return self

    def score(self, histories: History) -> Floats:
        """Both filters on the history; an item is no reason for itself."""
        own = histories.matrix
        scores: Floats = (own @ self.smoothing_).toarray() + product(
            own @ self.into_, self.out_of_.T
        )
        rows = np.repeat(np.arange(own.shape[0]), np.diff(own.indptr))
        scores[rows, own.indices] -= own.data * self._echo[own.indices]
        return scores

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items that having one argues for most."""
        return best_others(self._rows(np.asarray(items)), items, k)

    def explain(self, history: History, items: Codes) -> Contributions:
        """The terms of the sum."""
        row = history.matrix[[0]]
        terms = self._rows(row.indices)[:, items]
        terms[row.indices[:, None] == np.asarray(items)[None, :]] = 0.0
        return Contributions(row.indices, row.data[:, None] * terms, np.zeros(len(items)))

    def _rows(self, items: Array) -> Floats:
        """(n, n_items) what having each of ``items`` argues for."""
        rows: Floats = self.smoothing_[items].toarray() + product(self.into_[items], self.out_of_.T)
        return rows

    @property
    def _echo(self) -> Floats:
        """(n_items,) how much the ideal filter gives back of an item to itself."""
        echo: Floats = np.einsum("ij,ij->i", self.into_, self.out_of_)
        return echo


def _without_diagonal(matrix: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
    matrix.setdiag(0.0)
    matrix.eliminate_zeros()
    return matrix
