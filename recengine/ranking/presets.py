"""Recipes to start from, in the manner of services people know.

They imitate what these services have described in public, not their code: several signals in rows
(Netflix), the session before the long term (YouTube), what is bought together (Amazon). What was
said, and where, stands in ``sources.py``; the numbers are our own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.ranking import sources
from recengine.ranking.recipe import Exploration, Recipe, Rules
from recengine.ranking.rules import AtMost, Boost, CrossSell, Only, Where


@dataclass(frozen=True)
class Preset:
    """A recipe with the reason for its choices.

    Parameters
    ----------
    why : the whole in a sentence.
    choices : why each field is as it is, by the path of every field that differs from plain.
    sources : what it imitates.
    """

    recipe: Recipe
    why: str
    choices: dict[str, str] = field(default_factory=dict)
    sources: tuple[sources.Source, ...] = ()


PRESETS: dict[str, Preset] = {
    "plain": Preset(
        Recipe(name="Plain"),
        "Four approaches blended, nothing else: the clearest list to start from.",
    ),
    "netflix": Preset(
        Recipe(
            name="Netflix style",
            models={"ease": 0.4, "als": 0.25, "content": 0.2, "trending": 0.15},
            half_life_days=180.0,
            freshness=0.1,
            diversity=0.3,
            exploration=Exploration(rate=0.05),
        ),
        "An ensemble of signals, a varied page, new titles lifted, a little room for surprises.",
        {
            "models": "Several signals, none alone: taste from behaviour twice over, what titles "
            "are about, and what is trending now.",
            "half_life_days": "Tastes in films last, so half a year passes before an event counts "
            "half.",
            "freshness": "A new title needs a start; a small one, since most titles are old.",
            "diversity": "One page serves many moods and often a whole household.",
            "exploration.rate": "One place in twenty by chance, against showing only what was "
            "always shown.",
        },
        (sources.NETFLIX,),
    ),
    "youtube": Preset(
        Recipe(
            name="YouTube style",
            models={"markov": 0.4, "item_knn": 0.25, "als": 0.25, "trending": 0.1},
            half_life_days=14.0,
            freshness=0.25,
            freshness_half_life_days=14.0,
            diversity=0.15,
            exploration=Exploration(rate=0.1),
            session_share=0.5,
            rules=Rules(hide_skipped=True),
        ),
        "What follows what was watched last counts most; fresh uploads get an early chance.",
        {
            "models": "What comes next after the last videos leads; what is watched together and "
            "the long-term taste keep it from drifting.",
            "half_life_days": "Interests come and go with the session; two weeks later they count "
            "half.",
            "session_share": "The last visit is worth as much as everything before it: what "
            "somebody is watching now says most about what comes next.",
            "rules.hide_skipped": "Who skipped a video has answered already.",
            "freshness": "Viewers prefer fresh uploads, so these are lifted clearly.",
            "freshness_half_life_days": "An upload is news for days rather than months.",
            "diversity": "A little: who watches one thing wants more of it, but not ten alike.",
            "exploration.rate": "One place in ten: with so many uploads, most would never be seen "
            "otherwise.",
        },
        (sources.YOUTUBE, sources.YOUTUBE_CO_VISITS, sources.YOUTUBE_EXPLORATION),
    ),
    "amazon": Preset(
        Recipe(
            name="Amazon style",
            models={"item_knn": 0.65, "content": 0.25, "popularity": 0.1},
            half_life_days=60.0,
            diversity=0.1,
            exploration=Exploration(rate=0.05),
            rules=Rules(
                hide="consumed",
                hide_skipped=True,
                business=(
                    Only(where=Where(column="stock", least=1), optional=True),
                    AtMost(number=3, column="brand", optional=True),
                    CrossSell(by=0.15),
                    Boost(by=0.05, column="margin", optional=True),
                ),
            ),
        ),
        "What goes with what was bought or put in the basket; things only looked at may come back.",
        {
            "models": "What the same customers bought leads; what products are like helps new ones "
            "along, and bestsellers fill the gaps.",
            "half_life_days": "Needs pass: what was bought two months ago counts half.",
            "diversity": "Little: somebody who wants boots wants to compare boots.",
            "exploration.rate": "One place in twenty by chance, to learn what new products are "
            "worth.",
            "rules.hide_skipped": "What somebody disliked is not offered again.",
            "rules.business": "What is out of stock cannot be sold; no brand fills the page; what "
            "goes with the latest choice is lifted, and of two that fit as well the one that earns "
            "more. Rules on columns that a file does not have are left out.",
            "rules.hide": "Looking at something is a reason to show it again; having bought it is "
            "not.",
        },
        (sources.AMAZON, sources.AMAZON_LATER),
    ),
}


def preset(name: str) -> Recipe:
    """A preset's recipe by its short name.

    >>> preset("netflix").name
    'Netflix style'
    """
    if name not in PRESETS:
        raise InvalidSetting(
            Problem(
                "unknown_preset",
                f"There is no recipe called {name!r}.",
                choose_among(PRESETS, name),
                value=name,
            )
        )
    return PRESETS[name].recipe
