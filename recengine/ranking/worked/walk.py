"""Walk: one person's list with everything that led to it, and the title that is followed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from recengine.arrays import Mask
from recengine.data.history import History
from recengine.ranking.counterfactual import without_each
from recengine.ranking.engine import Engine
from recengine.ranking.presets import preset
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import Recommendation, Recommendations
from recengine.ranking.scored import Scored
from recengine.ranking.worked.people import of_kind
from recengine.ranking.worked.reading import first_reason, risen
from recengine.ranking.worked.stories import Story
from recengine.ranking.worked.what_if import WhatIf

#: So many of those who fit best are looked at for one whose list shows every stage at work.
_LOOKED_AT = 60


@dataclass(frozen=True, eq=False)
class Walk:
    """A story with its person, list and followed title; one person throughout."""

    story: Story
    engine: Engine
    person: str
    recipe: Recipe
    found: Recommendations

    @cached_property
    def history(self) -> History:
        """What the person did."""
        return self.engine.history(self.person)

    @cached_property
    def weighted(self) -> History:
        """The same events, each counting as much as the recipe says."""
        return self.scored.histories

    @cached_property
    def scored(self) -> Scored:
        """Scores of the whole catalogue after every stage that works on scores."""
        return self.engine.score(self.history, self.recipe)

    @cached_property
    def followed(self) -> Recommendation:
        """The title that hangs most on one past title of the story's kinds, chance left out."""
        items = [item for item in self.found.items if not item.explored] or self.found.items
        return max(items, key=self._hangs_on_the_story)

    def _hangs_on_the_story(self, item: Recommendation) -> int:
        """By how many places a title would fall without what adds most; -1 outside the story."""
        found = self.without_its_most(item)
        if found is None:
            return -1
        past = self.engine.dataset.item_code(found.reason.item_id)
        return found.place_without - found.place if self._of_the_story[past] else -1

    @cached_property
    def _of_the_story(self) -> Mask:
        """(n_items,) whether a title is of one of the story's kinds."""
        dataset = self.engine.dataset
        return np.any([of_kind(dataset, kind) for kind in self.story.kinds], axis=0)

    def without_its_most(self, item: Recommendation) -> WhatIf | None:
        """Where a title would stand had the person never met what adds most; None without one."""
        reason = first_reason(item)
        if reason is None:
            return None
        code = self.engine.dataset.item_code(reason.item_id)
        found = without_each(self.engine, self.history, self.recipe, item.item, [code])[0]
        return WhatIf(reason, found.before, found.after)


def walk(engine: Engine, story: Story) -> Walk | None:
    """The best fit in whose list chance, variety and rules all had a say; None where nobody fits.

    Where no list shows all of that, the best fit of all.
    """
    recipe = engine.suited(preset(story.preset))
    fallback = None
    for person in story.people(engine.dataset)[:_LOOKED_AT]:
        found = engine.recommend(engine.history(person), recipe, person=person)
        made = Walk(story, engine, person, recipe, found)
        if len(found) and not found.fallback:
            if _shows_every_stage(made):
                return made
            fallback = fallback or made
    return fallback


def _shows_every_stage(made: Walk) -> bool:
    items = made.found.items
    varied = any(risen(item) > 0 for item in items if not item.explored)
    return varied and any(item.explored for item in items)
