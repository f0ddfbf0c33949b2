"""Meetings: every person and item that met, once, whatever the number of events between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Mask
from recengine.data.coding import stable_order
from recengine.data.history import History


@dataclass(frozen=True, eq=False)
class Meetings:
    """Meetings in the order of people, and of the first event between the two.

    Parameters
    ----------
    rows : (n,) the person.
    items : (n,) item codes.
    firsts : (n,) place of the first event among all events.
    pleased : (n,) whether all events on the item together speak for it.
    of_events : (n_events,) the meeting that each event belongs to.
    """

    rows: Array
    items: Array
    firsts: Array
    pleased: Mask
    of_events: Array

    @property
    def sizes(self) -> Array:
        """(n,) how many items the person of each meeting has met."""
        sizes: Array = np.bincount(self.rows)[self.rows]
        return sizes

    def events(self, chosen: Mask) -> Mask:
        """(n_events,) the events of the meetings that ``chosen`` (n,) marks."""
        marked: Mask = chosen[self.of_events]
        return marked


def meetings_of(histories: History) -> Meetings:
    """All meetings in some histories.

    >>> met = meetings_of(History.of([5, 3, 5], n_items=6))
    >>> met.items, met.of_events
    (array([5, 3], dtype=int32), array([0, 1, 0]))
    """
    keys = histories.rows * np.int64(histories.n_items) + histories.items
    order = stable_order(keys)
    by_key = keys[order]
    starts = np.ones(len(keys), dtype=bool)
    starts[1:] = by_key[1:] != by_key[:-1]
    first_of = np.empty(len(keys), dtype=order.dtype)
    first_of[order] = order[starts][np.cumsum(starts) - 1]
    is_first = np.zeros(len(keys), dtype=bool)
    is_first[order[starts]] = True
    firsts = np.flatnonzero(is_first)
    pleased = np.empty(len(keys), dtype=bool)
    pleased[order[starts]] = histories.matrix.data > 0  # cells stand by person, then item
    return Meetings(
        rows=histories.rows[firsts],
        items=histories.items[firsts],
        firsts=firsts,
        pleased=pleased[firsts],
        of_events=(np.cumsum(is_first) - 1)[first_of],
    )


def shuffled(rows: Array, items: Array, rng: np.random.Generator) -> Array:
    """(n,) meetings by person, each person's in an order drawn, however a file has them.

    Parameters
    ----------
    rows, items : (n,) of each meeting; no two are the same.

    >>> rows, items, rng = np.array([0, 0, 4]), np.array([7, 3, 1]), np.random.default_rng
    >>> items[shuffled(rows, items, rng(0))], items[::-1][shuffled(rows[::-1], items[::-1], rng(0))]
    (array([7, 3, 1]), array([7, 3, 1]))
    """
    by_item = stable_order(rows * (items.max(initial=0) + np.int64(1)) + items)
    by_draw = by_item[np.argsort(rng.random(len(rows)))]
    drawn: Array = by_draw[stable_order(rows[by_draw])]
    return drawn


def places(rows: Array) -> Array:
    """(n,) each entry's place among those of its row, from 0; rows stand together.

    >>> places(np.array([4, 4, 4, 7, 7]))
    array([0, 1, 2, 0, 1])
    """
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    lengths = np.diff(np.append(starts, len(rows)))
    out: Array = np.arange(len(rows)) - np.repeat(starts, lengths)
    return out
