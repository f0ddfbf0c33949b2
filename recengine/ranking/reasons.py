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
    scaled = np.stack(
        [_aligned(past, terms[name])[:, : len(first)] * factors[name] for name in terms]
    )
    totals = scaled.sum(axis=0)
    for target, rows in enumerate(first):
        totals[rows, target] = np.inf
    order = np.argsort(-totals, axis=0, kind="stable")
    for target, rows in enumerate(first):
        order[: len(rows), target] = rows
    order = order[:limit]
    named = np.take_along_axis(scaled, order[None], axis=1)
    left = scaled.copy()
    np.put_along_axis(left, order[None], 0.0, axis=1)
    rests, counts = left.sum(axis=1), np.count_nonzero(left, axis=1)
    words = _words(dataset, history, past[np.unique(order)])
    out = []
    for target in range(len(first)):
        chosen = past[order[:, target]].tolist()
        reasons: list[Reason] = []
        for place, name in enumerate(terms):
            values = zip(chosen, named[place, :, target].tolist(), strict=True)
            reasons += [
                Reason("history", *words[item][:2], name, value, words[item][2])
                for item, value in values
                if value
            ]
            if count := int(counts[place, target]):
                reasons.append(Reason("rest", "", "", name, float(rests[place, target]), "", count))
            if base := float(terms[name].base[target] * factors[name]):
                reasons.append(Reason("popularity", "", "", name, base))
        out.append(reasons)
    return out


def past_items(dataset: Dataset, history: History, codes: Array) -> tuple[Past, ...]:
    """Items of one person's history with what was done with them."""
    words = _words(dataset, history, codes)
    return tuple(Past(*words[code]) for code in codes.tolist())


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


def _words(dataset: Dataset, history: History, items: Array) -> dict[int, tuple[str, str, str]]:
    """Id and title of some past items, and what the person did with each."""
    verbs = _verbs(history)
    return {
        item: (str(dataset.item_ids[item]), str(dataset.titles[item]), verbs.get(item, ""))
        for item in items.tolist()
    }


def _verbs(history: History) -> dict[int, str]:
    """What the person did with each item: the event that says most, a purchase before a review."""
    order = np.lexsort((-history.events.astype(int), np.abs(history.weights)))
    last = dict(zip(history.items[order].tolist(), history.events[order].tolist(), strict=True))
    return {item: EVENT_TYPES[EVENT_NAMES[event]].verb for item, event in last.items()}


def main_verb(history: History, item: int) -> str:
    """What one person mainly did with an item.

    >>> main_verb(History.of([3], n_items=4, event="watch"), 3)
    'watched'
    """
    return _verbs(history).get(item, "chose")
