"""Calibration@k: how far the mix of a list is from the mix of what the person likes.

    calibration@k = KL(p, q') = sum over categories c of p(c) log(p(c) / q'(c))
    q'(c) = (1 - a) q(c) + a p(c),     a = 0.01

p is the mix of categories in what the person liked, q the one of the items shown, each item with
as much of each category as it has. Somebody who liked seven dramas for three comedies and is shown
ten dramas is far off. a, the paper's, keeps the logarithm finite. The base is e.

Denominator: the items shown that have a category; gaps are left out.
Ties: settled before, by the order of the list.
Empty: who likes nothing with a category counts 0; a list without any such item counts the most.
Range: 0 where the mixes are the same, to -log(a) = 4.61 where they share nothing; lower is better.
Use: to see whether small interests are crowded out by the large one.
Source: Steck (2018). Calibrated recommendations. RecSys '18.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics.lookup import described, sums_over

#: How much of the person's own mix is added to that of the list.
SMOOTH = 0.01


def calibration(
    codes: Array, shares: sparse.csr_array[Any], likes: sparse.csr_array[Any]
) -> Floats:
    """(n_people,) divergence of each list from what the person likes.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    shares : (n_items, n_categories) how much of each category an item is; rows sum to 1, or to 0.
    likes : (n_people, n_items) how much each likes what.

    >>> shares = sparse.csr_array([[1.0, 0.0], [0.0, 1.0]])
    >>> likes = sparse.csr_array([[1.0, 1.0], [1.0, 1.0]])
    >>> calibration(np.array([[0, 1], [0, 0]]), shares, likes).round(2)
    array([0.  , 1.96])
    """
    n = len(codes)
    wanted = sparse.csr_array(likes @ shares)
    wanted.eliminate_zeros()
    row = np.repeat(np.arange(n), np.diff(wanted.indptr))
    p = wanted.data / np.bincount(row, wanted.data, minlength=n)[row]
    shown = described(codes, shares)
    mixes = sums_over(codes, shown, shares)
    q = np.asarray(mixes[row, wanted.indices]) / np.maximum(shown.sum(axis=1), 1)[row]
    terms = p * np.log(p / ((1 - SMOOTH) * q + SMOOTH * p))
    out: Floats = np.maximum(np.bincount(row, terms, minlength=n), 0.0)
    return out
