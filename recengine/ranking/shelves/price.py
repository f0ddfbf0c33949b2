"""Rows by price: a step up from what was chosen last, as a shop assistant would show it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from recengine.arrays import Mask
from recengine.data.categories import category_shares
from recengine.data.dataset import Dataset
from recengine.data.number_columns import number_column
from recengine.ranking.shelves.visit import Missing, Row, Visit

#: How many times dearer a step up is, at least and at most.
_FROM, _TO = 1.1, 2.0
_COLUMN = "price"
#: So many of the latest items are tried.
_TRIED = 6


def step_up(visit: Visit) -> Iterator[Row | Missing]:
    """Dearer items of the same category as the latest title, ordered by the recipe."""
    heading, dataset = "A step up from", visit.engine.dataset
    prices = number_column(dataset, _COLUMN)
    recent = (visit.looked if len(visit.looked.items) else visit.did).items[::-1]
    if prices is None:
        yield Missing(heading + "…", "the file of items has no column of prices")
        return
    for anchor in list(dict.fromkeys(recent.tolist()))[:_TRIED]:
        among = _same_category(dataset, anchor)
        among &= (prices >= _FROM * prices[anchor]) & (prices <= _TO * prices[anchor])
        found = visit.ask(visit.history, visit.personal(), among=among)
        if len(found) >= min(3, visit.width):
            notes = tuple(f"{prices[item.item]:,.2f}" for item in found.items)
            own = f"{prices[anchor]:,.2f}"
            why = f"The same category at {_FROM:g} to {_TO:g} times its price of {own}."
            yield Row("step_up", heading, str(dataset.titles[anchor]), found, why, notes)
            return
    lacks = "nothing like the latest titles costs a little more"
    yield Missing(heading + "…", lacks if len(recent) else "nothing is known of this person yet")


def _same_category(dataset: Dataset, item: int) -> Mask:
    """(n_items,) what shares a category with an item, the narrowest of a path; all without one."""
    names, shares = category_shares(dataset)
    own = shares[[item]].indices
    if not len(own):
        return np.ones(dataset.n_items, dtype=bool)
    depths = np.array([names[code].count(" > ") for code in own])
    narrowest = own[depths == depths.max()]
    same: Mask = np.asarray(shares[:, narrowest].sum(axis=1)).ravel() > 0
    return same
