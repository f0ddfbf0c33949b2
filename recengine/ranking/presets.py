"""Recipes to start from, in the manner of services people know.

They imitate what these services have described in public, not their code: several signals in rows
(Netflix), the session before the long term (YouTube), what is bought together (Amazon).

Gomez-Uribe and Hunt (2015). The Netflix recommender system. ACM TMIS 6(4).
Covington, Adams and Sargin (2016). Deep neural networks for YouTube recommendations. RecSys '16.
Smith and Linden (2017). Two decades of recommender systems at Amazon.com. IEEE Internet Computing.
"""

from __future__ import annotations

from dataclasses import dataclass

from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.ranking.recipe import Exploration, Recipe, Rules


@dataclass(frozen=True)
class Preset:
    """A recipe with the reason for its choices."""

    recipe: Recipe
    why: str


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
        ),
        "What follows what was watched last counts most; fresh uploads get an early chance.",
    ),
    "amazon": Preset(
        Recipe(
            name="Amazon style",
            models={"item_knn": 0.65, "content": 0.25, "popularity": 0.1},
            half_life_days=60.0,
            diversity=0.1,
            exploration=Exploration(rate=0.05),
            rules=Rules(hide="consumed"),
        ),
        "What goes with what was bought or put in the basket; things only looked at may come back.",
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
