"""Item neighbours: items liked by the same people.

    B[i, j] = <x_i, x_j> / (|x_i| |x_j| + shrink)     for the k items i closest to j, else 0

x_i is the column of people's weights for item i. ``shrink`` draws pairs that few people support
towards zero. A score is the sum over what somebody liked, so each reason is one term of it.

Use it first: quick, easy to explain, a few interactions an item are enough. Costs one sparse
product of the person-by-item matrix with itself, done in blocks of items.

Sarwar, Karypis, Konstan and Riedl (2001). Item-based collaborative filtering recommendation
algorithms. WWW '01.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.models.base import ItemWeightModel, check_not_negative, check_positive
from recengine.models.nearest import highest
from recengine.progress import Progress, quiet

_BLOCK = 512


@dataclass(eq=False)
class ItemKNN(ItemWeightModel):
    """Cosine neighbours with shrinkage.

    Parameters
    ----------
    neighbours : how many items may argue for each item.
    shrink : added to the denominator; larger trusts rare pairs less.

    Attributes
    ----------
    item_weights_ : (n_items, n_items) sparse, no item argues for itself.
    """

    neighbours: int = 100
    shrink: float = 10.0

    name: ClassVar[str] = "item_knn"
    label: ClassVar[str] = "Item neighbours"
    kind: ClassVar[str] = "neighbours"
    help: ClassVar[str] = "Items liked by the same people as those in the history."
    use: ClassVar[str] = "Use it first: quick, easy to explain, little data will do."

    def __post_init__(self) -> None:
        check_positive("neighbours", self.neighbours)
        check_not_negative("shrink", self.shrink)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Keep the closest neighbours of each item."""
        X = dataset.histories.likes.tocsc()
        norms = np.sqrt(X.multiply(X).sum(axis=0))
        blocks = []
        for start in range(0, X.shape[1], _BLOCK):
            progress(start / X.shape[1], "Comparing items")
            stop = min(start + _BLOCK, X.shape[1])
            products = (X[:, start:stop].T @ X).tocsr()
            products.sort_indices()  # equals are taken in the order of codes
            blocks.append(self._closest(products, norms, start))
        self.item_weights_ = sparse.vstack(blocks, format="csr").T.tocsr()
        return self

    def _closest(self, products: Any, norms: Floats, start: int) -> sparse.csr_array[Any]:
        """Rows of similarities, only the highest kept; ``products`` starts at item ``start``."""
        rows = np.repeat(np.arange(products.shape[0]), np.diff(products.indptr))
        values = products.data / (norms[rows + start] * norms[products.indices] + self.shrink)
        values[products.indices == rows + start] = 0.0
        kept = highest(values, products.indptr, self.neighbours)
        return sparse.csr_array(
            (values[kept], (rows[kept], products.indices[kept])), shape=products.shape
        )
