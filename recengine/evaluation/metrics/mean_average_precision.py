"""MAP@k: average precision, which rewards right items the earlier they stand.

    AP@k = sum over places i with a hit of (hits in the first i / i)  /  min(k, items to find)

Denominator: min(k, items to find), so that a list of hits alone scores 1. Libraries that divide by
all items to find give less where these are more than k; those that divide by the hits found give
more.
Ties: settled before, by the order of the list.
Empty: a person with nothing to find counts 0.
Range: 0 to 1; higher is better.
Use: when several right titles are wanted, and the first places are seen most.
Source: Manning, Raghavan and Schütze (2008). Introduction to information retrieval, chapter 8.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def average_precision(hits: Array, n_relevant: Array) -> Floats:
    """(n_people,) average precision of each list; its mean over people is MAP.

    Parameters
    ----------
    hits : (n_people, k) 1 where the item at that place is right, else 0.
    n_relevant : (n_people,) how many items there are to find.

    Hits in places 1 and 3 of two to find: (1/1 + 2/3) / 2.

    >>> average_precision(np.array([[1, 0, 1]]), np.array([2])).round(4)
    array([0.8333])
    """
    k = hits.shape[1]
    precisions = hits.cumsum(axis=1) / np.arange(1, k + 1)
    out: Floats = (precisions * hits).sum(axis=1) / np.clip(n_relevant, 1, k)
    return out
