"""Recency: histories in their order, as what was last and as what came before what.

w_j = weight_j * exp(-d_j / recency)      d_j = 0 for the last event, 1 for the one before ...
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.history import History


def by_recency(histories: History, recency: float) -> sparse.csr_array[Any]:
    """(n_people, n_items) weights by place from the end, summed per item and held to [-1, 1].

    >>> by_recency(History.of([2, 0], n_items=3), recency=1.0).toarray().round(2)
    array([[1.  , 0.  , 0.37]])
    """
    weights = histories.weights * np.exp(-from_the_end(histories) / recency)
    shape = (len(histories), histories.n_items)
    out = sparse.csr_array((weights, histories.items, histories.starts), shape=shape, copy=True)
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


def pasts_and_nexts(
    histories: History, fade: Floats
) -> tuple[sparse.csr_array[Any], sparse.csr_array[Any]]:
    """(n_targets, n_items) each: what was before every liked event but a person's first, and it.

    ``fade`` is how much an item counts at distance 1, 2 and so on; further ones do not count.

    >>> past, after = pasts_and_nexts(History.of([2, 0, 1], n_items=3), np.array([1.0, 0.5]))
    >>> past.toarray().tolist(), after.toarray().tolist()
    ([[0.0, 0.0, 1.0], [1.0, 0.0, 0.5]], [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    """
    liked = histories.where(histories.weights > 0)
    place = np.arange(len(liked.items)) - liked.starts[:-1][liked.rows]
    targets = np.flatnonzero(place >= 1)
    counts = np.minimum(place[targets], len(fade))
    starts = np.concatenate(([0], np.cumsum(counts)))
    distance = np.arange(1, starts[-1] + 1) - np.repeat(starts[:-1], counts)
    past = np.repeat(targets, counts) - distance
    before = sparse.csr_array(
        (fade[distance - 1] * liked.weights[past], liked.items[past], starts),
        shape=(len(targets), histories.n_items),
    )
    after = sparse.csr_array(
        (np.ones(len(targets)), liked.items[targets], np.arange(len(targets) + 1)),
        shape=(len(targets), histories.n_items),
    )
    return before, after
