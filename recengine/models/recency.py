"""Recency: histories in their order, what came last counting most.

w_j = weight_j * exp(-d_j / recency)      d_j = 0 for the last event, 1 for the one before ...
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array
from recengine.data.history import History


def by_recency(histories: History, recency: float) -> sparse.csr_array[Any]:
    """(n_people, n_items) weights by place from the end, summed per item and held to [-1, 1].

    >>> by_recency(History.of([2, 0], n_items=3), recency=1.0).toarray().round(2)
    array([[1.  , 0.  , 0.37]])
    """
    weights = histories.weights * np.exp(-from_the_end(histories) / recency)
    shape = (len(histories), histories.n_items)
    narrow = sparse.get_index_dtype(maxval=max(len(weights), histories.n_items))
    cells = (weights, histories.items.astype(narrow), histories.starts.astype(narrow))
    out = sparse.csr_array(cells, shape=shape)
    out.sum_duplicates()
    np.clip(out.data, -1.0, 1.0, out=out.data)
    return out


def from_the_end(histories: History) -> Array:
    """(n_events,) how many events of the same person come after each.

    >>> from_the_end(History.of([2, 0, 1], n_items=3))
    array([2, 1, 0])
    """
    ends: Array = histories.starts[1:][histories.rows]
    return ends - 1 - np.arange(len(histories.items))
