"""Item neighbours: items liked by the same people.

    B[i, j] = sim(x_i, x_j)     for the k items i most like j, else 0

x_i is the column of people's weights for item i, and sim is ``cosine`` or ``jaccard``, as
``neighbourhood.py`` has them. A score is the sum over what somebody liked, so each reason is one
term of it; with ``recency``, a like d places from the end counts exp(-d / recency) in it.

Use it first: quick, easy to explain, a few interactions an item are enough. Costs one sparse
product of the person-by-item matrix with itself, in blocks of items, on all cores. For cosines the
library ``sparse_dot_topn`` holds none but the closest of it.

Sarwar, Karypis, Konstan and Riedl (2001). Item-based collaborative filtering recommendation
algorithms. WWW '01.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import ItemWeightModel
from recengine.models.nearest import highest
from recengine.models.neighbourhood import Neighbourhood
from recengine.models.parameters import not_negative
from recengine.models.recency import by_recency
from recengine.models.weighting import of_rows, rarities, usual_total, weigh
from recengine.progress import Progress, quiet

#: Items that are compared with all others at once.
_BLOCK = 1_024

Compare = Callable[[int], sparse.csr_array[Any]]


@dataclass(eq=False)
class ItemKNN(Neighbourhood, ItemWeightModel):
    """Neighbours among items.

    Parameters
    ----------
    recency : how slowly earlier events of who is scored fade, in events; 0 counts all alike.

    Attributes
    ----------
    item_weights_ : (n_items, n_items) sparse, no item argues for itself.
    """

    recency: float = not_negative(0.0)

    name: ClassVar[str] = "item_knn"
    label: ClassVar[str] = "Item neighbours"
    kind: ClassVar[str] = "neighbours"
    help: ClassVar[str] = "Items liked by the same people as those in the history."
    use: ClassVar[str] = "Use it first: quick, easy to explain, little data will do."

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Keep the closest neighbours of each item."""
        progress(0.0, "Comparing items")
        likes = dataset.histories.likes.T.astype(np.float32)  # half the memory to run through
        items = weigh(likes, self.weighting, rarities(likes), usual_total(likes))
        compare = self._cosines(items) if self.similarity == "cosine" else self._overlaps(items)
        blocks = []
        for start in range(0, items.shape[0], _BLOCK):
            progress(start / items.shape[0], "Comparing items")
            blocks.append(_closest(compare(start), start, self.neighbours))
        self.item_weights_ = sparse.csr_array(
            sparse.vstack(blocks, format="csr").T.tocsr(), dtype=float
        )
        return self

    def _sources(self, histories: History) -> sparse.csr_array[Any]:
        return by_recency(histories, self.recency) if self.recency else histories.matrix

    def _cosines(self, items: sparse.csc_array[Any]) -> Compare:
        """The closest of a block; one more than wanted, since an item may be among its own."""
        from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415  slow to import

        scale = (1.0 / np.maximum(self._extent(items), 1e-12)).astype(np.float32)
        items.data *= of_rows(items, scale)
        rows, columns = (sparse.csr_matrix(each) for each in (items, items.T))  # it knows no arrays

        def compare(start: int) -> sparse.csr_array[Any]:
            block = rows[start : start + _BLOCK]
            top = sp_matmul_topn(
                block, columns, top_n=self.neighbours + 1, n_threads=os.cpu_count()
            )
            return sparse.csr_array(top)

        return compare

    def _overlaps(self, items: sparse.csc_array[Any]) -> Compare:
        """Jaccard's likeness of a block and all that it shares somebody with."""
        rows, people, extents = items.tocsr(), items.T, self._extent(items)

        def compare(start: int) -> sparse.csr_array[Any]:
            products = sparse.csr_array(rows[start : start + _BLOCK] @ people)
            own = extents[start : start + _BLOCK]
            products.data = self._likeness(products, own, extents)
            return products

        return compare


def _closest(near: sparse.csr_array[Any], start: int, k: int) -> sparse.csr_array[Any]:
    """The ``k`` highest of each row, without the item itself; the first row is item ``start``."""
    rows = np.repeat(np.arange(start, start + near.shape[0]), np.diff(near.indptr))
    others = np.append(0, np.cumsum(near.indices != rows))
    left, starts = np.flatnonzero(np.diff(others)), others[near.indptr]
    kept = left[highest(near.data[left], near.indices[left], starts, k)]
    starts = np.searchsorted(kept, near.indptr)
    return sparse.csr_array((near.data[kept], near.indices[kept], starts), shape=near.shape)
