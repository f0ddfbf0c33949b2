"""Shelves: the kinds of rows there are, and which of them the page of each recipe has.

The pages imitate what services show in public: rows named for titles, trends and tastes (Netflix);
what comes next and this session before the long term (YouTube); baskets, looks and departments
(Amazon). A recipe of one's own gets the plain page.

Gomez-Uribe and Hunt (2015). The Netflix recommender system. ACM TMIS 6(4).
Covington, Adams and Sargin (2016). Deep neural networks for YouTube recommendations. RecSys '16.
Smith and Linden (2017). Two decades of recommender systems at Amazon.com. IEEE Internet Computing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from recengine.ranking.presets import PRESETS
from recengine.ranking.recipe import Recipe
from recengine.ranking.shelves import moment, price, shop, taste
from recengine.ranking.shelves.visit import Missing, Row, Visit

#: A row yields itself, or several, or what it lacks.
Shelf = Callable[[Visit], Iterator[Row | Missing]]

SHELVES: MappingProxyType[str, Shelf] = MappingProxyType(
    {
        "for_you": taste.for_you,
        "because": taste.because,
        "category": taste.category,
        "long_term": taste.long_term,
        "different": taste.different,
        "trending": moment.trending,
        "new": moment.new,
        "continue": moment.continuing,
        "look_again": moment.look_again,
        "up_next": moment.up_next,
        "session": moment.session,
        "together": shop.together,
        "also": shop.also,
        "inspired": shop.inspired,
        "cross_sell": shop.cross_sell,
        "step_up": price.step_up,
    }
)

#: Rows by preset, from the top of the page.
PAGES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "plain": ("for_you", "because", "trending", "new", "different"),
        "netflix": (
            "continue",
            "for_you",
            "because",
            "trending",
            "category",
            "new",
            "different",
        ),
        "youtube": (
            "up_next",
            "session",
            "for_you",
            "continue",
            "trending",
            "long_term",
            "new",
        ),
        "amazon": (
            "look_again",
            "together",
            "inspired",
            "also",
            "step_up",
            "cross_sell",
            "for_you",
            "trending",
            "new",
        ),
    }
)


def page_of(*recipes: Recipe) -> tuple[str, ...]:
    """The rows of the first recipe that carries a preset's name; the plain page otherwise.

    >>> page_of(Recipe(), PRESETS["youtube"].recipe)[0]
    'up_next'
    """
    for recipe in recipes:
        for name, found in PRESETS.items():
            if name in PAGES and recipe.name == found.recipe.name:
                return PAGES[name]
    return PAGES["plain"]


__all__ = ["PAGES", "SHELVES", "Missing", "Row", "Shelf", "Visit", "page_of"]
