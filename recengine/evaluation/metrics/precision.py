"""Precision@k: how much of what is shown is right.

    precision@k = hits in the first k / k

Denominator: k, even where a list is shorter: a gap is a place that was wasted. Nobody can reach 1
with fewer than k items to find.
Ties: settled before, by the order of the list.
Empty: a person with nothing to find counts 0.
Range: 0 to 1; higher is better.
Use: when every place on the screen is dear, as on a phone or in a mail with five titles.
Source: Manning, Raghavan and Schütze (2008). Introduction to information retrieval, chapter 8.
"""

from __future__ import annotations

from recengine.arrays import Array, Floats


def precision(hits: Array, n_relevant: Array) -> Floats:
    """(n_people,) share of each list that is right.

    Parameters
    ----------
    hits : (n_people, k) 1 where the item at that place is right, else 0.
    n_relevant : (n_people,) how many items there are to find; not needed here.

    >>> import numpy as np
    >>> precision(np.array([[1, 0, 1, 0], [0, 0, 0, 0]]), np.array([2, 1]))
    array([0.5, 0. ])
    """
    del n_relevant
    out: Floats = hits.sum(axis=1) / hits.shape[1]
    return out
