"""Weighting: what each cell of a matrix counts before its rows are compared.

    none    w
    tfidf   sqrt(w) r_j
    bm25    w (k1 + 1) / (w + k1 (1 - b + b l / mean of l)) r_j,    k1 = 1.2, b = 0.75

    r_j = log(1 + n / (1 + n_j))   how rare column j is: n rows that hold anything, n_j of them this
    l                              sum of the weights of the row

A row stands where a text stands in retrieval, a column where a word stands: somebody who likes
everything says little about which items are alike, as the word "the" says little about a text.
What speaks against an item keeps its sign, and counts by its size.

The 1 in the logarithm keeps a column that every row holds from counting nothing.

tf-idf: Salton and Buckley (1988). Term-weighting approaches in automatic text retrieval. IPM 24.
BM25 and its constants: Robertson, Walker, Jones, Hancock-Beaulieu and Gatford (1994). Okapi at
TREC-3. TREC-3.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats

#: People by items, or items by people as its transpose, which costs nothing.
Sparse: TypeAlias = sparse.csr_array[Any] | sparse.csc_array[Any]

WEIGHTINGS = ("none", "tfidf", "bm25")
_K1 = 1.2
_B = 0.75


def rarities(matrix: Sparse) -> Floats:
    """(n_columns,) how rare each column is among the rows.

    >>> rarities(sparse.csr_array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0], [0.0, 0.0]])).round(2)
    array([0.56, 0.92])
    """
    out: Floats = np.log1p(_holding(matrix) / (1.0 + matrix.count_nonzero(axis=0)))
    return out


def usual_total(matrix: Sparse) -> float:
    """The mean sum of weights of a row that holds anything."""
    return float(np.abs(matrix.data).sum()) / max(_holding(matrix), 1)


def _holding(matrix: Sparse) -> int:
    """How many rows hold anything."""
    return int(np.count_nonzero(matrix.count_nonzero(axis=1)))


def weigh(matrix: Sparse, weighting: str, rarity: Floats, usual: float) -> Sparse:
    """``matrix`` with its cells weighted, and none that counts nothing; itself where all stays.

    Parameters
    ----------
    weighting : one of ``WEIGHTINGS``.
    rarity : (n_columns,) from ``rarities``.
    usual : from ``usual_total``.

    >>> both = sparse.csr_array([[4.0, -4.0]])
    >>> weigh(both, "tfidf", np.array([1.0, 0.5]), 8.0).toarray()
    array([[ 2., -1.]])
    >>> weigh(both, "bm25", np.array([1.0, 0.5]), 8.0).toarray().round(3)
    array([[ 1.692, -0.846]])
    """
    if weighting == "none" and matrix.data.all():
        return matrix
    out, rare = matrix.copy(), rarity.astype(matrix.dtype)
    if weighting == "tfidf":
        out.data = np.copysign(np.sqrt(np.abs(out.data)), out.data) * of_columns(matrix, rare)
    elif weighting == "bm25":
        totals = of_rows(matrix, np.abs(out).sum(axis=1))
        room = _K1 * (1.0 - _B + _B * totals / max(usual, 1e-12))
        out.data = out.data * (_K1 + 1.0) / (np.abs(out.data) + room) * of_columns(matrix, rare)
    if not out.data.all():
        out.eliminate_zeros()
    return out


def of_rows(matrix: Sparse, values: Array) -> Array:
    """(nnz,) the value of each cell's row, in the place of its data.

    >>> of_rows(sparse.csr_array([[1, 1], [0, 1]]), np.array([5, 7]))
    array([5, 5, 7])
    """
    if matrix.format == "csc":
        return values[matrix.indices]
    return np.repeat(values, np.diff(matrix.indptr))


def of_columns(matrix: Sparse, values: Array) -> Array:
    """(nnz,) the value of each cell's column, in the place of its data."""
    return of_rows(matrix.T, values)
