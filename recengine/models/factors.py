"""Factor models: people and items as points; here lives what they share once items have points.

A person is folded in by one ridge regression on the points of what they liked and disliked:

    x_u = W_u Y'(C_u p_u - d_u),     W_u = (Y'Y + Y_u'(C_u - I)Y_u + l2 I)^-1

where d_ui is how much u disliked i, 0 to 1. The score x_u . y_i is a sum of one term for each item
of the history, and what was disliked lowers whatever lies in its direction.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import linalg, sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.history import History
from recengine.models.base import Contributions, Recommender, best_others
from recengine.models.threads import product


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
        own = _said(histories)
        out = np.zeros((len(histories), self.item_factors_.shape[1]))
        for row in range(len(histories)):
            span = slice(own.indptr[row], own.indptr[row + 1])
            if span.start < span.stop:
                out[row] = self._terms(own.indices[span], own.data[span]).sum(axis=1)
        return out

    def score(self, histories: History) -> Floats:
        """Products of the points of people and items."""
        scores: Floats = product(self.fold_in(histories), self.item_factors_.T)
        return scores

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items in the same direction, by cosine."""
        lengths = np.linalg.norm(self.item_factors_, axis=1, keepdims=True)
        directions = self.item_factors_ / np.maximum(lengths, 1e-12)
        return best_others(product(directions[items], directions.T), items, k)

    def item_points(self) -> Floats:
        """(n_items, factors) the points of items."""
        return self.item_factors_

    def explain(self, history: History, items: Codes) -> Contributions:
        """Each item's own term of the fold-in, below zero for what was disliked."""
        row = _said(history)[[0]]
        if row.nnz == 0:
            return Contributions(row.indices, np.zeros((0, len(items))), np.zeros(len(items)))
        terms = self._terms(row.indices, row.data)
        return Contributions(
            row.indices, terms.T @ self.item_factors_[items].T, np.zeros(len(items))
        )

    def _terms(self, items: Array, weights: Floats) -> Floats:
        """(factors, n_past) what each item of the history adds to the person's point."""
        past = self.item_factors_[items]
        surplus = self.alpha * np.maximum(weights, 0.0)
        normal = self._gram + (past.T * surplus) @ past
        normal[np.diag_indices_from(normal)] += self.l2
        said = np.where(weights > 0, 1.0 + surplus, weights)
        terms: Floats = linalg.solve(normal, past.T * said, assume_a="pos")
        return terms


def _said(histories: History) -> sparse.csr_array[Any]:
    """(n_people, n_items) what people liked and disliked, without what cancelled out."""
    own = histories.matrix.copy()
    own.eliminate_zeros()
    return own
