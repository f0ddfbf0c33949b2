"""Visit: who looks at the page, by which recipe, and what the rows so far have taken.

A row asks the engine through its visit, so that no title comes twice and none that was met comes
back, except where a row is there to bring it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from recengine.arrays import Array, Mask
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import History
from recengine.data.main_event import main_event, participle
from recengine.ranking.engine import Engine
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import Recommendations


@dataclass(frozen=True)
class Row:
    """A titled row.

    Parameters
    ----------
    kind : its name in ``SHELVES``.
    heading, about : ``about`` is what follows the heading: a past title or a category, if any.
    items : what it shows, best first.
    why : one line on why it is there.
    notes : a fact for each item, such as how far it was watched; empty where there are none.
    """

    kind: str
    heading: str
    about: str
    items: Recommendations
    why: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A row that cannot be there, and what it lacks."""

    heading: str
    lacks: str

    def __str__(self) -> str:
        return f"No “{self.heading}” row: {self.lacks}."


@dataclass(eq=False)
class Visit:
    """One look at the page.

    Parameters
    ----------
    width : most items a row.
    taken : codes of the items that rows show already.
    """

    engine: Engine
    history: History
    recipe: Recipe
    person: str = ""
    width: int = 8
    taken: list[int] = field(default_factory=list)

    @cached_property
    def met(self) -> Array:
        """Codes of everything the person has met in any way."""
        return self.history.seen().indices

    @cached_property
    def event(self) -> str:
        """What people mainly do here, such as ``purchase``."""
        return main_event(self.engine.dataset.histories)

    @cached_property
    def looked(self) -> History:
        """What the person was drawn to and has not used up: views, clicks, baskets."""
        used_up = self.history.seen(consumed_only=True).indices
        drawn = self.history.weights > 0
        return self.history.where(drawn & ~np.isin(self.history.items, used_up))

    @property
    def verb(self) -> str:
        """The word for what people mainly do here, such as ``bought``."""
        return EVENT_TYPES[self.event].verb

    @property
    def done(self) -> str:
        """The same word after "has", such as ``chosen``."""
        return participle(self.verb)

    @property
    def looking(self) -> bool:
        """Whether the data have anything that does not use an item up, such as views."""
        return any(
            weight > 0 and not EVENT_TYPES[name].consumes
            for name, weight in self.engine.dataset.event_weights.items()
        )

    @property
    def did(self) -> History:
        """What the person mainly did here: the purchases, the watches."""
        done = self.history.events == EVENT_NAMES.index(self.event)
        return self.history.where(done & (self.history.weights > 0))

    def ask(
        self, history: History, recipe: Recipe, *, among: Mask | None = None
    ) -> Recommendations:
        """New items by a recipe, of the whole catalogue or among those marked (n_items,)."""
        hidden = np.append(self.met, np.array(self.taken, dtype=int))
        return self._asked(history, recipe, hidden, among)

    def again(self, among: Mask) -> Recommendations:
        """Items that were met before, those that suit best first."""
        plainly = self.recipe.changed(rules={"hide": "nothing"}, exploration={}, diversity=0.0)
        return self._asked(self.history, plainly, np.array(self.taken, dtype=int), among)

    def _asked(
        self, history: History, recipe: Recipe, hidden: Array, among: Mask | None
    ) -> Recommendations:
        if among is not None:
            hidden = np.append(hidden, np.flatnonzero(~among)).astype(int)
        recipe = recipe.changed(k=self.width)
        return self.engine.recommend(history, recipe, person=self.person, hidden=hidden)

    def by(self, *names: str) -> Recipe | None:
        """A recipe of the first of some models that is fitted, and nothing else."""
        fitted = [name for name in names if name in self.engine.models]
        return Recipe(models={fitted[0]: 1.0}) if fitted else None

    def personal(self) -> Recipe:
        """The recipe with its personal models alone, for a row that follows from something.

        What lifts or lowers titles for other reasons is off, so that the row says the truth.

        Where it has none, one that is fitted stands in, item neighbours first.
        """
        models = self.engine.models
        own: Mapping[str, float] = {
            name: weight
            for name, weight in self.recipe.weights.items()
            if models[name].capabilities.personal
        }
        fitted = [name for name, model in models.items() if model.capabilities.personal]
        first = sorted(fitted, key=lambda name: name != "item_knn")[:1]
        return self.recipe.changed(
            models=own or dict.fromkeys(first, 1.0),
            exploration={},
            diversity=0.0,
            half_life_days=None,
            freshness=0.0,
            popularity_discount=0.0,
        )

    @property
    def any_personal(self) -> bool:
        """Whether any fitted model asks who somebody is."""
        return any(model.capabilities.personal for model in self.engine.models.values())
