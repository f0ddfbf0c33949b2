"""Protocols: the one registry of ways to split, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from recengine.data.splits.leave_last_out import leave_last_out
from recengine.data.splits.leave_n_out import leave_n_out
from recengine.data.splits.new_items import new_items_split
from recengine.data.splits.people import people_split
from recengine.data.splits.random_items import random_split
from recengine.data.splits.rolling import rolling_splits
from recengine.data.splits.split import Split
from recengine.data.splits.temporal import temporal_split


@dataclass(frozen=True)
class Protocol:
    """One way to split.

    Parameters
    ----------
    label : as screens write it.
    words : what it holds back, in a sentence.
    make : takes a data set and ``options`` by name.
    future : what training data hold from after the events to find, where events have times:
        nothing, what other people did later, or what anybody did.
    options : the settings that matter.
    needs_times : whether it refuses data without.
    """

    label: str
    words: str
    make: Callable[..., Split | tuple[Split, ...]]
    future: Literal["nothing", "others", "anybody"]
    options: tuple[str, ...] = ()
    needs_times: bool = False

    @property
    def keeps_future_out(self) -> bool:
        """Whether nothing is learned from what happened after the events to find."""
        return self.future == "nothing"


#: By name, as in settings and on the command line; the first is the usual one.
SPLITS: dict[str, Protocol] = {
    "leave_last_out": Protocol(
        "Last item",
        "Each person's last item that pleased them is hidden; what other people did later is "
        "still learned from.",
        leave_last_out,
        "others",
    ),
    "leave_n_out": Protocol(
        "Last items",
        "Each person's last few items that pleased them are hidden; what other people did later "
        "is still learned from.",
        leave_n_out,
        "others",
        ("last",),
    ),
    "temporal": Protocol(
        "In time",
        "Everything after one moment is hidden, as in real use.",
        temporal_split,
        "nothing",
        ("share",),
        needs_times=True,
    ),
    "rolling": Protocol(
        "Windows of time",
        "Several windows of time are hidden one after the other, and each is found by what was "
        "before it.",
        rolling_splits,
        "nothing",
        ("share", "windows", "days"),
        needs_times=True,
    ),
    "random": Protocol(
        "At random",
        "A share of each person's items is hidden; easier than real use.",
        random_split,
        "anybody",
        ("share", "seed"),
    ),
    "people": Protocol(
        "New people",
        "A share of the people is not learned from; lists are made from their earlier items, and "
        "their last ones are hidden.",
        people_split,
        "others",
        ("share", "seed"),
    ),
    "new_items": Protocol(
        "New items",
        "The newest items, or a share drawn by lot where no date is known, are not learned from, "
        "and who met them must find them; only what goes by descriptions can.",
        new_items_split,
        "nothing",
        ("share", "seed"),
    ),
}
