"""Cross-selling and up-selling: what follows from what a person chose last.

    goes_with(j)  = people who like both / people who like the latest choice,   over its largest
    step_up(j)    = 1 where  price < price(j) <= most * price,  else 0

Cross-selling lifts ``goes_with`` among items of another kind than the latest choice, up-selling
``step_up`` among those of the same kind. The confidence of a pair is that of association rules:
Agrawal, Imielinski and Swami (1993). Mining association rules between sets of items in large
databases. SIGMOD '93.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.events import consuming_codes
from recengine.data.history import History


def latest_choices(histories: History) -> Array:
    """(n_people,) the last item that each chose and did not dislike, -1 where there is none.

    What was bought, watched or rated comes before what was only looked at.

    >>> latest_choices(History.of([4, 2], n_items=5))
    array([2])
    """
    out = np.full(len(histories), -1)
    pleased = histories.likes.tocoo()
    cells = pleased.coords[0] * histories.n_items + pleased.coords[1].astype(np.int64)
    liked = np.isin(histories.rows * histories.n_items + histories.items, cells)
    used = liked & np.isin(histories.events, consuming_codes())
    for chosen in (liked, used):  # the later of the two overwrites
        out[histories.rows[chosen]] = histories.items[chosen]
    return out


def goes_with(
    anchors: Array, likes: sparse.csr_array[Any], liked_by: sparse.csr_array[Any]
) -> Floats:
    """(n_anchors, n_items) how often who likes the anchor likes the other, over its largest.

    Parameters
    ----------
    anchors : item codes.
    likes : (n_people, n_items) 1 where somebody likes an item.
    liked_by : its transpose, by rows.
    """
    both: Floats = (liked_by[anchors] @ likes).toarray()
    both[np.arange(len(anchors)), anchors] = 0.0
    return both / np.maximum(both.max(axis=1, initial=0.0, keepdims=True), 1.0)


def step_up(anchors: Array, prices: Floats, *, most: float) -> Floats:
    """(n_anchors, n_items) 1 where an item costs more, but at most so many times as much.

    >>> step_up(np.array([0]), np.array([10.0, 12.0, 30.0, np.nan]), most=1.5)
    array([[0., 1., 0., 0.]])
    """
    own = prices[anchors][:, None]
    within: Floats = ((prices > own) & (prices <= most * own)).astype(float)
    return within
