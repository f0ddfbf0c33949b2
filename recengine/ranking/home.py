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
from recengine.ranking.reasons import main_verb
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import Recommendations

#: Items younger than this belong in the row of new ones.
NEW_DAYS = 45.0
_BECAUSE_ROWS = 2
#: Cosine of features from which on two items say the same of a person.
_ALIKE = 0.35


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
        if about and found.fallback:  # popularity is not there because of anything
            return
        if len(found) >= min(3, width):
            rows.append(Row(kind, heading, about, found))
            shown.extend(item.item for item in found.items)

    def with_recipe(own: History, chosen: Recipe) -> Callable[[Array], Recommendations]:
        return lambda hidden: engine.recommend(
            own, chosen.changed(k=width), person=person, hidden=hidden
        )

    add("for_you", "For you", with_recipe(history, recipe))
    personal = _personal(engine, recipe)
    for anchor in _anchors(engine, history) if personal else ():
        title = str(engine.dataset.titles[anchor])
        alike = recipe.changed(models=personal, exploration={}, diversity=0.0)
        one = History.of([anchor], n_items=engine.dataset.n_items)
        heading = f"Because you {main_verb(history, anchor)}"
        add("because", heading, with_recipe(one, alike), about=title)
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
    """The latest items that a person was most pleased with, each unlike the others."""
    if len(history.items) == 0:
        return []
    pleased = history.weighted(engine.dataset.event_weights).likes
    last = {int(item): place for place, item in enumerate(history.items)}
    liked = zip(pleased.indices, pleased.data, strict=True)
    order = sorted(liked, key=lambda pair: (-round(pair[1], 1), -last[int(pair[0])]))
    chosen: list[int] = []
    for item, _ in order:
        alike = (engine.features[[item]] @ engine.features[chosen].T).toarray()
        if alike.max(initial=0.0) < _ALIKE:
            chosen.append(int(item))
        if len(chosen) == _BECAUSE_ROWS:
            break
    return chosen


def _personal(engine: Engine, recipe: Recipe) -> dict[str, float]:
    """The recipe's personal models; where it has none, a fitted one, item neighbours first."""
    personal = {
        name: weight
        for name, weight in recipe.weights.items()
        if engine.models[name].capabilities.personal
    }
    fitted = [name for name, model in engine.models.items() if model.capabilities.personal]
    first = sorted(fitted, key=lambda name: name != "item_knn")[:1]
    return personal or dict.fromkeys(first, 1.0)


def _only(name: str) -> Recipe:
    return Recipe(name=name, models={name: 1.0})


def _usual(engine: Engine, history: History) -> Array | None:
    """The half of the catalogue most like a person's taste; None where nothing is known."""
    content = engine.models.get("content")
    if not isinstance(content, Content) or len(history.items) == 0:
        return None
    likeness = content.item_features_.taste(history.matrix[[0]])[0]
    if likeness.max() == likeness.min():
        return None
    usual: Array = np.flatnonzero(likeness >= np.median(likeness))
    return usual
