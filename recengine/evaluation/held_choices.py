"""Held-back choices, one by one: who chose what, when and on what, and who had found it.

A choice is an item that a person was pleased with and that was held back, once for each fold. An
approach has found it if the item is among the first k of the list that it made for that person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from recengine.arrays import Array, Floats
from recengine.evaluation.folds import Fold, people_of


@dataclass(frozen=True, eq=False)
class HeldChoices:
    """All choices of all folds, fold after fold, each fold's person after person.

    Parameters
    ----------
    people : (n,) row of the person among ``people_of(folds)``.
    items : (n,) item codes.
    met_by : (n,) how many people had met the item in what was learned from.
    times : (n,) when it was first met, in seconds since 1970; NaN where unknown.
    devices : (n,) code of the device it was first met on; -1 where unknown.
    """

    people: Array
    items: Array
    met_by: Array
    times: Floats
    devices: Array

    def __len__(self) -> int:
        return len(self.items)

    @classmethod
    def of(cls, folds: Sequence[Fold]) -> HeldChoices:
        """The choices of some folds."""
        everybody = people_of(folds)
        parts = [_of_fold(fold, everybody) for fold in folds]
        return cls(
            *(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(cls))
        )


def _of_fold(fold: Fold, everybody: Array) -> HeldChoices:
    split, relevant = fold.split, fold.split.relevant
    people = split.people[_rows(fold)]
    test, n_items = split.test, np.int64(split.train.n_items)
    pairs, first = np.unique(test.rows * n_items + test.items, return_index=True)
    event = first[np.searchsorted(pairs, people * n_items + relevant.indices)]
    met = split.train.histories.seen().indices
    return HeldChoices(
        people=np.searchsorted(everybody, people),
        items=relevant.indices,
        met_by=np.bincount(met, minlength=n_items)[relevant.indices],
        times=test.times[event],
        devices=np.full(len(event), -1) if test.devices is None else test.devices.codes[event],
    )


def found_within(folds: Sequence[Fold], k: int) -> Floats:
    """(n_choices, n_contenders) 1 where a choice stands among the first ``k`` of a list, else 0."""
    return np.concatenate([_found_in(fold, k) for fold in folds])


def _found_in(fold: Fold, k: int) -> Floats:
    n_people, n_items = fold.split.relevant.shape
    wanted = _rows(fold) * np.int64(n_items) + fold.split.relevant.indices
    starts = np.arange(n_people, dtype=np.int64)[:, None] * n_items
    found = [
        np.isin(wanted, (starts + codes[:, :k])[codes[:, :k] >= 0]) for codes in fold.codes.values()
    ]
    return np.stack(found, axis=1).astype(float)


def _rows(fold: Fold) -> Array:
    """(n_choices,) row of each choice's person within the fold."""
    sizes = np.diff(fold.split.relevant.indptr)
    return np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
