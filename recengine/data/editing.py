"""Editing: one person's history as if they had done something else.

Each edit is small and applies to the result of those before it, so that the last can be undone and
all of them fit into a link. Places keep their times: what moves takes the time of its new place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from recengine.arrays import Array
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import History
from recengine.errors import InvalidSetting, Problem

Do = Literal["add", "remove", "like", "dislike", "later", "earlier"]

#: Edits of one history; more fit neither a link nor a memory.
MOST_EDITS = 50
_LETTERS: dict[str, Do] = {
    "a": "add",
    "x": "remove",
    "l": "like",
    "d": "dislike",
    ">": "later",
    "<": "earlier",
}
_WRITTEN = re.compile(r"([axld<>])(\d{1,9})")


@dataclass(frozen=True)
class Edit:
    """One change: to ``add`` an item as the latest, ``remove`` it, ``like`` or ``dislike`` it
    instead of whatever was done with it, or put its last event ``later`` or ``earlier`` by one
    item.
    """

    do: Do
    item: int

    def __post_init__(self) -> None:
        if self.do not in get_args(Do):
            raise InvalidSetting(
                Problem(
                    "unknown_edit",
                    f"A history cannot be edited by {self.do!r}.",
                    f"Choose among {', '.join(get_args(Do))}.",
                )
            )


def edited(dataset: Dataset, history: History, edits: Sequence[Edit]) -> History:
    """One person's history after some edits.

    >>> from recengine.data.samples import load_sample
    >>> sample = load_sample("streaming")
    >>> new = edited(sample, History.empty(1, sample.n_items), [Edit("add", 7), Edit("like", 9)])
    >>> new.items, [EVENT_NAMES[code] for code in new.events]
    (array([7, 9], dtype=int32), ['watch', 'like'])
    """
    for edit in edits:
        history = _apply(dataset, history, edit)
    return history


def usual_event(dataset: Dataset) -> str:
    """The most frequent event of a data set by which an item is used up; else the most frequent."""
    counts = np.bincount(dataset.histories.events, minlength=len(EVENT_NAMES))
    uses_up = np.array([kind.consumes and kind.weight > 0 for kind in EVENT_TYPES.values()])
    return EVENT_NAMES[int(np.argmax(counts * uses_up if (counts * uses_up).any() else counts))]


def written(edits: Sequence[Edit]) -> str:
    """Edits as short text for a link, by item codes.

    >>> written([Edit("like", 12), Edit("earlier", 3)]), read("l12<3")[1].do
    ('l12<3', 'earlier')
    """
    letters = {do: letter for letter, do in _LETTERS.items()}
    return "".join(f"{letters[edit.do]}{edit.item}" for edit in edits)


def read(text: str, n_items: int | None = None) -> tuple[Edit, ...]:
    """Edits that ``written`` wrote; anything else, or an item that is not there, is refused."""
    found = [Edit(_LETTERS[letter], int(code)) for letter, code in _WRITTEN.findall(text)]
    known = all(n_items is None or edit.item < n_items for edit in found)
    if written(found) != text or not known or len(found) > MOST_EDITS:
        raise InvalidSetting(
            Problem(
                "broken_edits",
                "The changes to the history in this link cannot be read.",
                "Ask for the link again, or make the changes anew.",
            )
        )
    return tuple(found)


def _apply(dataset: Dataset, history: History, edit: Edit) -> History:
    if edit.do == "remove":
        return history.without(edit.item)
    if edit.do in ("later", "earlier"):
        return _moved(history, edit.item, 1 if edit.do == "later" else -1)
    event = usual_event(dataset) if edit.do == "add" else edit.do
    places = np.flatnonzero(history.items == edit.item)
    if edit.do == "add" or len(places) == 0:
        latest = np.fmax.reduce(np.append(history.times, dataset.end))
        return _inserted(dataset, history, len(history.items), edit.item, event, float(latest))
    last, rest = int(places[-1]), history.without(edit.item)
    place = last - (len(places) - 1)
    return _inserted(dataset, rest, place, edit.item, event, float(history.times[last]))


def _inserted(
    dataset: Dataset, history: History, place: int, item: int, event: str, time: float
) -> History:
    """The same person with one more event, which weighs what it does in this data."""
    one = History.of([item], n_items=history.n_items, times=[time], event=event)
    one = one.weighted(dataset.event_weights)

    def put(column: Array, value: Array) -> Array:
        return np.insert(column, place, value[0]).astype(column.dtype)

    return replace(
        history,
        starts=history.starts + np.array([0, 1]),
        items=put(history.items, one.items),
        weights=put(history.weights, one.weights),
        events=put(history.events, one.events),
        signals=put(history.signals, one.signals),
        times=put(history.times, one.times),
        devices=None,
    )


def _moved(history: History, item: int, by: int) -> History:
    """The item's last event in the place of the item next to it, which takes its own."""
    last = {int(code): place for place, code in enumerate(history.items)}
    order = sorted(last, key=lambda code: last[code])
    if item not in last or not 0 <= order.index(item) + by < len(order):
        return history
    here, there = last[item], last[order[order.index(item) + by]]
    taken = np.arange(len(history.items))
    taken[[here, there]] = there, here
    return replace(
        history,
        items=history.items[taken],
        weights=history.weights[taken],
        events=history.events[taken],
        signals=history.signals[taken],
        devices=None if history.devices is None else history.devices.take(taken),
    )
