"""NDCG@k: hits count less the further down they stand, against the best possible list.

    DCG@k  = sum over places i of hit_i / log2(i + 1)
    NDCG@k = DCG@k / DCG of a list that opens with min(k, items to find) hits

Denominator: the best list this person could have had. It holds all items to find, not only those
that were found, and ends at k. Every item to find is worth the same (gain 1).
Ties: settled before, by the order of the list.
Empty: a person with nothing to find counts 0.
Range: 0 to 1; higher is better.
Use: as the first figure to look at: it asks whether the right titles are there and whether they
stand high, and it compares across people with much and with little to find.
Source: Järvelin and Kekäläinen (2002). Cumulated gain-based evaluation of IR techniques. ACM TOIS
20(4).
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def ndcg(hits: Array, n_relevant: Array) -> Floats:
    """(n_people,) discounted hits, as a share of the ideal.

    Parameters
    ----------
    hits : (n_people, k) 1 where the item at that place is right, else 0.
    n_relevant : (n_people,) how many items there are to find.

    A hit in place 3 of one to find: (1 / log2 4) / (1 / log2 2).

    >>> ndcg(np.array([[0, 0, 1], [1, 1, 0]]), np.array([1, 2]))
    array([0.5, 1. ])
    """
    k = hits.shape[1]
    discounts = discounts_of(k)
    ideal = np.cumsum(discounts)[np.clip(n_relevant, 1, k) - 1]
    out: Floats = (hits @ discounts) / ideal
    return out


def discounts_of(k: int) -> Floats:
    """(k,) what a hit counts in each place.

    >>> discounts_of(3).round(3)
    array([1.   , 0.631, 0.5  ])
    """
    out: Floats = 1.0 / np.log2(np.arange(2, k + 2))
    return out
