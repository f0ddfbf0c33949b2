"""Star factors: what SVD and SVD++ share, which is how a person is folded in.

    r(u, i) = mean + b_i + [1, q_i] . [b_u, p_u]

The library learns by stochastic gradient descent and stops early. Somebody new is folded in by the
same descent, items held fixed, from nothing. Over some time the flow of the gradient reaches

    [b_u, p_u] = Q' g(Q Q') e,    g(z) = (1 - exp(-time (z + n l2))) / (z + n l2)

    time = 0.4 learning_rate epochs

with Q the rows [1, q_j] of the n items rated, and e how far each rating is above the mean and the
item's habit. The whole time is measurably too long, as one would expect: while a model learns, the
points of its items grow from nothing, and here they stand from the start. All is linear in e, so
each reason is one term of a sum. Early stopping as a filter of this form: Yao, Rosasco and
Caponnetto (2007). On early stopping in gradient descent learning. Constructive Approximation 26.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Contributions, Recommender
from recengine.models.fitting import check_points_fit
from recengine.models.index import nearest_by_direction
from recengine.models.stars import Scale, ratings_of
from recengine.models.threads import product
from recengine.progress import Progress

#: Of the time of learning. Chosen on MovieLens 100k and latest small, where the whole time has an
#: RMSE higher by 0.003 to 0.009.
_SHARE_OF_TIME = 0.4


class StarFactorModel(Recommender):
    """Owns fold-in, score, reasons and similar items."""

    factors: int
    learning_rate: float
    l2: float
    epochs: int
    seed: int

    mean_: float
    habits_: Floats
    item_factors_: Floats
    implicit_factors_: Floats
    lowest_: float
    highest_: float

    def _learn(self, algorithm: Any, dataset: Dataset, progress: Progress) -> Any:
        """Fit an algorithm of the library Surprise, and keep what it says of items."""
        from surprise import Trainset  # noqa: PLC0415  slow to import

        check_points_fit(self.label, dataset.n_users, dataset.n_items, self.factors)
        progress(0.0, "Reading ratings")
        scale, stars = ratings_of(dataset, self.label)
        self.lowest_, self.highest_ = scale.low, scale.high
        trainset = _trainset(Trainset, scale, stars)
        progress(0.1, "Descending")
        algorithm.fit(trainset)
        self.mean_ = float(trainset.global_mean)
        met = np.unique(stars.indices)
        self.habits_ = _spread(algorithm.bi, met, dataset.n_items)
        self.item_factors_ = _spread(algorithm.qi, met, dataset.n_items)
        implicit = getattr(algorithm, "yj", np.zeros_like(algorithm.qi))
        self.implicit_factors_ = _spread(implicit, met, dataset.n_items)
        return self

    def score(self, histories: History) -> Floats:
        """Expected stars, not held to the scale so that the best differ."""
        own = histories.matrix
        points = np.zeros((len(histories), self.factors + 1))
        for row in range(len(histories)):
            rated, terms = self._terms(own, row)
            if len(rated):
                points[row] = terms.sum(axis=1)
        return self.mean_ + self.habits_ + product(points, self._directions.T)

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items in the same direction, by cosine."""
        return nearest_by_direction(self.item_factors_, items, k)

    def item_points(self) -> Floats:
        """(n_items, factors) the points of items."""
        return self.item_factors_

    def explain(self, history: History, items: Codes) -> Contributions:
        """Each rating's own term of the fold-in."""
        rated, terms = self._terms(history.matrix, 0)
        return Contributions(
            rated, terms.T @ self._directions[items].T, self.mean_ + self.habits_[items]
        )

    @property
    def _directions(self) -> Floats:
        """(n_items, 1 + factors) what a person's point is multiplied by."""
        return np.column_stack([np.ones(len(self.item_factors_)), self.item_factors_])

    def _terms(self, own: sparse.csr_array[Any], row: int) -> tuple[Array, Floats]:
        """What somebody rated, and (1 + factors, n_rated) what each rating adds to their point."""
        span = slice(own.indptr[row], own.indptr[row + 1])
        rated = own.indices[span]
        n = len(rated)
        if n == 0:
            return rated, np.zeros((self.factors + 1, 0))
        stars = Scale(self.lowest_, self.highest_).stars(own.data[span])
        Q = np.column_stack([np.ones(n), self.item_factors_[rated]])
        chosen = np.column_stack([np.zeros(n), self.implicit_factors_[rated] / np.sqrt(n)]).T
        above = np.diag(stars - self.mean_ - self.habits_[rated]) - Q @ chosen
        time = _SHARE_OF_TIME * self.learning_rate * self.epochs
        flow = Q.T @ _filtered(Q @ Q.T, time, n * self.l2)
        terms: Floats = flow @ above + chosen
        return rated, terms


def _filtered(gram: Floats, time: float, ridge: float) -> Floats:
    """g(gram) for a symmetric matrix, by its eigenvectors."""
    values, vectors = np.linalg.eigh(gram)
    values = np.maximum(values, 0.0) + ridge
    out: Floats = (vectors * (-np.expm1(-time * values) / values)) @ vectors.T
    return out


def _trainset(kind: Any, scale: Scale, stars: sparse.csr_array[Any]) -> Any:
    """Ratings as the library holds them, its codes in the order of ours."""
    rows = np.repeat(np.arange(stars.shape[0]), np.diff(stars.indptr))
    people, items = np.unique(rows), np.unique(stars.indices)
    by_person: dict[int, list[tuple[int, float]]] = {n: [] for n in range(len(people))}
    by_item: dict[int, list[tuple[int, float]]] = {n: [] for n in range(len(items))}
    places = zip(
        np.searchsorted(people, rows).tolist(),
        np.searchsorted(items, stars.indices).tolist(),
        stars.data.tolist(),
        strict=True,
    )
    for person, item, value in places:
        by_person[person].append((item, value))
        by_item[item].append((person, value))
    codes = ({n: n for n in range(len(people))}, {n: n for n in range(len(items))})
    return kind(
        by_person, by_item, len(people), len(items), stars.nnz, (scale.low, scale.high), *codes
    )


def _spread(values: Any, codes: Array, n_items: int) -> Floats:
    """Values of some items as values of all, 0 elsewhere."""
    values = np.asarray(values, dtype=float)
    out = np.zeros((n_items, *values.shape[1:]))
    out[codes] = values
    return out
