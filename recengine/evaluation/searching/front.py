"""Front: the points that nothing beats in both figures (Pareto).

A point is on the front if no other is as good in one figure and better in the other. Use it where
two wishes pull apart, so that there is no single best. One sort, n log n.

Kung, Luccio and Preparata (1975). On finding the maxima of a set of vectors. Journal of the ACM
22(4).
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def front(points: Floats) -> Array:
    """Rows of the points on the front, by the first figure from low to high.

    Parameters
    ----------
    points : (n, 2) two figures of each point, more is better; of equal points the first stands.

    >>> front(np.array([[1.0, 3.0], [1.0, 2.0], [2.0, 2.0], [3.0, 1.0], [2.0, 2.0]])).tolist()
    [0, 2, 3]
    """
    order = np.lexsort((-points[:, 1], -points[:, 0]))  # stable, so the first of equals comes first
    second = points[order, 1]
    highest_before = np.maximum.accumulate(np.concatenate(([-np.inf], second)))[:-1]
    out: Array = order[second > highest_before][::-1]
    return out
