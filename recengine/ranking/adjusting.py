"""Adjusting: what freshness, the popularity discount and lifting rules add to scores."""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats
from recengine.data.history import History
from recengine.ranking.catalogue import Catalogue
from recengine.ranking.freshness import freshness_bonus
from recengine.ranking.popularity_discount import popularity_discount
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import ReasonKind
from recengine.ranking.rules import CrossSell, UpSell
from recengine.ranking.rules.selling import goes_with, latest_choices, step_up


def adjustments(
    catalogue: Catalogue, scores: Floats, histories: History, recipe: Recipe
) -> dict[ReasonKind, Floats]:
    """What the stages that are on add to ``scores``, which are 0 where nothing may be shown."""
    out: dict[ReasonKind, Floats] = {}
    if recipe.freshness:
        out["freshness"] = freshness_bonus(
            scores,
            catalogue.age_days,
            weight=recipe.freshness,
            half_life_days=recipe.freshness_half_life_days,
        )
    if recipe.popularity_discount:
        out["discount"] = popularity_discount(
            scores, catalogue.people_who_met, weight=recipe.popularity_discount
        )
    rules = catalogue.ruling(recipe)
    top = np.abs(scores).max(axis=1, initial=0.0, keepdims=True)
    if rules.boost.any():
        out["boost"] = top * rules.boost
    for rule in rules.selling:
        lifted = rule.by * top * _lift(catalogue, histories, rule)
        out[rule.do] = out.get(rule.do, 0.0) + lifted
    return out


def _lift(catalogue: Catalogue, histories: History, rule: CrossSell | UpSell) -> Floats:
    """(n_people, n_items) how much of a lift by what was chosen last each item gets, 0 to 1."""
    out = np.zeros((len(histories), histories.n_items))
    anchors = latest_choices(histories)
    who = np.flatnonzero(anchors >= 0)
    anchors = anchors[who]
    kinds = catalogue.columns.kinds(rule.column)
    alike = (kinds == kinds[anchors][:, None]) & (kinds >= 0)
    if isinstance(rule, CrossSell):
        out[who] = np.where(alike, 0.0, goes_with(anchors, *catalogue.liking))
    else:
        dearer = step_up(anchors, catalogue.columns.numbers(rule.price), most=rule.most)
        out[who] = np.where(alike, dearer, 0.0)
    return out
