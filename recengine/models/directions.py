"""Directions: the strongest ones of a large sparse matrix, the same on every run."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Floats
from recengine.models.threads import one_blas_thread

#: Digits of a vector that are the same on every run; the last ones hang on how memory is laid out.
_DIGITS = 9


def right_vectors(matrix: sparse.csr_array[Any], factors: int) -> Floats:
    """(n_columns, factors) the strongest right singular vectors, fewer where there are no more.

    >>> right_vectors(sparse.csr_array(np.diag([3.0, 2.0, 1.0])), 1).argmax(axis=0)
    array([0])
    """
    k = min(factors, min(matrix.shape) - 1)
    if k < 1 or matrix.nnz == 0:
        return np.zeros((matrix.shape[1], 1))
    # A search for nearly all directions breaks off where they are equally strong, and goes on by
    # chance.
    whole = 2 * k + 1 >= min(matrix.shape)
    values, vectors = _all(matrix, k) if whole else _searched(matrix, k)
    kept = vectors[values > 1e-9 * values.max(initial=0.0)].T
    signs = np.where(kept.sum(axis=0) < 0, -1.0, 1.0)
    out: Floats = np.round(kept * signs, _DIGITS)
    return out


def _searched(matrix: sparse.csr_array[Any], k: int) -> tuple[Floats, Floats]:
    """(k,) singular values and (k, n_columns) their right vectors, by Lanczos' search."""
    from scipy.sparse.linalg import svds  # noqa: PLC0415  slow to import

    rng = np.random.default_rng(0)  # only where the search begins; the vectors are what they are
    start = rng.random(min(matrix.shape))
    _, values, vectors = svds(matrix, k=k, v0=start, rng=rng, return_singular_vectors="vh")
    return values, vectors


def _all(matrix: sparse.csr_array[Any], k: int) -> tuple[Floats, Floats]:
    """The same where the matrix has hardly more than ``k``, by eigenvectors of its smaller side."""
    tall = matrix.shape[0] >= matrix.shape[1]
    with one_blas_thread():
        squares, vectors = np.linalg.eigh(
            (matrix.T @ matrix if tall else matrix @ matrix.T).toarray()
        )
    squares, vectors = squares[-k:], vectors[:, -k:].T
    values = np.sqrt(np.where(squares > 1e-13 * squares.max(), squares, 0.0))
    if not tall:
        vectors = (matrix.T @ vectors.T).T / np.maximum(values, 1e-300)[:, None]
    return values, vectors
