"""Co-occurrence: how often two items meet in one person, as one dense symmetric matrix.

    G = X'X,    G[i, j] = sum over people of  X[u, i] X[u, j]

Only items from a block onwards are multiplied with it, and the rest is mirrored: half the work of
the whole product, and no sparse copy of a matrix that comes out nearly full. Blocks are the same
everywhere, each for one core.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array
from recengine.models.threads import all_cores, in_strips
from recengine.progress import Progress, quiet

_BLOCK = 512


def co_occurrence(X: sparse.csr_array[Any], progress: Progress = quiet) -> Array:
    """(n_items, n_items) float32 of X'X, for people by items.

    >>> co_occurrence(sparse.csr_array(np.array([[1.0, 1.0], [0.0, 2.0]])))
    array([[1., 1.],
           [1., 5.]], dtype=float32)
    """
    rows = X.astype(np.float32)
    columns = rows.tocsc()
    out = np.empty((X.shape[1], X.shape[1]), dtype=np.float32)

    def count(start: int) -> None:
        stop = start + _BLOCK
        block = (columns[:, start:stop].T @ rows[:, start:]).toarray()
        out[start:stop, start:] = block
        out[start:, start:stop] = block.T

    with all_cores() as cores:
        in_strips(count, len(out), _BLOCK, cores, progress, "Counting pairs of items")
    return out


def among_all(weights: Array, items: Array, n_items: int) -> Array:
    """(n_items, n_items) the weights among some ``items``, zero elsewhere; no copy where all are.

    >>> among_all(np.array([[5.0]]), np.array([1]), 3)
    array([[0., 0., 0.],
           [0., 5., 0.],
           [0., 0., 0.]])
    """
    if len(items) == n_items:
        return weights
    out = np.zeros((n_items, n_items), dtype=weights.dtype)
    for weighted, item in zip(weights, items, strict=True):
        out[item, items] = weighted
    return out
