"""Recall@k: how much of what there is to find is in the list.

    recall@k = hits in the first k / items to find

Denominator: all items to find, not min(k, items to find), so with more than k of them 1 is out of
reach.
Ties: settled before, by the order of the list.
Empty: a person with nothing to find counts 0.
Range: 0 to 1; higher is better.
Use: when people scroll and it matters that what they want is there at all; it is also the figure
that papers on large catalogues quote.
Source: Manning, Raghavan and Schütze (2008). Introduction to information retrieval, chapter 8.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def recall(hits: Array, n_relevant: Array) -> Floats:
    """(n_people,) share of the items to find that each list holds.

    Parameters
    ----------
    hits : (n_people, k) 1 where the item at that place is right, else 0.
    n_relevant : (n_people,) how many items there are to find.

    >>> recall(np.array([[1, 0, 1], [0, 0, 0]]), np.array([4, 0]))
    array([0.5, 0. ])
    """
    out: Floats = hits.sum(axis=1) / np.maximum(n_relevant, 1)
    return out
