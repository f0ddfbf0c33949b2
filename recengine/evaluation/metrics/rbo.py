"""RBO: how alike two lists are, the first places above all.

    RBO = X_k/k p^k + (1 - p)/p  sum over depths d from 1 to k of  X_d/d p^d

X_d is how many items the first d of both lists share. It is the paper's extrapolated form
(equation 23), which reads k places and takes what follows to agree as the k seen do; where one list
ends before the other, its equation 32. p is how surely a reader goes on to the next place: with
p = 0.9 the first ten places carry 86 % of the weight, with 0.8 they carry 97 %.

Denominator: the depth, at each depth.
Ties: lists have none; no item stands twice in one.
Empty: two empty lists count 1, one empty list 0.
Range: 0 (nothing in common) to 1 (the same list); neither is better.
Use: to see how much a change of recipe would be noticed: two recipes of the same NDCG may show
entirely different titles.
Source: Webber, Moffat and Zobel (2010). A similarity measure for indefinite rankings. ACM TOIS
28(4).
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics.lookup import at_places


def rbo(one: Array, other: Array, p: float = 0.9) -> Floats:
    """(n_people,) likeness of two lists of each person.

    Parameters
    ----------
    one, other : (n_people, k) item codes, best first, -1 where a list has ended; gaps only at the
        end, and no item twice in a list.
    p : above 0 and below 1; how surely a reader goes on to the next place.

    >>> rbo(np.array([[1, 2], [1, 2], [1, 2]]), np.array([[1, 2], [2, 1], [3, 4]])).round(2)
    array([1. , 0.9, 0. ])
    """
    if not 0 < p < 1:
        raise ValueError(f"p of {p} is not above 0 and below 1")
    k = one.shape[1]
    lengths = np.sort([(one >= 0).sum(axis=1), (other >= 0).sum(axis=1)], axis=0)
    shared = _shared(one, other)
    depths = np.arange(1, k + 1)
    short, long = lengths[0][:, None], lengths[1][:, None]
    at_short = _at_depth(shared, short)
    at_long = _at_depth(shared, long)
    weights = np.where(depths <= long, p**depths, 0.0)
    beyond = np.maximum(depths - short, 0) * at_short / np.maximum(short, 1)
    seen = ((shared + beyond) / depths * weights).sum(axis=1)
    last = (at_long - at_short) / np.maximum(long, 1) + at_short / np.maximum(short, 1)
    out: Floats = (1 - p) / p * seen + last[:, 0] * p ** long[:, 0]
    return np.where(long[:, 0] == 0, 1.0, out)


def _shared(one: Array, other: Array) -> Floats:
    """(n_people, k) how many items the first 1 to k of both lists share."""
    n, k = one.shape
    n_items = int(max(one.max(initial=0), other.max(initial=0))) + 1
    held = other >= 0
    starts = np.concatenate(([0], held.sum(axis=1).cumsum()))
    places = np.broadcast_to(np.arange(1.0, k + 1), (n, k))[held]
    theirs = at_places(one, sparse.csr_array((places, other[held], starts), shape=(n, n_items)))
    both = theirs > 0
    deeper = np.maximum(theirs, np.arange(1, k + 1)).astype(int)
    keys = (np.arange(n)[:, None] * k + deeper - 1)[both]
    return np.bincount(keys, minlength=n * k).reshape(n, k).cumsum(axis=1).astype(float)


def _at_depth(shared: Floats, depth: Array) -> Floats:
    """(n_people, 1) what is shared at a depth of each person, 0 at depth 0."""
    found = np.take_along_axis(shared, np.maximum(depth - 1, 0), axis=1)
    out: Floats = np.where(depth > 0, found, 0.0)
    return out
