"""Ruling: what a recipe's rules mean for one data set, worked out once and used for every list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Floats, Mask
from recengine.ranking.rules.columns import Columns
from recengine.ranking.rules.kinds import (
    AtLeast,
    AtMost,
    Block,
    Boost,
    CrossSell,
    Only,
    Pin,
    Rule,
    UpSell,
    columns_of,
)


@dataclass(frozen=True, eq=False)
class Cap:
    """No more than ``number`` items of any group; ``groups`` (n_items, n_groups) says who is in."""

    number: int
    groups: sparse.csr_array[Any]


@dataclass(frozen=True, eq=False)
class Floor:
    """``share`` of every list, rounded up, are items of the group; ``members`` is (n_items,)."""

    share: float
    members: Mask
    words: str


@dataclass(frozen=True, eq=False)
class Ruling:
    """Rules as arrays over items.

    Parameters
    ----------
    may_show : (n_items,) what blocking and *show only* leave.
    boost : (n_items,) what is added to scores, as a share of the best.
    selling : cross-selling and up-selling, which depend on what a person chose.
    caps, floors : limits on what a list is made of.
    pins : item code by place.
    """

    may_show: Mask
    boost: Floats
    selling: tuple[CrossSell | UpSell, ...] = ()
    caps: tuple[Cap, ...] = ()
    floors: tuple[Floor, ...] = ()
    pins: tuple[tuple[int, int], ...] = ()

    @property
    def composes(self) -> bool:
        """Whether anything is demanded of the list as a whole."""
        return bool(self.caps or self.floors or self.pins)


def ruling(rules: Sequence[Rule], columns: Columns) -> Ruling:
    """What ``rules`` mean; refused where they name a column, an entry or an item that is not there.

    >>> from recengine.data.samples import load_sample
    >>> shop = Columns(load_sample("shop"))
    >>> found = ruling([Only(where={"column": "price", "least": 100})], shop)
    >>> bool((shop.numbers("price")[found.may_show] >= 100).all())
    True
    """
    n_items = columns.dataset.n_items
    may_show, boost = np.ones(n_items, dtype=bool), np.zeros(n_items)
    caps, floors, pins = [], [], []
    rules = [rule for rule in rules if not _left_out(rule, columns)]
    for rule in rules:
        if isinstance(rule, Only):
            may_show &= columns.matches(rule.where)
        elif isinstance(rule, Block):
            may_show &= ~_blocked(rule, columns)
        elif isinstance(rule, Boost):
            boost += rule.by * _lifted(rule, columns)
        elif isinstance(rule, AtMost):
            caps.append(Cap(rule.number, columns.groups(rule.column)))
        elif isinstance(rule, AtLeast):
            floors.append(Floor(rule.share, columns.matches(rule.where), rule.words))
        elif isinstance(rule, Pin):
            pins.append((rule.place, columns.dataset.item_code(rule.item)))
    selling = tuple(rule for rule in rules if isinstance(rule, CrossSell | UpSell))
    for rule in selling:
        columns.kinds(rule.column)
        if isinstance(rule, UpSell):
            columns.numbers(rule.price)
    return Ruling(may_show, boost, selling, tuple(caps), tuple(floors), tuple(sorted(pins)))


def _left_out(rule: Rule, columns: Columns) -> bool:
    """Whether a rule may be left out and its column is not there."""
    return rule.optional and not all(name in columns for name in columns_of(rule))


def _blocked(rule: Block, columns: Columns) -> Mask:
    if rule.where is not None:
        return columns.matches(rule.where)
    out = np.zeros(columns.dataset.n_items, dtype=bool)
    out[columns.dataset.item_code(str(rule.item))] = True
    return out


def _lifted(rule: Boost, columns: Columns) -> Floats:
    """(n_items,) how much of the boost each item gets, from 0 to 1."""
    if rule.where is not None:
        return columns.matches(rule.where).astype(float)
    return columns.standing(str(rule.column))
