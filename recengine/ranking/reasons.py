"""Reasons: the terms of a score, the largest ones by name, the others together.

Nothing is made up: each reason is a contribution that a model computed, on the scale of the final
score, and ``rest`` closes the sum exactly.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import History
from recengine.models import Contributions
from recengine.ranking.recommendations import Reason


def history_reasons(
    dataset: Dataset,
    history: History,
    model: str,
    contributions: Contributions,
    factor: float,
    limit: int | None,
) -> list[list[Reason]]:
    """For each target, what one model's terms are.

    Parameters
    ----------
    history : one person.
    factor : brings the model's own scores to the scale of the final score.
    limit : name at most so many past items and sum up the others; None names all.
    """
    verbs = _verbs(history)
    out = []
    for target in range(contributions.values.shape[1]):
        values = contributions.values[:, target] * factor
        base = float(contributions.base[target] * factor)
        out.append(
            _named(dataset, model, contributions.items, values, verbs, limit)
            + ([Reason("popularity", "", "", model, base)] if base else [])
        )
    return out


def _named(
    dataset: Dataset,
    model: str,
    items: Array,
    values: Floats,
    verbs: Mapping[int, str],
    limit: int | None,
) -> list[Reason]:
    order = np.argsort(-values, kind="stable")
    order = order[values[order] != 0]
    first, rest = order[:limit], order[limit:] if limit is not None else order[:0]
    reasons = [
        Reason(
            "history",
            str(dataset.item_ids[items[place]]),
            str(dataset.titles[items[place]]),
            model,
            float(values[place]),
            verbs.get(int(items[place]), ""),
        )
        for place in first
    ]
    if len(rest):
        reasons.append(Reason("rest", "", "", model, float(values[rest].sum()), count=len(rest)))
    return reasons


def _verbs(history: History) -> dict[int, str]:
    """What the person did with each item: the event that says most, the latest of equals."""
    order = np.argsort(np.abs(history.weights), kind="stable")
    return {
        int(history.items[place]): EVENT_TYPES[EVENT_NAMES[history.events[place]]].verb
        for place in order
    }


def main_verb(history: History, item: int) -> str:
    """What one person mainly did with an item.

    >>> main_verb(History.of([3], n_items=4, event="watch"), 3)
    'watched'
    """
    return _verbs(history).get(item, "chose")
