"""Nearest: the highest few values of each row of a sparse matrix."""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array


def highest(values: Array, codes: Array, starts: Array, k: int) -> Array:
    """Positions of the ``k`` highest positive values of each row; row r begins at ``starts[r]``.

    Values are compared in single precision. Among equals those with lower codes are taken, so that
    the choice does not depend on the order in which a row stands.

    >>> codes = np.array([7, 2, 5, 3])
    >>> highest(np.array([0.3, 0.1, 0.3, 0.4]), codes, np.array([0, 3, 4]), 1)
    array([2, 3])
    """
    # The bits of positive floats are in the order of the floats; below them stands the code.
    keys = values.astype(np.float32, copy=False).view(np.int32).astype(np.int64)
    np.maximum(keys, 0, out=keys)  # a negative zero would not bear to be moved and lowered
    keys <<= 32
    keys -= codes
    sizes = np.diff(starts)
    lowest = np.ones(len(sizes), dtype=np.int64)
    for row in np.flatnonzero(sizes > k):
        own = keys[starts[row] : starts[row + 1]].copy()
        own.partition(len(own) - k)
        lowest[row] = max(own[-k], 1)
    positions: Array = np.flatnonzero(keys >= np.repeat(lowest, sizes))
    return positions
