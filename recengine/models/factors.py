"""Factor models: people and items as points; here lives what they share once items have points.

A person is folded in by one ridge regression on the points of what they liked:

    x_u = W_u Y'C_u p_u,     W_u = (Y'Y + Y_u'(C_u - I)Y_u + l2 I)^-1

which makes the score x_u . y_i a sum of one term for each liked item.
"""

from __future__ import annotations

import numpy as np
from scipy import linalg

from recengine.arrays import Array, Codes, Floats
from recengine.data.history import History
from recengine.models.base import Contributions, Recommender, best_others


class FactorModel(Recommender):
    """Owns fold-in, score, reasons and similar items; ``fit`` sets ``item_factors_``."""

    l2: float
    alpha: float
    item_factors_: Floats

    def _prepare(self) -> None:
        """Keep the product of all item points, which every fold-in starts from."""
        self._gram = self.item_factors_.T @ self.item_factors_

    def fold_in(self, histories: History) -> Floats:
        """(n_people, factors) the points of people, whoever they are."""
        likes = histories.likes
        out = np.zeros((len(histories), self.item_factors_.shape[1]))
        for row in range(len(histories)):
            own = slice(likes.indptr[row], likes.indptr[row + 1])
            if own.start < own.stop:
                terms = self._terms(likes.indices[own], likes.data[own])
                out[row] = terms.sum(axis=1)
        return out

    def score(self, histories: History) -> Floats:
        """Products of the points of people and items."""
        scores: Floats = self.fold_in(histories) @ self.item_factors_.T
        return scores

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items in the same direction, by cosine."""
        lengths = np.linalg.norm(self.item_factors_, axis=1, keepdims=True)
        directions = self.item_factors_ / np.maximum(lengths, 1e-12)
        return best_others(directions[items] @ directions.T, items, k)

    def item_points(self) -> Floats:
        """(n_items, factors) the points of items."""
        return self.item_factors_

    def explain(self, history: History, items: Codes) -> Contributions:
        """Each liked item's own term of the fold-in; what was disliked has none."""
        row = history.likes[[0]]
        if row.nnz == 0:
            return Contributions(row.indices, np.zeros((0, len(items))), np.zeros(len(items)))
        terms = self._terms(row.indices, row.data)
        return Contributions(
            row.indices, terms.T @ self.item_factors_[items].T, np.zeros(len(items))
        )

    def _terms(self, items: Array, weights: Floats) -> Floats:
        """(factors, n_liked) what each liked item adds to the person's point."""
        liked = self.item_factors_[items]
        confidence = 1.0 + self.alpha * weights
        normal = self._gram + (liked.T * (confidence - 1.0)) @ liked
        normal[np.diag_indices_from(normal)] += self.l2
        terms: Floats = linalg.solve(normal, liked.T * confidence, assume_a="pos")
        return terms
