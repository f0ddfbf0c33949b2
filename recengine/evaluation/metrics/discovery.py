"""Discovery@k: how much of a list is from where the person has never been.

    discovery@k = mean over the list of the share of an item's categories that are new to the person

Categories are the entries of the first list among the columns of the items, such as genres, else
of the first column of categories; an item with several counts by the share of them that are new.
Without such a column every item is a category of its own. A category is new to who has met none of
its items in any way, whether they liked it or not.

Denominator: the items shown that have a category; gaps are left out.
Ties: settled before, by the order of the list.
Empty: a list without any such item counts 0; somebody who has met nothing counts 1.
Range: 0 to 1; higher is better.
Use: to see whether people are led to new ground. A little of it keeps them; a list of nothing else
has missed their taste, so read it beside recall.
Source: novelty relative to a person's own past, in categories, after Castells, Hurley and Vargas
(2015). Novelty and diversity in recommender systems. Recommender Systems Handbook.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics.lookup import described, sums_over


def discovery(codes: Array, shares: sparse.csr_array[Any], met: sparse.csr_array[Any]) -> Floats:
    """(n_people,) share of each list that is new ground.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    shares : (n_items, n_categories) how much of each category an item is; rows sum to 1, or to 0.
    met : (n_people, n_items) nonzero where a person has met an item.

    Item 0 is a drama, item 1 a comedy and item 2 half of each; she has met item 0.

    >>> shares = sparse.csr_array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    >>> discovery(np.array([[1, 2]]), shares, sparse.csr_array([[1, 0, 0]]))
    array([0.75])
    """
    shown = described(codes, shares)
    known = sparse.csr_array(met @ shares)
    known.data = (known.data > 0).astype(float)
    familiar = sums_over(codes, shown, shares).multiply(known).sum(axis=1)
    counts = shown.sum(axis=1)
    out: Floats = np.where(counts > 0, 1.0 - familiar / np.maximum(counts, 1), 0.0)
    return np.clip(out, 0.0, 1.0)
