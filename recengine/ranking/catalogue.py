"""Catalogue: what stages of a list know of the items of one data set, each worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.categories import category_shares
from recengine.data.dataset import Dataset
from recengine.data.history import SECONDS_PER_DAY, History
from recengine.models.features import item_features
from recengine.ranking.recipe import Recipe
from recengine.ranking.rules import Rule
from recengine.ranking.rules.columns import Columns
from recengine.ranking.rules.ruling import Ruling, ruling

#: Meanings of rules that are kept.
_RULINGS = 8


class Catalogue:
    """The items of one data set, described, dated, counted and grouped."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._rulings: dict[tuple[Rule, ...], Ruling] = {}

    @cached_property
    def features(self) -> sparse.csr_array[Any]:
        """(n_items, n_features) what the list is diversified by: attributes, else who liked it."""
        described = item_features(self.dataset).matrix
        if described.shape[1]:
            return described
        likes = self.dataset.histories.likes.T.tocsr()
        lengths = np.sqrt(likes.multiply(likes).sum(axis=1))
        return sparse.csr_array(sparse.diags_array(1.0 / np.maximum(lengths, 1e-12)) @ likes)

    @cached_property
    def age_days(self) -> Floats:
        """(n_items,) age of every item at the end of the data; NaN where unknown."""
        ages: Floats = (self.dataset.end - self.dataset.item_starts) / SECONDS_PER_DAY
        return ages

    @cached_property
    def shares(self) -> sparse.csr_array[Any]:
        """(n_items, n_categories) how much of each category every item is."""
        return category_shares(self.dataset)[1]

    @cached_property
    def people_who_met(self) -> Array:
        """(n_items,) how many people have met each item in any way."""
        return np.bincount(self.dataset.histories.seen().indices, minlength=self.dataset.n_items)

    @cached_property
    def columns(self) -> Columns:
        """The columns of the items, as rules read them."""
        return Columns(self.dataset)

    @cached_property
    def liking(self) -> tuple[sparse.csr_array[Any], sparse.csr_array[Any]]:
        """1 where somebody likes an item: (n_people, n_items), and the transpose."""
        likes = self.dataset.histories.likes.copy()
        likes.data = np.ones_like(likes.data)
        return likes, likes.T.tocsr()

    def ruling(self, recipe: Recipe) -> Ruling:
        """What a recipe's rules mean for these items; the last few are kept."""
        rules = recipe.rules.business
        found = self._rulings.pop(rules, None) or ruling(rules, self.columns)
        self._rulings[rules] = found  # at the end, as the last that was asked for
        for old in list(self._rulings)[:-_RULINGS]:
            self._rulings.pop(old, None)
        return found

    def tastes(self, histories: History) -> Floats:
        """(n_people, n_categories) what they liked consists of; all alike where that is nothing."""
        mixes = (histories.likes @ self.shares).toarray()
        mixes[mixes.sum(axis=1) == 0] = 1.0
        tastes: Floats = mixes / mixes.sum(axis=1, keepdims=True)
        return tastes
