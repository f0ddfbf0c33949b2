"""Diversity@k: how unlike each other the items of one list are.

    diversity@k = mean over all pairs of the list of  1 - cosine(features of i, features of j)

Features are the columns of the items; without any, the people who liked them. With rows of length
1 the cosines of all pairs add up to (|sum of rows|^2 - m) / 2 for m items, so that no pair has to
be looked at.

Denominator: all pairs of items shown that have a feature.
Ties: settled before, by the order of the list.
Empty: a list with fewer than two such items has no pair and counts 0.
Range: 0 (all alike) to 1 (nothing in common) where features are not negative; higher is better.
Use: to see whether a list offers a choice, or ten times the same.
Source: Smyth and McClave (2001). Similarity vs. diversity. ICCBR '01.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics.lookup import described, sums_over

#: Lists whose features are added up at once.
_BLOCK = 1_024


def diversity(codes: Array, features: sparse.csr_array[Any]) -> Floats:
    """(n_people,) mean distance between two items of each list.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    features : (n_items, n_features) rows of length 1, or 0 where nothing is known.

    >>> features = sparse.csr_array(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    >>> diversity(np.array([[0, 1], [0, 2], [0, -1]]), features)
    array([0., 1., 0.])
    """
    shown = described(codes, features)
    counts = shown.sum(axis=1)
    pairs = counts * (counts - 1)
    squared = np.zeros(len(codes))
    for start in range(0, len(codes), _BLOCK):
        some = slice(start, start + _BLOCK)
        sums = sums_over(codes[some], shown[some], features)
        squared[some] = sums.multiply(sums).sum(axis=1)
    cosine = (squared - counts) / np.maximum(pairs, 1)
    out: Floats = np.where(pairs > 0, np.clip(1.0 - cosine, 0.0, None), 0.0)
    return out
