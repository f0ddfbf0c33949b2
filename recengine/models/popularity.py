"""Popularity: what most people liked; for a newcomer, what most people of their group liked.

    score(i) = likes of i / people who liked anything

With a group g known of somebody who has done nothing, likes inside the group count, drawn towards
those of everybody by ``SHRINK`` imaginary people:

    score(i | g) = (likes of i in g + SHRINK score(i)) / (people in g + SHRINK)

A like is how much somebody liked i, 0 to 1. Which column makes the groups is chosen on the data:
the one by which one half of the people foretells best what the other half likes, if any does
better than no groups at all.

Use it for people nothing is known about, and as the rival that a personal model has to beat. Under
a time split it is a serious one. Linear time in the number of interactions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Capabilities, Contributions, Recommender
from recengine.progress import Progress, quiet

#: People of a group who are worth as much as all others together.
SHRINK = 100.0


@dataclass(eq=False)
class Popularity(Recommender):
    """Share of people who liked each item.

    Attributes
    ----------
    item_scores_ : (n_items,) between 0 and 1.
    segment_ : column that makes the groups; empty where none is worth it.
    segment_place_ : its place among the traits of a history.
    segment_scores_ : (n_groups, n_items) between 0 and 1.
    """

    name: ClassVar[str] = "popularity"
    label: ClassVar[str] = "Popularity"
    kind: ClassVar[str] = "popularity"
    help: ClassVar[str] = "What most people liked; for newcomers, what people of their group did."
    use: ClassVar[str] = "Use it for people nothing is known about; the rival to beat."
    capabilities: ClassVar[Capabilities] = Capabilities(
        personal=False, similar_items=False, dislikes=False
    )

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Count each item's likes once a person, and once more in the best groups."""
        progress(0.0, "Counting")
        self._count(dataset, dataset.histories.likes)
        return self

    @property
    def learned(self) -> tuple[str, ...]:
        """By which column newcomers are told apart."""
        return (f"Newcomers are told apart by {self.segment_}.",) if self.segment_ else ()

    def score(self, histories: History) -> Floats:
        """The same scores for everybody, but for newcomers of a known group."""
        out = np.tile(self.item_scores_, (len(histories), 1))
        groups = self._groups(histories)
        out[groups >= 0] = self.segment_scores_[groups[groups >= 0]]
        return out

    def explain(self, history: History, items: Codes) -> Contributions:
        """Nothing a person did matters: all of the score is there before they do anything."""
        past = history.matrix.indices
        base: Floats = self.score(history)[0, items]
        return Contributions(past, np.zeros((len(past), len(items))), base)

    def _count(self, dataset: Dataset, likes: sparse.csr_array[Any]) -> None:
        """Learn from (n_people, n_items) how much everybody likes what."""
        active = np.flatnonzero(np.diff(likes.indptr))
        self.item_scores_: Floats = likes.sum(axis=0) / max(len(active), 1)
        self.segment_, self.segment_place_ = "", -1
        self.segment_scores_: Floats = np.zeros((0, dataset.n_items))
        traits = dataset.histories.traits
        if traits is None or not traits.shape[1]:
            return
        own, groups = likes[active], traits[active]
        gains = [_gain(own, groups[:, place]) for place in range(groups.shape[1])]
        if max(gains) > 0:
            self.segment_place_ = int(np.argmax(gains))
            self.segment_ = dataset.traits[self.segment_place_].column
            chosen = groups[:, self.segment_place_]
            n_groups = len(dataset.traits[self.segment_place_].groups)
            self.segment_scores_ = _by_group(own, chosen, n_groups, self.item_scores_)

    def _groups(self, histories: History) -> Array:
        """(n_people,) the group that speaks for somebody, -1 where they do or nobody can."""
        out = np.full(len(histories), -1)
        if histories.traits is not None and self.segment_place_ >= 0:
            silent = np.diff(histories.starts) == 0
            out[silent] = histories.traits[silent, self.segment_place_]
        return out


def _by_group(
    likes: sparse.csr_array[Any], groups: Array, n_groups: int, overall: Floats
) -> Floats:
    """(n_groups, n_items) likes by group, drawn towards those of everybody."""
    known = np.flatnonzero(groups >= 0)
    cells = (np.ones(len(known)), (groups[known], known))
    membership = sparse.csr_array(cells, shape=(n_groups, len(groups)))
    sizes = membership.sum(axis=1)
    inside: Floats = (membership @ likes).toarray()
    out: Floats = (inside + SHRINK * overall) / (sizes + SHRINK)[:, None]
    return out


def _gain(likes: sparse.csr_array[Any], groups: Array) -> float:
    """How much likelier one half's likes are by its group than by the others' likes alone.

    Each like is a draw from the scores, brought to a sum of 1; mean over the likes of both halves.
    """
    total, n = 0.0, max(likes.nnz, 1)
    for half in (0, 1):
        other, own = np.arange(1 - half, len(groups), 2), np.arange(half, len(groups), 2)
        overall = likes[other].sum(axis=0) / max(len(other), 1) + 1e-9
        n_groups = int(groups.max(initial=-1)) + 1
        by_group = _by_group(likes[other], groups[other], n_groups, overall)
        with_all = np.vstack([by_group, overall])  # -1, an unknown group, is the last row
        shares = np.log(with_all / with_all.sum(axis=1, keepdims=True))
        judged = likes[own]
        rows = np.repeat(groups[own], np.diff(judged.indptr))
        total += float((shares[rows, judged.indices] - shares[-1, judged.indices]).sum())
    return total / n
