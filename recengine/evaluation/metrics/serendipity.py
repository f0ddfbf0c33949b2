"""Serendipity@k: how much of a list is right and is not what popularity would have shown.

    serendipity@k = hits in the first k that are not among the person's k best known / k

A person's k best known are the items that most people have in the training data, without those
that this person has met: what a plain list of popularity would show.

Denominator: k, as for precision, which it never exceeds.
Ties: items that as many people have as the last of the k best known count as known too.
Empty: a person with nothing to find counts 0.
Range: 0 to 1; higher is better.
Use: to see what personalization adds: a list that is no better than popularity has none.
Source: Ge, Delgado-Battenfeld and Jannach (2010). Beyond accuracy. RecSys '10, with popularity as
their primitive model; over the whole list as in Kaminskas and Bridge (2016). Diversity,
serendipity, novelty, and coverage. ACM TiiS 7(1).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats


def serendipity(codes: Array, hits: Array, owners: Array, met: sparse.csr_array[Any]) -> Floats:
    """(n_people,) share of each list that is right and not among the best known.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    hits : (n_people, k) 1 where the item at that place is right, else 0.
    owners : (n_items,) how many people have each item.
    met : (n_people, n_items) nonzero where a person has met an item.

    Item 0 is best known, and the second person has met it, so that item 1 is hers.

    >>> met = sparse.csr_array([[0, 0, 0], [1, 0, 0]])
    >>> serendipity(np.array([[1], [1]]), np.array([[1], [1]]), np.array([9, 5, 1]), met)
    array([1., 0.])
    """
    n, k = codes.shape
    better_known = len(owners) - np.searchsorted(np.sort(owners), owners, side="right")
    width = len(owners) + 1
    own = np.repeat(np.arange(n, dtype=np.int64) * width, np.diff(met.indptr))
    places = np.sort(own + better_known[met.indices])
    rows, columns = np.nonzero(hits)
    ahead = better_known[codes[rows, columns]]
    met_ahead = np.searchsorted(places, rows * np.int64(width) + ahead) - met.indptr[rows]
    unexpected = rows[ahead - met_ahead >= k]
    out: Floats = np.bincount(unexpected, minlength=n) / k
    return out
