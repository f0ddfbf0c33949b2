"""What if: where a title would stand had the person never met one of the past ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.data.history import History
from recengine.ranking.engine import Engine
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import Reason


@dataclass(frozen=True)
class WhatIf:
    """A reason, and the places by score with and without it, from 1."""

    reason: Reason
    place: int
    place_without: int


def place_without(engine: Engine, history: History, recipe: Recipe, past: int, item: int) -> int:
    """The place by score, from 1, of ``item`` for one person without their past item ``past``.

    What was hidden stays hidden, the past item too, so that the place compares with the one before.
    """
    shown = engine.score(history, recipe).eligible[0]
    shown[past] = False
    scored = engine.score(history.without(past), recipe, np.flatnonzero(~shown))
    final = scored.final[0]
    ahead = (final > final[item]).sum() + (final[:item] == final[item]).sum()
    return int(ahead) + 1
