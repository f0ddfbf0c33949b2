"""Directions: the strongest ones of a large sparse matrix, the same on every run."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Floats

#: Digits of a vector that are the same on every run; the last ones hang on how memory is laid out.
_DIGITS = 9


def right_vectors(matrix: sparse.csr_array[Any], factors: int) -> Floats:
    """(n_columns, factors) the strongest right singular vectors, fewer where there are no more.

    >>> right_vectors(sparse.csr_array(np.diag([3.0, 2.0, 1.0])), 1).argmax(axis=0)
    array([0])
    """
    from scipy.sparse.linalg import svds  # noqa: PLC0415  slow to import

    k = min(factors, min(matrix.shape) - 1)
    if k < 1 or matrix.nnz == 0:
        return np.zeros((matrix.shape[1], 1))
    rng = np.random.default_rng(0)  # only where the search begins; the vectors are what they are
    start = rng.random(min(matrix.shape))
    _, values, vectors = svds(matrix, k=k, v0=start, rng=rng, return_singular_vectors="vh")
    kept = vectors[values > 1e-9 * values.max(initial=0.0)].T
    signs = np.where(kept.sum(axis=0) < 0, -1.0, 1.0)
    out: Floats = np.round(kept * signs, _DIGITS)
    return out
