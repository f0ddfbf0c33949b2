"""Home: the rows of a person's first page, no item twice.

Every row is the same engine with another question: the whole recipe, a history of one item, what is
trending, what has just arrived, what is unlike the usual.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array
from recengine.data.history import History
from recengine.models import Content
from recengine.ranking.engine import Engine
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import Recommendations

#: Items younger than this belong in the row of new ones.
NEW_DAYS = 45.0
_BECAUSE_ROWS = 2


@dataclass(frozen=True)
class Row:
    """A titled row; ``about`` is the title of the past item that it follows from, if any."""

    kind: str
    heading: str
    about: str
    items: Recommendations


def home_rows(
    engine: Engine, history: History, recipe: Recipe, *, person: str = "", width: int = 8
) -> tuple[Row, ...]:
    """Rows for one person, leaving out those that would be empty."""
    shown: list[int] = list(history.seen().indices)
    rows = []

    def add(
        kind: str, heading: str, make: Callable[[Array], Recommendations], about: str = ""
    ) -> None:
        found = make(np.array(shown, dtype=int))
        if len(found) >= min(3, width):
            rows.append(Row(kind, heading, about, found))
            shown.extend(item.item for item in found.items)

    def with_recipe(own: History, chosen: Recipe) -> Callable[[Array], Recommendations]:
        return lambda hidden: engine.recommend(
            own, chosen.changed(k=width), person=person, hidden=hidden
        )

    add("for_you", "For you", with_recipe(history, recipe))
    for anchor in _anchors(engine, history):
        title = str(engine.dataset.titles[anchor])
        alike = recipe.changed(models=_personal(engine, recipe), exploration={}, diversity=0.0)
        one = History.of([anchor], n_items=engine.dataset.n_items)
        add("because", "Because of", with_recipe(one, alike), about=title)
    if "trending" in engine.models:
        add("trending", "Trending now", with_recipe(history, _only("trending")))
    old = np.flatnonzero(~(engine.age_days <= NEW_DAYS))
    add("new", "New for you", lambda hidden: with_recipe(history, recipe)(np.append(hidden, old)))
    usual = _usual(engine, history)
    if usual is not None:
        add(
            "different",
            "Something different",
            lambda hidden: with_recipe(history, recipe)(np.append(hidden, usual)),
        )
    return tuple(rows)


def _anchors(engine: Engine, history: History) -> list[int]:
    """The latest items that a person was most pleased with."""
    if len(history.items) == 0:
        return []
    pleased = history.weighted(engine.dataset.event_weights).likes
    weights = pleased.data
    last = {int(item): place for place, item in enumerate(history.items)}
    order = sorted(
        zip(pleased.indices, weights, strict=True),
        key=lambda pair: (-round(pair[1], 1), -last[int(pair[0])]),
    )
    return [int(item) for item, _ in order[:_BECAUSE_ROWS]]


def _personal(engine: Engine, recipe: Recipe) -> dict[str, float]:
    """The recipe's personal models; item neighbours where it has none."""
    personal = {
        name: weight
        for name, weight in recipe.weights.items()
        if engine.models[name].capabilities.personal
    }
    return personal or {"item_knn": 1.0}


def _only(name: str) -> Recipe:
    return Recipe(name=name, models={name: 1.0})


def _usual(engine: Engine, history: History) -> Array | None:
    """The half of the catalogue most like a person's taste; None where nothing is known."""
    content = engine.models.get("content")
    if not isinstance(content, Content) or len(history.items) == 0:
        return None
    likeness = (history.matrix[[0]] @ content.item_features_ @ content.item_features_.T).toarray()[
        0
    ]
    if likeness.max() == likeness.min():
        return None
    usual: Array = np.flatnonzero(likeness >= np.median(likeness))
    return usual
