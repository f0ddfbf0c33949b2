"""Contenders: whatever can be fitted on training data and then rank the catalogue for people.

A plain model is wrapped here; a whole recipe is a contender too, made where recipes are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from recengine.arrays import Array
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.evaluation.topk import shuffled_catalogue, top_k
from recengine.models.base import Recommender
from recengine.progress import Progress, quiet


class Contender(Protocol):
    """One approach in a comparison."""

    @property
    def name(self) -> str:
        """Unique in a comparison, as on the command line."""

    @property
    def label(self) -> str:
        """As pages write it."""

    @property
    def learned(self) -> tuple[str, ...]:
        """Sentences on what the fit chose by itself."""

    def fit(self, train: Dataset, progress: Progress = quiet) -> None:
        """Learn from the training data alone."""

    def rank(self, histories: History, people: Sequence[str], k: int) -> Array:
        """(n_people, k) item codes, best first, -1 where nothing is left to show.

        Parameters
        ----------
        histories : what is known of each person.
        people : their ids, which may seed what is left to chance.
        k : places to fill.
        """


@dataclass(eq=False)
class ModelContender:
    """A plain model: the whole catalogue by its score, without what a person has met before.

    Equal scores stand in one fixed shuffle of the catalogue, so that the order of ids, which often
    follows age or popularity, cannot help.

    Parameters
    ----------
    model : fitted here, on the training data.
    seed : of the shuffle.
    called : a name of its own, where one model takes part twice.
    """

    model: Recommender
    seed: int = 0
    called: str = ""

    @property
    def name(self) -> str:
        """The model's name in the registry, or the one it was given."""
        return self.called or self.model.name

    @property
    def label(self) -> str:
        """The model's label."""
        return f"{self.model.label}, {self.called}" if self.called else self.model.label

    @property
    def learned(self) -> tuple[str, ...]:
        """What the model's fit chose by itself."""
        return self.model.learned

    def fit(self, train: Dataset, progress: Progress = quiet) -> None:
        """Fit the model."""
        self.model.fit(train, progress)

    def rank(self, histories: History, people: Sequence[str], k: int) -> Array:
        """(n_people, k) the highest scores among items that the person has not met."""
        del people  # no chance is involved
        scores = np.require(self.model.score(histories), requirements=["OWNDATA", "WRITEABLE"])
        scores[histories.rows, histories.items] = -np.inf
        return top_k(scores, k, shuffled_catalogue(histories.n_items, self.seed))
