"""Way: how an item got where it is, from what the models say of it to its place, or out.

A stage that adds to scores has an effect, in units of the score; a stage that reorders has none.
Either is followed by the rank that the item then has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Floats
from recengine.ranking.exploration import Explored
from recengine.ranking.recommendations import ModelPart, RuleMark, Stage
from recengine.ranking.rules.composing import Composed
from recengine.ranking.scored import ADJUSTMENTS, Scored


@dataclass(frozen=True, eq=False)
class Orders:
    """One person's item codes by score, after diversity, after rules, and as shown."""

    ranked: Array
    varied: Array
    composed: Composed
    shown: Explored

    def rule(self, item: int) -> RuleMark:
        """By which rule an item is where it is: pinned, there to make up a share, or by none."""
        held = self.composed.listed[self.composed.fixed]
        if item not in held:
            return ""
        if item in self.composed.pinned:
            return "pinned"
        return "" if item in self.varied[: len(self.composed.listed)] else "share"


def ways(scored: Scored, orders: Orders, items: Array) -> list[tuple[Stage, ...]]:
    """The way of each of ``items`` through the stages; rank 0 where a stage left one out."""
    so_far = scored.blended[0]
    columns = [("blend", so_far[items], _ranks(so_far, items))]
    for kind, stage in ADJUSTMENTS.items():
        effects = np.zeros(len(items))
        if kind in scored.adjustments:
            effects = scored.adjustments[kind][0, items]
            so_far = so_far + scored.adjustments[kind][0]
        columns.append((stage, effects, _ranks(so_far, items)))
    hidden = np.where(scored.eligible[0, items], _ranks(scored.final[0], items), 0)
    columns.append(("hide", np.zeros(len(items)), hidden))
    for stage, order in (
        ("diversity", orders.varied),
        ("rules", orders.composed.order),
    ):
        places = _places(order, items)
        columns.append((stage, np.zeros(len(items)), np.where(places == 0, hidden, places)))
    columns.append(("exploration", np.zeros(len(items)), _places(orders.shown.items, items)))
    return [
        tuple(Stage(name, float(effects[i]), int(ranks[i])) for name, effects, ranks in columns)
        for i in range(len(items))
    ]


def model_parts(scored: Scored, weights: Mapping[str, float], item: int) -> dict[str, ModelPart]:
    """What each model adds to the score of one item for the first of the people."""
    out = {}
    for name, scores in scored.models.items():
        own = float(scores[0, item])
        contribution = own * float(scored.factors[name][0])
        stands_in = scored.fallback[0] and name == "popularity"
        weight = 1.0 if stands_in else weights[name]
        out[name] = ModelPart(weight, contribution / weight, own, contribution)
    return out


def _ranks(scores: Floats, items: Array) -> Array:
    """(n,) ranks of ``items`` by score, from 1, ties by lower code."""
    own = scores[items][:, None]
    rivals = np.flatnonzero(scores >= own.min(initial=np.inf))  # nothing lower stands ahead
    theirs = scores[rivals]
    ahead = (theirs > own) | ((theirs == own) & (rivals < items[:, None]))
    out: Array = ahead.sum(axis=1) + 1
    return out


def _places(order: Array, items: Array) -> Array:
    """(n,) where ``items`` stand in ``order``, from 1; 0 where they do not."""
    places = dict(zip(order.tolist(), range(1, len(order) + 1), strict=True))
    return np.array([places.get(item, 0) for item in items.tolist()], dtype=int)
