"""Colours: one hue a model everywhere, told apart by colour-blind readers as well.

Okabe and Ito (2008). Color universal design. jfly.uni-koeln.de/color
"""

from __future__ import annotations

from collections.abc import Sequence

MODEL_COLOURS: dict[str, str] = {
    "popularity": "#999999",
    "trending": "#E69F00",
    "content": "#009E73",
    "item_knn": "#56B4E9",
    "ease": "#0072B2",
    "als": "#CC79A7",
    "markov": "#B8A800",
    "seq_linear": "#A65628",
    "sasrec": "#8E6BBF",
    "user_knn": "#3C8DAD",
    "slim": "#4477AA",
    "session_knn": "#999933",
    "svd": "#CC6677",
    "svdpp": "#B5838D",
    "knn_baseline": "#6F8FAF",
    "bpr": "#AA4499",
    "two_tower": "#D1495B",
    "hybrid": "#6655CC",
    "graph": "#117733",
    "rules": "#AA3366",
    "freshness": "#D55E00",
    "discount": "#7F7F7F",
    "boost": "#8C6D1F",
    "cross_sell": "#B35900",
    "up_sell": "#5F7D3A",
}

#: For recipes and anything that is not a model, in this order.
OTHER_COLOURS: tuple[str, ...] = ("#D55E00", "#7A5195", "#3B7A57", "#8C6D1F", "#5B6770")

#: For up to seven groups of one chart, told apart on paper and on a dark ground.
GROUP_COLOURS: tuple[str, ...] = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#8E6BBF",
    "#B8A800",
)
#: For whatever belongs to none of them.
REST_COLOUR = "#999999"
#: For what somebody chose, whatever its group.
CHOSEN_COLOUR = "#D55E00"

SEQUENTIAL: tuple[str, ...] = ("#eef5f4", "#b9dcd7", "#74b8b1", "#2f8f88", "#0b5d5a")

#: From worse to better: orange, paper, blue, told apart by colour-blind readers; dark words read on
#: each of them.
DIVERGING: tuple[str, ...] = ("#e07b39", "#f0b48a", "#f3f0ea", "#9cc3e0", "#4a97cc")


def colours_of(names: Sequence[str]) -> list[str]:
    """A hue for each contender of one comparison: a model has its own, others take turns.

    >>> colours_of(["recipe:Plain", "ease", "recipe:Own"])
    ['#D55E00', '#0072B2', '#7A5195']
    """
    others = [name for name in names if name not in MODEL_COLOURS]
    return [colour_of(name, others.index(name) if name in others else 0) for name in names]


def colour_of(name: str, place: int = 0) -> str:
    """A model's hue, or one of the others by its place.

    >>> colour_of("ease"), colour_of("recipe:Plain", 1)
    ('#0072B2', '#7A5195')
    """
    return MODEL_COLOURS.get(name, OTHER_COLOURS[place % len(OTHER_COLOURS)])
