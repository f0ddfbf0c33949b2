"""Coverage@k: how much of the catalogue reaches anybody.

    coverage@k = different items in all first k together / items in the catalogue

It grows with the number of people asked, so compare only figures for the same people. It is a
count of these lists and not an average over people: it has no interval.

Denominator: the whole catalogue, items that nobody has touched included.
Ties: settled before, by the order of the list.
Empty: gaps and empty lists add nothing.
Range: 0 to 1; higher is better.
Use: to see whether the long list of titles that was paid for is put to use.
Source: Ge, Delgado-Battenfeld and Jannach (2010). Beyond accuracy. RecSys '10.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array
from recengine.evaluation.metrics.lookup import times_shown


def coverage(codes: Array, n_items: int) -> float:
    """Share of the catalogue that appears in any list.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    n_items : size of the catalogue.

    >>> coverage(np.array([[0, 1], [1, -1]]), n_items=4)
    0.5
    """
    return int(np.count_nonzero(times_shown(codes, n_items))) / n_items
