"""Nearest: the highest few values of each row of a sparse matrix."""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def highest(values: Floats, starts: Array, k: int) -> Array:
    """Positions of the ``k`` highest positive values of each row; row r begins at ``starts[r]``.

    Among equal values the first are taken, so that the choice is the same on every run.

    >>> highest(np.array([0.3, 0.1, 0.2, 0.4]), np.array([0, 3, 4]), 2)
    array([0, 2, 3])
    """
    kept = values > 0
    for row in np.flatnonzero(np.diff(starts) > k):
        own = slice(starts[row], starts[row + 1])
        edge = np.partition(values[own], -k)[-k]
        above = values[own] > edge
        equal = np.flatnonzero(values[own] == edge)[: k - np.count_nonzero(above)]
        above[equal] = True
        kept[own] &= above
    positions: Array = np.flatnonzero(kept)
    return positions
