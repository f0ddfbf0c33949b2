"""A recipe as a contender: fitted on training data, then judged like any single model."""

from __future__ import annotations

from collections.abc import Sequence

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.progress import Progress, quiet
from recengine.ranking.engine import Engine
from recengine.ranking.recipe import Recipe


class RecipeContender:
    """Fits what a recipe weighs, and ranks by all of its stages."""

    expects_stars = False

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.name = f"recipe:{recipe.name}"
        self.label = recipe.name

    @property
    def learned(self) -> tuple[str, ...]:
        """What the fits chose by themselves."""
        return tuple(words for model in self._engine.models.values() for words in model.learned)

    def fit(self, train: Dataset, progress: Progress = quiet) -> None:
        """Fit every model that counts."""
        self._engine = Engine.fit(train, tuple(self.recipe.weights), progress)

    def rank(
        self, histories: History, people: Sequence[str], k: int, scores: Floats | None = None
    ) -> Array:
        """(n_people, k) item codes, -1 where there is nothing left to show."""
        return self._engine.rank(histories, self.recipe, people, k, scores)

    def scores(self, histories: History, people: Sequence[str]) -> Floats:
        """(n_people, n_items) blend and adjustments, minus infinity where nothing may be shown.

        That is before the list is diversified, composed by rules and explored, so that a list need
        not stand in the order of these scores.
        """
        del people  # chance comes later
        return self._engine.final(histories, self.recipe)

    def stars(self, histories: History) -> None:
        """None: a recipe orders titles, and expects no stars."""
        del histories
