"""Graded NDCG@k: as NDCG, but what pleased more counts more.

    DCG@k = sum over places i of g_i / log2(i + 1),   g_i how much the item at place i pleased
    NDCG@k = DCG@k / DCG of all items to find, from the most to the least pleasing, cut at k

g is the weight of the held-back events themselves, above 0 to 1: five stars of five are 1, four
are a half; a film watched to the end is 1, half of it a half. The gain is linear, as in the source
and in scikit-learn; 2^g - 1, which others use for grades such as 0 to 4, changes little below 1.

Denominator: the best list this person could have had.
Ties: settled before, by the order of the list; items that pleased equally may change places.
Empty: a person with nothing to find counts 0.
Range: 0 to 1; higher is better.
Use: when it matters to show what people will love before what they will merely finish.
Source: Järvelin and Kekäläinen (2002). Cumulated gain-based evaluation of IR techniques. ACM TOIS
20(4).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics.ndcg import discounts_of


def graded_ndcg(gains: Array, relevant: sparse.csr_array[Any]) -> Floats:
    """(n_people,) discounted gains, as a share of the ideal.

    Parameters
    ----------
    gains : (n_people, k) how much the item at that place pleased, 0 where it is not to be found.
    relevant : (n_people, n_items) how much every item to find pleased.

    The lesser of two in front: (0.5 + 1 / log2 3) / (1 + 0.5 / log2 3).

    >>> graded_ndcg(np.array([[0.5, 1.0]]), sparse.csr_array([[0.0, 1.0, 0.5]])).round(4)
    array([0.8597])
    """
    n, k = gains.shape
    discounts = discounts_of(k)
    row = np.repeat(np.arange(n), np.diff(relevant.indptr))
    best = relevant.data[np.lexsort((-relevant.data, row))]
    place = np.arange(len(best)) - relevant.indptr[row]
    first = place < k
    ideal = np.bincount(row[first], best[first] * discounts[place[first]], minlength=n)
    out: Floats = np.divide(gains @ discounts, ideal, out=np.zeros(n), where=ideal > 0)
    return out
