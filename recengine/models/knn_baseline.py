"""KNNBaseline: how many stars, from how a person rated the items most like it.

    b(u, i) = mean + b_u + b_i                                      what habits alone would say
    r(u, i) = b(u, i) + sum_j sim(i, j) (r_uj - b(u, j)) / sum_j sim(i, j)

over the k items j closest to i, with a positive similarity, among those u has rated. Habits are
fitted in turns, each a mean of what the other leaves, drawn to zero; the similarity is Pearson's
correlation around them, shrunk where few people n rated both:

    sim(i, j) = (n - 1) / (n - 1 + shrink)  *  correlation of r_ui - b(u, i) and r_uj - b(u, j)

Use it to predict stars: the most accurate of the neighbours, and each reason is one rating's share
of the sum. For lists of what to show next, models of likes do better. Memory grows with the pairs
of items that somebody rated both of.

Koren (2010). Factor in the neighbors: scalable and accurate collaborative filtering. TKDD 4(1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Capabilities, Contributions, Recommender, best_others
from recengine.models.fitting import check_fits
from recengine.models.parameters import above_zero, not_negative, whole
from recengine.models.stars import Scale, ratings_of
from recengine.progress import Progress, quiet

_EPOCHS = 10
#: Deviations below this share of the scale are what rounding left.
_NOTHING = 1e-9


@dataclass(eq=False)
class KNNBaseline(Recommender):
    """Item neighbours around habits, by Pearson's correlation with shrinkage.

    Parameters
    ----------
    neighbours : how many rated items are asked about each item.
    shrink : larger trusts pairs less that few people rated both of.
    l2_people : draws the habit of who rated little to zero.
    l2_items : the same for items.

    Attributes
    ----------
    mean_ : mean of all ratings.
    habits_ : (n_items,) how far above the mean each item is rated.
    similarities_ : (n_items, n_items) sparse, positive ones only.
    lowest_, highest_ : the scale of the ratings.
    """

    neighbours: int = whole(40, most=1_000_000)
    shrink: float = not_negative(100.0)
    l2_people: float = above_zero(15.0)
    l2_items: float = above_zero(10.0)

    name: ClassVar[str] = "knn_baseline"
    label: ClassVar[str] = "Rating neighbours"
    kind: ClassVar[str] = "neighbours"
    help: ClassVar[str] = "How many stars, from how somebody rated the items most like it."
    use: ClassVar[str] = "Use it to predict stars, with other ratings as the reasons."
    capabilities: ClassVar[Capabilities] = Capabilities(ratings=True)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Fit the habits, then compare what they leave of every pair of items."""
        scale, stars = ratings_of(dataset, self.label)
        self.lowest_, self.highest_ = scale.low, scale.high
        pairs = int((np.diff(stars.indptr).astype(np.int64) ** 2).sum())
        check_fits(
            self.label,
            112 * min(stars.shape[1] ** 2, pairs),
            f"{stars.shape[1]:,} items",
            "svd instead, which keeps a few numbers an item",
        )
        progress(0.0, "Fitting habits")
        self.mean_ = float(stars.data.mean())
        people, self.habits_ = baselines(stars, self.l2_people, self.l2_items)
        rows = np.repeat(np.arange(stars.shape[0]), np.diff(stars.indptr))
        left = stars.data - self.mean_ - people[rows] - self.habits_[stars.indices]
        left[np.abs(left) < _NOTHING * (scale.high - scale.low)] = 0.0
        progress(0.3, "Comparing items")
        self.similarities_ = correlations(_like(stars, left), self.shrink)
        return self

    def score(self, histories: History) -> Floats:
        """Expected stars, not held to the scale so that the best differ."""
        own = histories.matrix
        out = np.empty((len(histories), histories.n_items))
        for row in range(len(histories)):
            rated, left = self._left(own, row)
            above = self._shares(rated)
            habit = left.sum() / (self.l2_people + len(rated))
            out[row] = self.mean_ + self.habits_ + habit + above.T @ (left - habit)
        return out

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items that people rate alike."""
        return best_others(self.similarities_[np.asarray(items)].toarray(), items, k)

    def explain(self, history: History, items: Codes) -> Contributions:
        """Each rating's share in the person's habit, and in what items like it say."""
        rated, left = self._left(history.matrix, 0)
        above = self._shares(rated)[:, items]
        of_habit = (1.0 - above.sum(axis=0)) / (self.l2_people + len(rated))
        return Contributions(
            rated, left[:, None] * (above + of_habit), self.mean_ + self.habits_[items]
        )

    def _left(self, own: sparse.csr_array[Any], row: int) -> tuple[Array, Floats]:
        """What somebody rated, and how far above the mean and the item's habit."""
        span = slice(own.indptr[row], own.indptr[row + 1])
        rated = own.indices[span]
        stars = Scale(self.lowest_, self.highest_).stars(own.data[span])
        return rated, stars - self.mean_ - self.habits_[rated]

    def _shares(self, rated: Array) -> Floats:
        """(n_rated, n_items) similarities of the closest, which sum to 1 or are all 0."""
        near = self.similarities_[rated].toarray()
        if len(rated) > self.neighbours:
            near[near < np.partition(near, -self.neighbours, axis=0)[-self.neighbours]] = 0.0
        total = near.sum(axis=0)
        shares: Floats = np.divide(near, total, out=near, where=total > 0)
        return shares


def baselines(
    stars: sparse.csr_array[Any], l2_people: float, l2_items: float
) -> tuple[Floats, Floats]:
    """(n_people,) and (n_items,) how far above the mean each rates or is rated.

    >>> two = sparse.csr_array(np.array([[5.0, 3.0], [4.0, 2.0]]))
    >>> [habits.round(2).tolist() for habits in baselines(two, 1e-9, 1e-9)]
    [[0.5, -0.5], [1.0, -1.0]]
    """
    rows = np.repeat(np.arange(stars.shape[0]), np.diff(stars.indptr))
    above = stars.data - stars.data.mean()
    per_person = np.diff(stars.indptr) + l2_people
    per_item = np.bincount(stars.indices, minlength=stars.shape[1]) + l2_items
    people = np.zeros(stars.shape[0])
    for _ in range(_EPOCHS):
        left = above - people[rows]
        items = np.bincount(stars.indices, left, minlength=stars.shape[1]) / per_item
        left = above - items[stars.indices]
        people = np.bincount(rows, left, minlength=stars.shape[0]) / per_person
    return people, items


def correlations(left: sparse.csr_array[Any], shrink: float) -> sparse.csr_array[Any]:
    """(n_items, n_items) positive similarities of columns, over the people in both."""
    rated = _like(left, np.ones(left.nnz))
    together = sparse.csr_array(rated.T @ rated)
    squares = sparse.csr_array(_like(left, left.data**2).T @ rated)
    products = sparse.csr_array(left.T @ left)
    scale = squares.multiply(squares.T)  # sums that are exactly 0 have no cell in any of these
    scale.data = 1.0 / np.sqrt(np.maximum(scale.data, 1e-300))
    together.data = (together.data - 1) / np.maximum(together.data - 1 + shrink, 1e-12)
    out = sparse.csr_array(products.multiply(scale).multiply(together))
    np.maximum(out.data, 0.0, out=out.data)
    out.setdiag(0.0)
    out.eliminate_zeros()
    return out


def _like(matrix: sparse.csr_array[Any], data: Floats) -> sparse.csr_array[Any]:
    """A matrix with the same cells and other numbers in them."""
    held: sparse.csr_array[Any] = sparse.csr_array(
        (data, matrix.indices.copy(), matrix.indptr.copy()), shape=matrix.shape
    )
    return held
