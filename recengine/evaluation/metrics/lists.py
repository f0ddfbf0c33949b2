"""Lists: everything a metric may look at, the ranked lists and what the training data know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array
from recengine.data.dataset import Dataset
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


@dataclass(frozen=True, eq=False)
class Lists:
    """Ranked lists of some people.

    Parameters
    ----------
    codes : (n_people, k) item codes, best first, -1 where a list has ended.
    hits : (n_people, k) 1 where the item is one to find, else 0.
    n_relevant : (n_people,) how many items there are to find.
    catalogue : what the training data know of the items.
    """

    codes: Array
    hits: Array
    n_relevant: Array
    catalogue: Catalogue

    def top(self, k: int) -> Lists:
        """The same lists, cut after ``k`` places."""
        return replace(self, codes=self.codes[:, :k], hits=self.hits[:, :k])
