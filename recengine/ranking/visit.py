"""Visit: what a new visitor does in one session, answers and looks in their order, as a history.

A pick among the items of a question says as much as a like; looking at an item says what one look,
or one click, says in the data at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import History
from recengine.ranking.onboarding import Answer

_LOOKS = ("view", "click")


@dataclass(frozen=True)
class Look:
    """An item, by its code, that the visitor looked at."""

    item: int


Act = Answer | Look


def visit_history(
    dataset: Dataset, acts: Sequence[Act], known: Mapping[str, str] | None = None
) -> History:
    """A visit as what somebody did; ``known`` is the group they belong to, value by column.

    >>> from recengine.data.samples import load_sample
    >>> visit = visit_history(load_sample("shop"), [Answer((4, 7), 7), Answer((2,), None), Look(5)])
    >>> visit.items.tolist(), visit.weights.tolist()
    ([7, 5], [1.0, 0.3])
    """
    look = next((name for name in _LOOKS if name in dataset.event_weights), _LOOKS[-1])
    done = [(act.item, look) if isinstance(act, Look) else (act.picked, "like") for act in acts]
    happened = [(item, event) for item, event in done if item is not None]
    names = [event for _, event in happened]
    weights = np.array([_weight(dataset, name) for name in names], dtype=float)
    history = History.of([item for item, _ in happened], n_items=dataset.n_items, weights=weights)
    events = np.array([EVENT_NAMES.index(name) for name in names], dtype=np.int8)
    traits = dataset.newcomer(**(known or {})).traits
    return replace(history, events=events, signals=np.ones(len(names)), traits=traits)


def answers_of(acts: Sequence[Act]) -> tuple[Answer, ...]:
    """The answers of a visit alone."""
    return tuple(act for act in acts if isinstance(act, Answer))


def _weight(dataset: Dataset, event: str) -> float:
    return dataset.event_weights.get(event, EVENT_TYPES[event].weight)
