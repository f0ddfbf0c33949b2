"""SLIM: sparse linear item weights, where a full matrix does not fit.

    minimise  1/2 |x_j - X w|^2  +  l2/2 |w|^2  +  l1 |w|_1,     w >= 0,  w_j = 0

x_j is the column of people's weights for item j, and w the column j of B: every item is predicted
from a few others, whose weights are never negative. Only the ``neighbours`` items closest to j by
cosine are looked at (fsSLIM, section 4.4 of the paper), which keeps each problem small.

    one step:  w_k = max(0, x_k'(x_j - X w) + |x_k|^2 w_k - l1) / (|x_k|^2 + l2)

Use it where EASE's square matrix would not fit: B stays sparse. Slower to fit than neighbours, and
better. Costs n * neighbours^2 multiplications a sweep.

Ning and Karypis (2011). SLIM: sparse linear methods for top-n recommender systems. ICDM '11; steps
as in Friedman, Hastie and Tibshirani (2010). Regularization paths for generalized linear models
via coordinate descent. JSS 33.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.models.base import ItemWeightModel
from recengine.models.fitting import check_fits
from recengine.models.item_knn import ItemKNN
from recengine.models.parameters import above_zero, not_negative, whole
from recengine.progress import Progress, part_of, quiet

_BLOCK = 128
_MOST_SWEEPS = 60
_CLOSE_ENOUGH = 1e-5


@dataclass(eq=False)
class SLIM(ItemWeightModel):
    """Elastic net of every item on those closest to it, without negative weights.

    Parameters
    ----------
    l1 : pull towards zero that removes weak items altogether.
    l2 : strength of the ridge; larger shares the weight among items that say the same.
    neighbours : how many items may argue for each item.

    Attributes
    ----------
    item_weights_ : (n_items, n_items) sparse, no item argues for itself.
    """

    l1: float = not_negative(0.5)
    l2: float = above_zero(10.0)
    neighbours: int = whole(100)

    name: ClassVar[str] = "slim"
    label: ClassVar[str] = "SLIM"
    kind: ClassVar[str] = "linear"
    help: ClassVar[str] = "Every item predicted from a few others; stays sparse where EASE is not."
    use: ClassVar[str] = "Use it where accuracy counts and EASE would be too large."

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Find the candidates of each item, then solve for their weights."""
        width = min(self.neighbours, dataset.n_items)
        check_fits(
            self.label,
            8 * _BLOCK * width**2,
            f"{width:,} neighbours of {_BLOCK:,} items at a time",
            "fewer neighbours, or item_knn, which solves nothing",
        )
        closest = ItemKNN(neighbours=self.neighbours, shrink=0.0)
        closest.fit(dataset, part_of(progress, 0.0, 0.2))
        candidates = sparse.csr_array(closest.item_weights_.T)
        X = dataset.histories.likes.tocsc()
        blocks = []
        for start in range(0, X.shape[1], _BLOCK):
            progress(0.2 + 0.8 * start / X.shape[1], "Solving for the item weights")
            blocks.append(self._solve(X, candidates[start : start + _BLOCK], start))
        self.item_weights_ = sparse.vstack(blocks, format="csr").T.tocsr()
        return self

    def _solve(self, X: Any, candidates: Any, start: int) -> sparse.csr_array[Any]:
        """(n, n_items) weights for the items from ``start`` on, each in its own small problem."""
        counts = np.diff(candidates.indptr)
        n, width = len(counts), int(counts.max(initial=0))
        gram = np.zeros((n, width, width))
        target = np.zeros((n, width))
        for row, size in enumerate(counts):
            own = candidates.indices[candidates.indptr[row] : candidates.indptr[row + 1]]
            columns = X[:, own]
            gram[row, :size, :size] = (columns.T @ columns).toarray()
            target[row, :size] = (columns.T @ X[:, [start + row]]).toarray()[:, 0]
        weights = coordinate_descent(gram, target, self.l1, self.l2)
        filled = np.arange(width) < counts[:, None]
        out = sparse.csr_array(
            (weights[filled], candidates.indices, candidates.indptr), shape=candidates.shape
        )
        out.eliminate_zeros()
        return out


def coordinate_descent(gram: Array, target: Array, l1: float, l2: float) -> Floats:
    """(n, width) the weights that solve n problems at once, one coordinate after the other.

    Parameters
    ----------
    gram : (n, width, width) products of the candidates among each other.
    target : (n, width) their products with the item to predict.

    >>> coordinate_descent(np.array([[[2.0, 0.0], [0.0, 2.0]]]), np.array([[3.0, 0.5]]), 1.0, 2.0)
    array([[0.5, 0. ]])
    """
    weights = np.zeros_like(target)
    left = target.copy()
    for _ in range(_MOST_SWEEPS):
        moved = 0.0
        for k in range(target.shape[1]):
            square = gram[:, k, k]
            wanted = np.maximum(left[:, k] + square * weights[:, k] - l1, 0.0) / (square + l2)
            step = wanted - weights[:, k]
            weights[:, k] = wanted
            left -= step[:, None] * gram[:, k]
            moved = max(moved, float(np.abs(step).max(initial=0.0)))
        if moved < _CLOSE_ENOUGH:
            break
    return weights
