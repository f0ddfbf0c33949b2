"""Alike: what several models find most similar to one item, side by side.

Two models that come to the same item by different ways, such as behaviour and description, are
better evidence than either alone; so each item says which others found it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recengine.models.base import Recommender
from recengine.models.content import Content
from recengine.models.likeness import shared_attributes


@dataclass(frozen=True)
class Alike:
    """One similar item.

    Parameters
    ----------
    item : its code.
    similarity : as its model measures it; above zero, comparable within a model only.
    also : labels of the other models that found it as well.
    shared : what both are described by, where the model compares descriptions.
    """

    item: int
    similarity: float
    also: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def side_by_side(models: Sequence[Recommender], item: int, k: int = 10) -> list[list[Alike]]:
    """For each model the at most ``k`` items most similar to one, best first.

    A model may take part twice, and is then no second witness.

    >>> from recengine.data.samples import load_sample
    >>> from recengine.models import create
    >>> shop = load_sample("shop")
    >>> models = [create(name).fit(shop) for name in ("item_knn", "content")]
    >>> behaviour, description = side_by_side(models, shop.item_code("p0117"), k=3)
    >>> len(behaviour), len(description[0].shared)
    (3, 3)
    """
    found = [_found(model, item, k) for model in models]
    who: dict[int, set[str]] = {}
    for model, items in zip(models, found, strict=True):
        for code in items:
            who.setdefault(code, set()).add(model.label)
    return [
        [
            Alike(
                code,
                similarity,
                tuple(sorted(who[code] - {model.label})),
                tuple(shared_attributes(model.item_features_, item, code))
                if isinstance(model, Content)
                else (),
            )
            for code, similarity in items.items()
        ]
        for model, items in zip(models, found, strict=True)
    ]


def agreement(found: Sequence[Sequence[Alike]]) -> str:
    """How many of the items several models find, in one sentence.

    >>> agreement([[Alike(3, 0.5, ("Content",)), Alike(4, 0.1)], [Alike(3, 0.9, ("Markov",))]])
    'Of 2 titles that 2 approaches find, 1 is found by more than one.'
    """
    everything = {each.item for items in found for each in items}
    several = {each.item for items in found for each in items if each.also}
    if not everything:
        return "No approach knows a title that is like it."
    verb = "is" if len(several) == 1 else "are"
    return (
        f"Of {len(everything)} titles that {len(found)} approaches find, {len(several)} {verb} "
        "found by more than one."
    )


def _found(model: Recommender, item: int, k: int) -> dict[int, float]:
    codes, similarities = model.similar_items(np.array([item]), k)
    return {
        int(code): float(similarity)
        for code, similarity in zip(codes[0], similarities[0], strict=True)
        if similarity > 0
    }
