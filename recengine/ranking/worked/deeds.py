"""Deeds: what a person did with each title, and how much that counts.

counts = meant * kind * 2 ^ (-age / half-life)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.arrays import Mask
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import SECONDS_PER_DAY
from recengine.ranking.worked.walk import Walk


@dataclass(frozen=True)
class Deed:
    """The event that says most of one title: ``counts = meant * kind * age``."""

    item: int
    title: str
    verb: str
    days_ago: float
    meant: float
    kind: float
    age: float
    counts: float


def deeds(walk: Walk, limit: int = 8) -> list[Deed]:
    """One event a title, the one that counts most; titles met last come first."""
    weights = walk.weighted.weights
    strongest: dict[int, int] = {}
    for event in range(len(weights) - 1, -1, -1):
        item = int(walk.history.items[event])
        known = strongest.setdefault(item, event)
        if abs(weights[event]) > abs(weights[known]):
            strongest[item] = event
    return [_deed(walk, event) for event in list(strongest.values())[:limit]]


def _deed(walk: Walk, event: int) -> Deed:
    history, dataset = walk.history, walk.engine.dataset
    name = EVENT_NAMES[history.events[event]]
    kind = {**dataset.event_weights, **walk.recipe.events}[name]
    days_ago = (dataset.end - history.times[event]) / SECONDS_PER_DAY
    half_life = walk.recipe.half_life_days
    age = 1.0 if half_life is None or np.isnan(days_ago) else 2.0 ** (-days_ago / half_life)
    item, meant = int(history.items[event]), float(history.signals[event])
    title, verb = str(dataset.titles[item]), EVENT_TYPES[name].verb
    return Deed(item, title, verb, float(days_ago), meant, kind, float(age), meant * kind * age)


def last_purchase(walk: Walk, kind: Mask) -> Deed | None:
    """The latest purchase of a title that ``kind`` marks; None where there is none."""
    history = walk.history
    bought = (history.events == EVENT_NAMES.index("purchase")) & kind[history.items]
    events = np.flatnonzero(bought)
    return _deed(walk, int(events[-1])) if len(events) else None
