"""Top k: the highest scores of each row, with ties in a fixed shuffle of the items.

Item codes follow the order of ids, and ids often follow age or popularity; breaking ties by code
would let that leak into a ranking. A fixed shuffle knows nothing, costs nothing, and is the same
for everybody and every contender.

A row is not sorted. Cut into groups of columns, the k-th highest of the groups' maxima is reached
by at least k items, so only items that reach it have to be looked at. That is one pass over the
scores instead of a partition of each row.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from recengine.arrays import Array, Floats

#: Columns that are compared at once, as a multiple of k.
_GROUPS = 20


@lru_cache(maxsize=8)
def shuffled_catalogue(n_items: int, seed: int) -> Array:
    """(n_items,) item codes in the order in which equal scores stand; read only."""
    order: Array = np.random.default_rng(seed).permutation(n_items).astype(np.int32)
    order.flags.writeable = False
    return order


def top_k(scores: Floats, k: int, tie_order: Array) -> Array:
    """(n, k) codes of the highest scores of each row, -1 where only minus infinity is left.

    Parameters
    ----------
    scores : (n, n_items); minus infinity where an item may not be shown.
    k : places to fill.
    tie_order : (n_items,) codes in the order in which equal scores stand.

    >>> scores = np.array([[0.5, 0.9, 0.5], [0.1, -np.inf, -np.inf]])
    >>> top_k(scores, 2, tie_order=np.array([2, 0, 1]))
    array([[ 1,  2],
           [ 0, -1]], dtype=int32)
    """
    n, n_items = scores.shape
    bounds = _reached_by_k(scores, k)
    near = scores >= bounds[:, None]
    for row in np.flatnonzero(np.count_nonzero(near, axis=1) > 2 * _GROUPS * k):
        few = _few_of_the_equal(scores[row], bounds[row], k, tie_order)
        near[row] = False
        near[row, few] = True
    rows, codes = np.divmod(np.flatnonzero(near), n_items)
    values = scores[rows, codes]
    place = np.empty_like(tie_order)
    place[tie_order] = np.arange(n_items)
    order = np.lexsort((place[codes], -values, rows))
    order = order[values[order] > -np.inf]
    rows, codes = rows[order], codes[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, np.arange(n))[rows]
    out = np.full((n, k), -1, dtype=np.int32)
    out[rows[rank < k], rank[rank < k]] = codes[rank < k]
    return out


def _few_of_the_equal(values: Floats, bound: float, k: int, tie_order: Array) -> Array:
    """Codes of a row above ``bound``, and of all that equal it only the ``k`` first in tie order.

    >>> _few_of_the_equal(np.array([0.0, 0.0, 1.0, 0.0]), 0.0, 2, np.array([3, 2, 1, 0]))
    array([2, 3, 1])
    """
    equal = tie_order[(values == bound)[tie_order]][:k]
    return np.concatenate((np.flatnonzero(values > bound), equal))


def _reached_by_k(scores: Floats, k: int) -> Floats:
    """(n,) a value that at least ``k`` scores of each row reach; minus infinity if not worth it.

    With 40 groups of columns, those of 78 and 79 have the two highest maxima.

    >>> _reached_by_k(np.arange(100.0)[None, :], k=2)
    array([78.])
    """
    width = _GROUPS * k
    if scores.shape[1] < 2 * width:
        return np.full(len(scores), -np.inf)
    maxima = scores[:, :width].copy()
    for start in range(width, scores.shape[1] - width + 1, width):  # an incomplete end is left out
        np.maximum(maxima, scores[:, start : start + width], out=maxima)
    out: Floats = np.partition(maxima, width - k, axis=1)[:, width - k]
    return out
