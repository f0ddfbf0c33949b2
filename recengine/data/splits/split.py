"""Split: which events are learned from, and which are held back to judge.

An item that somebody meets again after the split is no test of a recommendation; only items new
to the person are to be found.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats, Mask
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.data.splits.meetings import meetings_of
from recengine.errors import InvalidSetting, Problem


@dataclass(frozen=True, eq=False)
class Split:
    """Training data, and what each person did that it does not contain.

    Parameters
    ----------
    name : of the protocol.
    words : what was held back, as a sentence.
    train : the data set to fit on; people and catalogue as in the whole.
    test : held-back events, one row a person.
    people : (n,) codes of those of whom something is known and who have something to find.
    known : what is known of people when lists are made, one row a person, where that is more than
        what was learned from.
    newcomers : codes of those who have something to find, and of whom nothing is known before.
    values : (n_test_events,) what the file says of each held-back event, such as its stars, as
        ``test`` has them; NaN where it says nothing, empty where the split was made without a file.
    whole : all of the data, where several files hold it and whoever asked has no other.
    """

    name: str
    words: str
    train: Dataset
    test: History
    people: Array
    known: History | None = None
    newcomers: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    values: Floats = field(default_factory=lambda: np.array([]), repr=False)
    whole: Dataset | None = None

    @property
    def relevant(self) -> sparse.csr_array:
        """(n, n_items) the weight of every held-back item that the person was pleased with."""
        return self.test.likes[self.people]

    @cached_property
    def cold_items(self) -> Mask:
        """(n_items,) items that nobody has met in the training data."""
        cold: Mask = np.bincount(self.train.histories.items, minlength=self.train.n_items) == 0
        return cold


def held_back(
    dataset: Dataset,
    held: Mask,
    name: str,
    words: str,
    *,
    learned: Mask | None = None,
    known: Mask | None = None,
) -> Split:
    """Hold events back to be found.

    Parameters
    ----------
    dataset : the whole.
    held : (n_events,) events to find, as far as they are new to the person.
    name, words : as in ``Split``.
    learned : (n_events,) events to fit on; by default all that are not held back.
    known : (n_events,) events that are known when lists are made; by default what was learned from.
    """
    if dataset.histories.shown is not None:  # when it was shown is not known: it may be later
        dataset = replace(dataset, histories=replace(dataset.histories, shown=None))
    histories = dataset.histories
    learned = ~held if learned is None else learned
    train = dataset.keep(learned)
    before = train.histories if known is None else histories.where(known)
    to_find = held & ~_met(histories, learned if known is None else known)
    test = histories.where(to_find)
    searching, met = np.diff(test.likes.indptr) > 0, np.diff(before.starts) > 0
    people = np.flatnonzero(searching & met)
    if len(people) == 0:
        raise InvalidSetting(
            Problem(
                "nothing_to_test",
                f"The {name.replace('_', ' ')} split of {dataset.name} leaves nobody with both a "
                "history and an item to find.",
                "Choose another split, or load more interactions per person.",
            )
        )
    return Split(
        name=name,
        words=words,
        train=train,
        test=test,
        people=people,
        known=None if known is None else before,
        newcomers=np.flatnonzero(searching & ~met),
        values=_values(dataset)[to_find],
    )


def _met(histories: History, events: Mask) -> Mask:
    """(n_events,) whether the person has an event on that item among ``events``."""
    meeting = meetings_of(histories).of_events
    met = np.zeros(meeting.max(initial=-1) + 1, dtype=bool)
    met[meeting[events]] = True
    out: Mask = met[meeting]
    return out


def _values(dataset: Dataset) -> Floats:
    """(n_events,) the file's own value of each event."""
    if "value" not in dataset.details:
        return np.full(len(dataset.details), np.nan)
    return dataset.details["value"].to_numpy(dtype=float)
