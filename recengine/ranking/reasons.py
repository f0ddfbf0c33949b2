"""Reasons: the terms of a score, the past items that matter most by name, the others together.

Nothing is made up: each reason is a contribution that a model computed, on the scale of the final
score. Which past items are named is decided over all models together, so that each of them has its
whole say; a model's ``rest`` closes the sum exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import History
from recengine.models import Contributions
from recengine.ranking.recommendations import Past, Reason


def history_reasons(
    dataset: Dataset,
    history: History,
    terms: Mapping[str, Contributions],
    factors: Mapping[str, float],
    limit: int | None,
    first: Sequence[Array],
) -> list[list[Reason]]:
    """For each of the first targets, the terms of every model.

    Parameters
    ----------
    history : one person.
    terms : what each model says, for the same targets.
    factors : bring each model's own scores to the scale of the final score.
    limit : name at most so many past items a target and sum up the others; None names all.
    first : for each target that is asked about, places among the different items of the history
        that are named before what adds most.
    """
    past = np.unique(history.items)
    scaled = {name: _aligned(past, terms[name])[:, : len(first)] * factors[name] for name in terms}
    totals = np.sum(list(scaled.values()), axis=0)
    verbs = _verbs(history)
    out = []
    for target, rows in enumerate(first):
        values = totals[:, target].copy()
        values[rows] = np.inf
        order = np.argsort(-values, kind="stable")[:limit]
        reasons: list[Reason] = []
        for name, own in scaled.items():
            base = float(terms[name].base[target] * factors[name])
            reasons += _named(dataset, name, past, own[:, target], order, verbs)
            reasons += [Reason("popularity", "", "", name, base)] if base else []
        out.append(reasons)
    return out


def past_items(dataset: Dataset, history: History, codes: Array) -> tuple[Past, ...]:
    """Items of one person's history with what was done with them."""
    verbs = _verbs(history)
    return tuple(
        Past(str(dataset.item_ids[code]), str(dataset.titles[code]), verbs[int(code)])
        for code in codes
    )


def totals_of(
    history: History, terms: Mapping[str, Contributions], factors: Mapping[str, float]
) -> tuple[Array, Floats]:
    """Codes of past items, and (n_past, n_targets) what all models together make of each."""
    past = np.unique(history.items)
    n_targets = max((part.values.shape[1] for part in terms.values()), default=0)
    totals = np.zeros((len(past), n_targets))
    for name, part in terms.items():
        totals += _aligned(past, part) * factors[name]
    return past, totals


def _aligned(past: Array, terms: Contributions) -> Floats:
    """(n_past, n_targets) contributions with a row for every past item."""
    values = np.zeros((len(past), terms.values.shape[1]))
    values[np.searchsorted(past, terms.items)] = terms.values
    return values


def _named(
    dataset: Dataset,
    model: str,
    past: Array,
    values: Floats,
    chosen: Array,
    verbs: Mapping[int, str],
) -> list[Reason]:
    """The chosen past items that a model has a word on, and the sum of what is left."""
    reasons = [
        Reason(
            "history",
            str(dataset.item_ids[past[place]]),
            str(dataset.titles[past[place]]),
            model,
            float(values[place]),
            verbs.get(int(past[place]), ""),
        )
        for place in chosen
        if values[place]
    ]
    left = np.delete(values, chosen)
    if left.any():
        rest = Reason("rest", "", "", model, float(left.sum()), count=int((left != 0).sum()))
        reasons.append(rest)
    return reasons


def _verbs(history: History) -> dict[int, str]:
    """What the person did with each item: the event that says most, a purchase before a review."""
    order = np.lexsort((-history.events.astype(int), np.abs(history.weights)))
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
