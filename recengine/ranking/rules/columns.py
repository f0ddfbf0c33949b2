"""Columns of the file of items, as rules read them; each is worked out once, when first asked for.

An empty cell is no number and belongs to no kind.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from recengine.arrays import Array, Floats, Mask
from recengine.data.attributes import Attribute
from recengine.data.categories import category_column, cells_of, column_shares
from recengine.data.dataset import Dataset
from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.ranking.rules.kinds import Where

#: Entries of a column that an error names.
_MOST_NAMED = 30


class Columns:
    """What stands in the columns of one data set's items.

    >>> from recengine.data.samples import load_sample
    >>> shop = Columns(load_sample("shop"))
    >>> bool(shop.numbers("price").min() > 0), len(shop.kinds("brand")) == shop.dataset.n_items
    (True, True)
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._known = {attribute.name: attribute for attribute in dataset.item_attributes}
        self._numbers: dict[str, Floats] = {}
        self._kinds: dict[str, Array] = {}
        self._entries: dict[str, tuple[dict[str, int], sparse.csr_array[Any]]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def matches(self, where: Where) -> Mask:
        """(n_items,) which items meet a condition."""
        if where.one_of:
            names, entries = self.entries(where.column)
            chosen = [names[entry] for entry in where.one_of if entry in names]
            if not chosen:
                raise _no_such_entry(where, names)
            held: Mask = entries[:, chosen].sum(axis=1) > 0
            return held
        numbers = self.numbers(where.column)
        least = -np.inf if where.least is None else where.least
        most = np.inf if where.most is None else where.most
        within: Mask = (numbers >= least) & (numbers <= most)
        return within

    def numbers(self, name: str) -> Floats:
        """(n_items,) a column's numbers, NaN where there is none."""
        if name not in self._numbers:
            cells = cells_of(self.dataset, self._column(name).name)
            found = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float)
            found = np.where(np.isfinite(found), found, np.nan)
            if np.isnan(found).all():
                raise InvalidSetting(
                    Problem(
                        "column_without_numbers",
                        f"The column {name!r} of the items holds no numbers.",
                        "Name a column of numbers, or say one_of with entries of this one.",
                        column=name,
                    )
                )
            self._numbers[name] = found
        return self._numbers[name]

    def bounds(self, name: str) -> tuple[float, float]:
        """The lowest and the highest number of a column."""
        numbers = self.numbers(name)
        return float(np.nanmin(numbers)), float(np.nanmax(numbers))

    def standing(self, name: str) -> Floats:
        """(n_items,) from 0 for the lowest number of a column to 1 for the highest; unknown, 0."""
        low, high = self.bounds(name)
        share = (self.numbers(name) - low) / max(high - low, np.finfo(float).tiny)
        return np.nan_to_num(share, nan=0.0)

    def entries(self, name: str) -> tuple[dict[str, int], sparse.csr_array[Any]]:
        """Entries of a column by name, and (n_items, n_entries) which item has which."""
        if name not in self._entries:
            names, shares = column_shares(self.dataset, self._column(name))
            self._entries[name] = {entry: code for code, entry in enumerate(names)}, shares
        return self._entries[name]

    def groups(self, name: str) -> sparse.csr_array[Any]:
        """(n_items, n_groups) which kinds an item is of; of a path, only the narrowest."""
        column = self._column(name)
        if column.kind == "list" and column.separator != " > ":
            return self.entries(name)[1]
        kinds = self.kinds(name)
        known = np.flatnonzero(kinds >= 0)
        shape = (len(kinds), int(kinds.max(initial=-1)) + 1)
        return sparse.csr_array((np.ones(len(known)), (known, kinds[known])), shape=shape)

    def kinds(self, name: str | None) -> Array:
        """(n_items,) a code for each different cell, -1 where empty; ``None``: the categories'."""
        if name is None:
            column = category_column(self.dataset)
            if column is None:
                return np.full(self.dataset.n_items, -1)
            name = column.name
        if name not in self._kinds:
            cells = cells_of(self.dataset, self._column(name).name)
            self._kinds[name] = pd.factorize(cells.where(cells != "", None))[0]
        return self._kinds[name]

    def _column(self, name: str) -> Attribute:
        if name not in self._known:
            raise InvalidSetting(
                Problem(
                    "no_such_column",
                    f"A rule names the column {name!r}, which the items do not have.",
                    choose_among(self._known, name)
                    if self._known
                    else "Give a file of items that has it, or leave the rule out.",
                    column=name,
                )
            )
        return self._known[name]


def _no_such_entry(where: Where, names: Collection[str]) -> InvalidSetting:
    return InvalidSetting(
        Problem(
            "no_such_entry",
            f"No item has {' or '.join(map(repr, where.one_of))} under {where.column!r}.",
            choose_among(list(names)[:_MOST_NAMED], where.one_of[0])
            if names
            else "The column is empty; leave the rule out.",
            column=where.column,
        )
    )
