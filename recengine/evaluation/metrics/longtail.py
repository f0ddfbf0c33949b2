"""Long tail@k: how much of a list lies outside the best known items.

    longtail@k = items of the list outside the head / items of the list

The head is the fifth of the catalogue (rounded up) that most people have in the training data.

Denominator: the items shown; gaps are left out.
Ties: items that as many people have as the last of the head count as head too.
Empty: an empty list counts 0.
Range: 0 to 1; higher is better.
Use: to see whether people are led beyond what everybody knows already.
Source: Abdollahpouri, Burke and Mobasher (2019). Managing popularity bias in recommender systems
with personalized re-ranking. FLAIRS-32.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats

#: Share of the catalogue that counts as its head.
HEAD = 0.2


def longtail(codes: Array, owners: Array) -> Floats:
    """(n_people,) share of each list outside the head.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    owners : (n_items,) how many people have each item.

    >>> longtail(np.array([[0, 1], [1, 2]]), np.array([9, 3, 2, 2, 1]))
    array([0.5, 1. ])
    """
    size = int(np.ceil(HEAD * len(owners)))
    tail = owners < np.sort(owners)[-size]
    shown = codes >= 0
    out: Floats = (shown & tail[codes]).sum(axis=1) / np.maximum(shown.sum(axis=1), 1)
    return out
