"""Gini@k: how unequally the places of all lists are dealt out among the items.

    gini@k = 2 sum_i i x_i / (n sum_i x_i) - (n + 1) / n,   x ascending, i from 1 to n

x is how often each of the n items of the whole catalogue is shown. It is a count of these lists
and not an average over people: it has no interval.

Denominator: all places filled, times the items of the whole catalogue.
Ties: settled before, by the order of the list.
Empty: gaps are left out; with nothing shown it is 0.
Range: 0 where all items are shown equally often, to nearly 1 where one takes every place; lower is
better.
Use: to see whether a few titles take all the attention, which suppliers and authors will notice.
Source: Fleder and Hosanagar (2009). Blockbuster culture's next rise or fall. Management Science
55(5).
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array
from recengine.evaluation.metrics.lookup import times_shown


def gini(codes: Array, n_items: int) -> float:
    """Inequality of exposure over the catalogue.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    n_items : size of the catalogue.

    >>> gini(np.array([[0, 1], [2, 3]]), n_items=4), gini(np.array([[0], [0]]), n_items=4)
    (0.0, 0.75)
    """
    shown = np.sort(times_shown(codes, n_items))
    total = int(shown.sum())
    if total == 0:
        return 0.0
    places = np.arange(1, n_items + 1)
    return float(2 * (places @ shown) / (n_items * total) - (n_items + 1) / n_items)
