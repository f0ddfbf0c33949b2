"""Stories: whom a worked example follows, in which sample and by which recipe."""

from __future__ import annotations

from dataclasses import dataclass

from recengine.data.dataset import Dataset
from recengine.ranking.worked.people import latest_buyers, tastes_for

#: The steps of every example, in order.
STEPS = (
    "What this person did",
    "What each approach says of one title",
    "One scale, then weighed and added",
    "What is new is lifted, what was met is hidden",
    "A varied order, and a place for chance",
    "The list, and what if",
)


@dataclass(frozen=True)
class Story:
    """One example.

    Parameters
    ----------
    sample, preset : the world and the recipe, by name.
    kinds : categories the story is about: tastes that meet, or else what was bought.
    """

    name: str
    title: str
    question: str
    sample: str
    preset: str
    kinds: tuple[str, ...]
    buys: bool = False

    def people(self, dataset: Dataset) -> tuple[str, ...]:
        """Ids of whom the story fits, best first."""
        if self.buys:
            return latest_buyers(dataset, self.kinds[0])
        return tastes_for(dataset, self.kinds)


STORIES: dict[str, Story] = {
    story.name: story
    for story in (
        Story(
            "mystery",
            "The mystery-drama viewer",
            "Somebody watches mysteries and dramas. What should the first page show tonight?",
            "streaming",
            "netflix",
            ("mystery", "drama"),
        ),
        Story(
            "boots",
            "The hiking-boots buyer",
            "Somebody has just bought hiking boots. What should the shop show next?",
            "shop",
            "amazon",
            ("Outdoor > Footwear > Hiking boots",),
            buys=True,
        ),
    )
}


def story_of(sample: str) -> Story | None:
    """The story that a sample tells.

    >>> story_of("shop").title
    'The hiking-boots buyer'
    """
    return next((story for story in STORIES.values() if story.sample == sample), None)
