"""Factor models: people and items as points; here lives what they share once items have points.

A person is folded in by one ridge regression on the points of what they liked and disliked:

    x_u = W_u Y'(C_u p_u - d_u),     W_u = (Y'Y + Y_u'(C_u - I)Y_u + l2 I)^-1

where d_ui is how much u disliked i, 0 to 1. The score x_u . y_i is a sum of one term for each item
of the history, and what was disliked lowers whatever lies in its direction.

With LL' = Y'Y + l2 I, Z = Y L'^-1 and S = C_u - I over the items of the past, the same point solves
a system as small as the fewer of factors and items:

    L'x_u = (I + Z_u'S Z_u)^-1 Z_u' pull = Z_u' (I + S Z_u Z_u')^-1 pull,    pull = C_u p_u - d_u
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import linalg, sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.history import History
from recengine.models.base import Contributions, Recommender
from recengine.models.index import nearest_by_direction
from recengine.models.threads import one_blas_thread, product

#: Items of the past that are held at once when people are folded in together.
_CELLS = 2048


class FactorModel(Recommender):
    """Owns fold-in, score, reasons and similar items; ``fit`` sets ``item_factors_``."""

    l2: float
    alpha: float
    item_factors_: Floats

    def _prepare(self) -> None:
        """Turn item points so that what all of them add to every fold-in is the identity."""
        gram = self.item_factors_.T @ self.item_factors_
        self._root: Floats = linalg.cholesky(gram + self.l2 * np.eye(len(gram)), lower=True)
        self._turned: Floats = _solve_lower(self._root, self.item_factors_.T).T.copy()

    def fold_in(self, histories: History) -> Floats:
        """(n_people, factors) the points of people, whoever they are."""
        own = _said(histories)
        points = np.zeros((len(histories), self.item_factors_.shape[1]))
        with one_blas_thread():
            for people in _of_like_length(np.diff(own.indptr)):
                items, weights = _padded(own, people)
                points[people] = self._turned_points(self._turned[items], weights)
            return _solve_lower(self._root, points.T, transposed=True).T

    def score(self, histories: History) -> Floats:
        """Products of the points of people and items."""
        scores: Floats = product(self.fold_in(histories), self.item_factors_.T)
        return scores

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items in the same direction, by cosine."""
        return nearest_by_direction(self.item_factors_, items, k)

    def item_points(self) -> Floats:
        """(n_items, factors) the points of items."""
        return self.item_factors_

    def explain(self, history: History, items: Codes) -> Contributions:
        """Each item's own term of the fold-in, below zero for what was disliked."""
        row = _said(history)
        if row.nnz == 0:
            return Contributions(row.indices, np.zeros((0, len(items))), np.zeros(len(items)))
        past = self._turned[row.indices]
        surplus, pull = self._pull(row.data)
        normal = np.eye(past.shape[1]) + (past.T * surplus) @ past
        values = pull[:, None] * (past @ np.linalg.solve(normal, self._turned[items].T))
        return Contributions(row.indices, values, np.zeros(len(items)))

    def _pull(self, weights: Floats) -> tuple[Floats, Floats]:
        """How much more than its absence an item of the past counts, and how hard it pulls."""
        surplus = self.alpha * np.maximum(weights, 0.0)
        return surplus, np.where(weights > 0, 1.0 + surplus, weights)

    def _turned_points(self, past: Floats, weights: Floats) -> Floats:
        """(n_people, factors) their points L'x.

        Parameters
        ----------
        past : (n_people, n_past, factors) turned points of the items that each has met.
        weights : (n_people, n_past) how much they liked them, zero where the past has ended.
        """
        surplus, pull = (each[:, :, None] for each in self._pull(weights))
        flipped = past.swapaxes(1, 2)
        n_past, factors = past.shape[1:]
        points: Floats
        if n_past < factors:
            system = past @ flipped
            system *= surplus
            _add_identity(system)
            points = np.asarray(flipped @ np.linalg.solve(system, pull), dtype=float)
        else:
            normal = (past * surplus).swapaxes(1, 2) @ past
            _add_identity(normal)
            points = np.asarray(np.linalg.solve(normal, flipped @ pull), dtype=float)
        return points[:, :, 0]


def _add_identity(matrices: Floats) -> None:
    """Add 1 to the diagonal of each of (n, m, m) matrices."""
    diagonal = np.arange(matrices.shape[-1])
    matrices[:, diagonal, diagonal] += 1.0


def _solve_lower(root: Floats, right: Floats, *, transposed: bool = False) -> Floats:
    """``root^-1 right``, or ``root'^-1 right``, for a lower triangle."""
    out: Floats = linalg.solve_triangular(root, right, lower=True, trans="T" if transposed else "N")
    return out


def _said(histories: History) -> sparse.csr_array[Any]:
    """(n_people, n_items) what people liked and disliked, without what cancelled out."""
    own = histories.matrix.copy()
    own.eliminate_zeros()
    return own


def _of_like_length(lengths: Array) -> Iterator[Array]:
    """Groups of people, longest histories first, who together fill a table of bounded size.

    >>> [group.tolist() for group in _of_like_length(np.array([_CELLS, 1, 2, 1]))]
    [[0], [2, 1, 3]]
    """
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        stop = start + max(1, _CELLS // max(int(lengths[order[start]]), 1))
        yield order[start:stop]
        start = stop


def _padded(own: sparse.csr_array[Any], people: Array) -> tuple[Array, Floats]:
    """(n_people, longest) items of some rows and their weights; zero where a row has ended.

    >>> own = sparse.csr_array(np.array([[0.0, 0.5], [1.0, -1.0]]))
    >>> items, weights = _padded(own, np.arange(2))
    >>> items.tolist(), weights.tolist()
    ([[1, 0], [0, 1]], [[0.5, 0.0], [1.0, -1.0]])
    """
    lengths = np.diff(own.indptr)[people]
    steps = np.arange(lengths.max(initial=0))
    filled = steps < lengths[:, None]
    places = np.where(filled, own.indptr[people][:, None] + steps, 0)
    return np.where(filled, own.indices[places], 0), np.where(filled, own.data[places], 0.0)
