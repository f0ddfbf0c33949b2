"""Popularity: what most people liked, the same for everybody.

    score(i) = sum over people of (how much they liked i, 0 to 1) / (people who liked anything)

Use it for people nothing is known about, and as the rival that a personal model has to beat. Under
a time split it is a serious one. Linear time in the number of interactions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from recengine.arrays import Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Capabilities, Contributions, Recommender
from recengine.progress import Progress, quiet


@dataclass(eq=False)
class Popularity(Recommender):
    """Share of people who liked each item.

    Attributes
    ----------
    item_scores_ : (n_items,) between 0 and 1.
    """

    name: ClassVar[str] = "popularity"
    label: ClassVar[str] = "Popularity"
    kind: ClassVar[str] = "popularity"
    help: ClassVar[str] = "What most people liked; the same list for everybody."
    use: ClassVar[str] = "Use it for people nothing is known about; the rival to beat."
    capabilities: ClassVar[Capabilities] = Capabilities(personal=False, similar_items=False)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Count each item's likes once a person."""
        likes = dataset.histories.likes
        progress(0.0, "Counting")
        self.item_scores_ = likes.sum(axis=0) / max(np.count_nonzero(np.diff(likes.indptr)), 1)
        return self

    def score(self, histories: History) -> Floats:
        """The same scores for everybody."""
        return np.tile(self.item_scores_, (len(histories), 1))

    def explain(self, history: History, items: Codes) -> Contributions:
        """Nothing a person did matters: all of the score is there for anybody."""
        past = history.matrix[[0]].indices
        return Contributions(past, np.zeros((len(past), len(items))), self.item_scores_[items])
