"""Catalogue: what the training data know of the items, for metrics beyond accuracy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.categories import category_column, category_shares
from recengine.data.dataset import Dataset
from recengine.data.number_columns import number_column
from recengine.models.features import item_features


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What metrics beyond accuracy ask of the items; all of it from the training data."""

    train: Dataset

    @property
    def n_items(self) -> int:
        """Size of the catalogue."""
        return self.train.n_items

    @cached_property
    def n_people(self) -> int:
        """People with any event."""
        return int(np.count_nonzero(np.diff(self.train.histories.starts)))

    @cached_property
    def owners(self) -> Array:
        """(n_items,) how many people have met each item."""
        met: Array = np.bincount(self.train.histories.seen().indices, minlength=self.n_items)
        return met

    @cached_property
    def features(self) -> sparse.csr_array[Any]:
        """(n_items, n_features) attributes, else the people who liked it; rows of length 1 or 0."""
        described = item_features(self.train).matrix
        if described.shape[1]:
            return described
        likes = sparse.csr_array(self.train.histories.likes.T)
        lengths = np.sqrt(likes.multiply(likes).sum(axis=1))
        return sparse.csr_array(sparse.diags_array(1.0 / np.maximum(lengths, 1e-12)) @ likes)

    @cached_property
    def shares(self) -> sparse.csr_array[Any]:
        """(n_items, n_categories) how much of each category an item is; without any, of itself."""
        if category_column(self.train) is None:
            return sparse.eye_array(self.n_items, format="csr")
        return category_shares(self.train)[1]

    @cached_property
    def profits(self) -> Floats:
        """(n_items,) price times margin; NaN where either is unknown."""
        price, share = (number_column(self.train, name) for name in ("price", "margin"))
        if price is None or share is None:
            return np.full(self.n_items, np.nan)
        return price * share
