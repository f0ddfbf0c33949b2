"""EASE: a linear item-to-item model with a closed form.

    B = I - P diag(1 / diag(P)),    P = (X'X + l2 I)^-1

X is the person-by-item matrix. B[i, j] is how much having item i argues for j; each column is the
ridge regression of that item on all others, with its own weight held at zero.

Use it where accuracy counts and the catalogue is moderate: it inverts one square matrix of the
items that anybody touched, n^3 time and 4 n^2 bytes.

Steck, H. (2019). Embarrassingly shallow autoencoders for sparse data. WWW '19.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from recengine.arrays import Array
from recengine.data.dataset import Dataset
from recengine.models.base import ItemWeightModel
from recengine.models.co_occurrence import among_all, co_occurrence
from recengine.models.fitting import check_fits
from recengine.models.inversion import invert_positive
from recengine.models.parameters import above_zero
from recengine.progress import Progress, part_of, quiet


@dataclass(eq=False)
class EASE(ItemWeightModel):
    """Ridge regression of every item on all others.

    Parameters
    ----------
    l2 : strength of the ridge; larger leans on well supported items.

    Attributes
    ----------
    item_weights_ : (n_items, n_items) float32, zero on the diagonal.
    """

    l2: float = above_zero(100.0)

    name: ClassVar[str] = "ease"
    label: ClassVar[str] = "EASE"
    kind: ClassVar[str] = "linear"
    help: ClassVar[str] = (
        "Every item predicted from all others at once; the most accurate of the simple ones."
    )
    use: ClassVar[str] = "Use it where accuracy counts and items are some thousands."

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Invert the ridged co-occurrence of the items that somebody liked."""
        X = dataset.histories.likes
        liked = np.flatnonzero(np.bincount(X.indices, minlength=dataset.n_items))
        everything = len(liked) == dataset.n_items
        check_fits(
            self.label,
            4 * len(liked) ** 2 + (0 if everything else 4 * dataset.n_items**2),
            f"{dataset.n_items:,} items",
            "item_knn or slim instead, whose matrix stays sparse",
        )
        gram = co_occurrence(X if everything else X[:, liked], part_of(progress, 0.0, 0.1))
        weights = _regressions(gram, self.l2, part_of(progress, 0.1, 0.95))
        self.item_weights_ = among_all(weights, liked, dataset.n_items)
        return self


def _regressions(gram: Array, l2: float, progress: Progress = quiet) -> Array:
    """Turn X'X into B in place.

    >>> _regressions(np.array([[2.0, 1.0], [1.0, 2.0]], dtype=np.float32), 1.0).round(3)
    array([[0.   , 0.333],
           [0.333, 0.   ]], dtype=float32)
    """
    diagonal = np.diag_indices_from(gram)
    gram[diagonal] += np.float32(l2)
    precision = invert_positive(gram, progress)
    precision /= -precision[diagonal]
    precision[diagonal] = 0.0
    return precision
