"""Contenders: whatever can be fitted on training data and then rank the catalogue for people.

A plain model is wrapped here; a whole recipe is a contender too, made where recipes are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Protocol

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.evaluation.topk import shuffled_catalogue, top_k
from recengine.models.base import Recommender
from recengine.models.stars import scale_of
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

    def rank(
        self, histories: History, people: Sequence[str], k: int, scores: Floats | None = None
    ) -> Array:
        """(n_people, k) item codes, best first, -1 where nothing is left to show.

        Parameters
        ----------
        histories : what is known of each person.
        people : their ids, which may seed what is left to chance.
        k : places to fill.
        scores : what ``scores`` gives for them, where that is at hand, so that it is made once.
        """

    def scores(self, histories: History, people: Sequence[str]) -> Floats:
        """(n_people, n_items) what the order goes by, minus infinity where nothing may be shown."""

    @property
    def expects_stars(self) -> bool:
        """Whether ``stars`` gives any; known before it is fitted."""

    def stars(self, histories: History) -> Floats | None:
        """(n_people, n_items) expected stars on the scale of the file; None if it expects none."""


def labels_of(contenders: Sequence[Contender]) -> dict[str, str]:
    """Name -> label, no two alike: a recipe that is called like a model says that it is a recipe.

    >>> from recengine.models import create
    >>> from recengine.ranking import Recipe, RecipeContender
    >>> own = RecipeContender(Recipe(name="EASE", models={"ease": 1.0}))
    >>> labels_of([own, ModelContender(create("ease"))])
    {'ease': 'EASE', 'recipe:EASE': 'EASE (recipe)'}
    """
    out: dict[str, str] = {}
    for each in sorted(contenders, key=_is_recipe):
        kind = "recipe" if _is_recipe(each) else each.name
        further = (f"{each.label} ({kind} {number})" for number in count(2))
        tried = chain([each.label, f"{each.label} ({kind})"], further)
        out[each.name] = next(label for label in tried if label not in out.values())
    return out


def _is_recipe(contender: Contender) -> bool:
    return contender.name.startswith("recipe:")


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
        self._train = train

    def rank(
        self, histories: History, people: Sequence[str], k: int, scores: Floats | None = None
    ) -> Array:
        """(n_people, k) the highest scores among items that the person has not met."""
        if scores is None:
            scores = self.scores(histories, people)
        return top_k(scores, k, shuffled_catalogue(histories.n_items, self.seed))

    def scores(self, histories: History, people: Sequence[str]) -> Floats:
        """(n_people, n_items) the model's scores, minus infinity for what the person has met."""
        del people  # no chance is involved
        scores = np.require(self.model.score(histories), requirements=["OWNDATA", "WRITEABLE"])
        scores[histories.rows, histories.items] = -np.inf
        return scores

    @property
    def expects_stars(self) -> bool:
        """Whether the model's scores are stars."""
        return self.model.capabilities.ratings

    def stars(self, histories: History) -> Floats | None:
        """(n_people, n_items) a model of ratings' scores, held to the scale of the file."""
        if not self.expects_stars:
            return None
        scale = scale_of(self._train, self.model.label)[0]
        return np.clip(self.model.score(histories), scale.low, scale.high)
