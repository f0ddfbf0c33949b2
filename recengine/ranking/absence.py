"""Absence: why a title is not in a list, in a sentence."""

from __future__ import annotations

from recengine.data.history import History
from recengine.ranking.counterfactual import ordinal
from recengine.ranking.engine import Engine
from recengine.ranking.hiding import may_show
from recengine.ranking.reasons import main_verb
from recengine.ranking.recipe import Recipe, Rules
from recengine.ranking.recommendations import Recommendation


def absence(engine: Engine, history: History, recipe: Recipe, item: Recommendation) -> str:
    """The first of what keeps an item out: what was done with it, a rule, its score, a later stage.

    Parameters
    ----------
    item : one that was asked about by ``also`` and is not shown.
    """
    rules = recipe.rules
    if not may_show(history, Rules(hide=rules.hide))[0, item.item]:
        return f"this person {main_verb(history, item.item)} it."
    if not may_show(history, rules)[0, item.item]:
        return "this person skipped, disliked or ignored it."
    for rule in rules.business:
        alone = recipe.changed(rules={"business": [rule.model_dump()]})
        if not engine.catalogue.ruling(alone).may_show[item.item]:
            return f"the rule “{rule.words}” hides it."
    by_score = next(stage.rank for stage in item.stages if stage.stage == "hide")
    place = f"by its score it is {ordinal(by_score)}"
    if by_score > recipe.k:
        return f"{place}, and the list ends at {recipe.k}."
    moved = next(stage for stage in item.stages[::-1] if 0 < stage.rank <= recipe.k)
    names = [stage.stage for stage in item.stages]
    later = names[min(names.index(moved.stage) + 1, len(names) - 1)]
    return f"{place}, but {later} put others before it."
