"""Association rules: what ends up in the same basket.

    support(a, b)    = baskets with both                     how often it happens
    confidence(a>b)  = support(a, b) / support(a)            how often b joins a
    lift(a, b)       = confidence(a>b) / share of baskets with b      how much more than by chance

    score(b) = sum over what somebody has of  weight_a  confidence(a>b)  log2 lift(a, b),  lift > 1

A basket is what one person liked within a day, or all they liked where there are no times. Rules
that fewer than ``min_support`` baskets show are left out. A score is a sum over the history, so
each reason is one rule.

Use it for *bought together*: it says how often and how surely in words that anybody checks by
counting. Agrawal, Imielinski and Swami (1993). Mining association rules between sets of items in
large databases. SIGMOD '93.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import SECONDS_PER_DAY, History
from recengine.models.base import Capabilities, ItemWeightModel
from recengine.models.parameters import whole
from recengine.progress import Progress, quiet


@dataclass(frozen=True)
class Rule:
    """What joins an item: its code, and the figures of the rule.

    Parameters
    ----------
    item : code of what joins.
    support : baskets with both.
    confidence : share of baskets with the first that hold this as well.
    lift : that share over what chance would give.
    """

    item: int
    support: int
    confidence: float
    lift: float

    @property
    def weight(self) -> float:
        """What the rule adds to a score: ``confidence log2 lift``."""
        return self.confidence * math.log2(max(self.lift, 1.0))


@dataclass(eq=False)
class Rules(ItemWeightModel):
    """Pairs of items that baskets hold more often than by chance.

    Parameters
    ----------
    min_support : fewest baskets that must show a pair.

    Attributes
    ----------
    item_weights_ : (n_items, n_items) sparse, confidence times log2 of lift.
    together_ : (n_items, n_items) sparse counts of baskets with both.
    baskets_ : (n_items,) baskets with each item.
    n_baskets_ : all baskets.
    """

    min_support: int = whole(2, most=1_000_000)

    name: ClassVar[str] = "rules"
    label: ClassVar[str] = "Bought together"
    kind: ClassVar[str] = "neighbours"
    help: ClassVar[str] = "What ends up in the same basket more often than by chance."
    use: ClassVar[str] = "Use it for what is bought together, with counts to check."
    capabilities: ClassVar[Capabilities] = Capabilities(times=True)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Count baskets with every item and with every pair."""
        progress(0.0, "Filling baskets")
        held = baskets(dataset.histories)
        self.n_baskets_ = held.shape[0]
        self.baskets_ = np.bincount(held.indices, minlength=held.shape[1])
        progress(0.4, "Counting what they share")
        several = held[np.diff(held.indptr) > 1]
        together = sparse.csr_array(several.T @ several)
        together.setdiag(0)
        together.data[together.data < self.min_support] = 0
        together.eliminate_zeros()
        self.together_ = together
        weights = sparse.csr_array(together, dtype=float, copy=True)  # zeros go from one of them
        confidence, lift = self._figures(together)
        weights.data = confidence * np.log2(np.maximum(lift, 1.0))
        weights.eliminate_zeros()
        self.item_weights_ = weights
        return self

    def rules_of(self, item: int, k: int = 10) -> list[Rule]:
        """The ``k`` rules from one item with the highest weight, best first.

        >>> from recengine.data.samples import load_sample
        >>> shop = load_sample("shop")
        >>> found = Rules().fit(shop).rules_of(shop.item_code("p0117"), 1)[0]
        >>> found.support >= 2, 0 < found.confidence <= 1, found.lift > 1
        (True, True, True)
        """
        row = self.together_[[item]]
        confidence, lift = self._figures(row, rows=np.full(row.nnz, item))
        return best_rules(row.indices, row.data, confidence, lift, k)

    def _figures(
        self, together: sparse.csr_array[Any], rows: Array | None = None
    ) -> tuple[Floats, Floats]:
        """Confidence and lift of every stored pair."""
        if rows is None:
            rows = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
        confidence = together.data / self.baskets_[rows]
        lift = confidence * self.n_baskets_ / self.baskets_[together.indices]
        return confidence, lift


def best_rules(
    items: Array, support: Array, confidence: Floats, lift: Floats, k: int
) -> list[Rule]:
    """Rules of pairs that meet more often than by chance, highest weight first."""
    weights = confidence * np.log2(np.maximum(lift, 1.0))
    order = np.lexsort((items, -weights))[:k]
    return [
        Rule(int(items[n]), int(support[n]), float(confidence[n]), float(lift[n]))
        for n in order
        if lift[n] > 1
    ]


def baskets(histories: History) -> sparse.csr_array[Any]:
    """(n_baskets, n_items) 1 where a basket holds an item; a basket is one person's day.

    >>> two_days = History.of([0, 1, 2], n_items=3, times=[0.0, 60.0, 90_000.0])
    >>> baskets(two_days).toarray().tolist()
    [[1, 1, 0], [0, 0, 1]]
    """
    liked = histories.where(histories.weights > 0)
    days = liked.times / SECONDS_PER_DAY  # one array throughout: a new one costs more than its sums
    np.floor(days, out=days)
    days[np.isnan(days)] = -1.0
    turns = liked.firsts
    turns[1:] |= days[1:] != days[:-1]
    starts = np.append(np.flatnonzero(turns), len(turns)).astype(np.int32)
    ones = np.ones(len(liked.items), dtype=np.int32)
    shape = (len(starts) - 1, histories.n_items)
    out = sparse.csr_array((ones, liked.items.astype(np.int32), starts), shape=shape)
    out.sum_duplicates()
    out.data[:] = 1
    return out
