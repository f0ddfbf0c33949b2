"""Succession: what came before what, summed over all histories.

Every liked event but a person's first is a row: T holds that event's item, and S the items before
it, each as weight * f(d) at distance d, up to a window W. What models need are two products,

    S'T [i, j] = sum over events i, and j at d places after it     weight_i f(d)
    S'S [i, j] = the same in both orders, and d = 0 once           weight_i weight_j c(d, r_j)

    c(d, r) = f(1) f(1 + d) + ... + f(m) f(m + d),    m = min(r, W - d)

where r_j events follow that j: two events d apart meet in as many rows as come after both, so S,
which is W times as long as the histories, is never made. Events are worked off in blocks that are
the same everywhere, each for one core, and added up in their order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.history import History
from recengine.models.recency import from_the_end
from recengine.models.threads import all_cores, in_order
from recengine.progress import Progress, part_of, quiet

#: Events whose pairs are summed at once.
_BLOCK = 200_000

#: What pairs of events count, by their distance and the places of the later ones.
Weigh = Callable[[int, Array], Array]


def transitions(
    histories: History, fade: Floats, progress: Progress = quiet
) -> sparse.csr_array[Any]:
    """(n_items, n_items) S'T: how often, and how soon, each item came after each.

    ``fade`` is f at distance 1, 2 and so on; further ones do not count.

    >>> transitions(History.of([2, 0, 1], n_items=3), np.array([1.0, 0.5])).toarray()
    array([[0. , 1. , 0. ],
           [0. , 0. , 0. ],
           [1. , 0.5, 0. ]], dtype=float32)
    """
    liked = histories.where(histories.weights > 0)
    weights, fade = liked.weights.astype(np.float32), fade.astype(np.float32)

    def weigh(distance: int, later: Array) -> Array:
        return weights[later - distance] * fade[distance - 1]

    return _summed(liked, range(1, len(fade) + 1), weigh, progress)


def window_co_occurrence(histories: History, fade: Floats, progress: Progress = quiet) -> Array:
    """(n_items, n_items) float32 S'S: how much items counted together for what came next.

    >>> window_co_occurrence(History.of([2, 0, 1], n_items=3), np.array([1.0, 0.5]))
    array([[1.  , 0.  , 0.5 ],
           [0.  , 0.  , 0.  ],
           [0.5 , 0.  , 1.25]], dtype=float32)
    """
    liked = histories.where(histories.weights > 0)
    weights = liked.weights.astype(np.float32)
    follow = np.minimum(from_the_end(liked), len(fade))
    both = _both(fade)

    def weigh(distance: int, later: Array) -> Array:
        return weights[later - distance] * weights[later] * both[distance][follow[later]]

    summed = _summed(liked, range(len(fade)), weigh, part_of(progress, 0.0, 0.8))
    progress(0.8, "Adding up pairs of items")
    half = summed.toarray()
    progress(0.9, "Adding up pairs of items")
    out: Array = half + half.T
    return out


def _both(fade: Floats) -> Array:
    """(W, W + 1) c at distance 0, 1 and so on, by how many events follow; halved at distance 0.

    Pairs of an event with itself stand once in a sum of both orders.

    >>> _both(np.array([1.0, 0.5]))
    array([[0.   , 0.5  , 0.625],
           [0.   , 0.5  , 0.5  ]], dtype=float32)
    """
    window = len(fade)
    out = np.zeros((window, window + 1))
    for distance in range(window):
        sums = np.cumsum(fade[: window - distance] * fade[distance:])
        out[distance, 1:] = np.pad(sums, (0, distance), mode="edge")
    out[0] /= 2
    return out.astype(np.float32)


def _summed(
    liked: History, distances: range, weigh: Weigh, progress: Progress
) -> sparse.csr_array[Any]:
    """(n_items, n_items) the sum over pairs of events of one person, earlier items as rows."""
    place = np.arange(len(liked.items)) - liked.starts[:-1][liked.rows]
    shape = (liked.n_items, liked.n_items)

    def block(start: int) -> sparse.csr_array[Any]:
        here = np.arange(start, min(start + _BLOCK, len(place)))
        later = [here[place[here] >= distance] for distance in distances]
        earlier = [places - distance for distance, places in zip(distances, later, strict=True)]
        data = np.concatenate(list(map(weigh, distances, later)))
        cells = (liked.items[np.concatenate(earlier)], liked.items[np.concatenate(later)])
        return sparse.csr_array(sparse.coo_array((data, cells), shape=shape))

    total = sparse.csr_array(shape, dtype=np.float32)
    with all_cores() as cores:
        steps = in_order(block, len(place), _BLOCK, cores, progress, "Looking at what came before")
        for part in steps:
            total = total + part
    return total
