"""Group defaults: what people of a group like most, beside what everybody likes.

The same shares as ``models/popularity.py`` serves newcomers by, for any column of the people's
file: likes inside the group, drawn towards those of everybody by ``SHRINK`` imaginary people.
Groups of fewer than ``FEWEST`` people are not shown, since a list could tell of one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recengine.arrays import Array
from recengine.data.dataset import Dataset
from recengine.errors import Problem, Unsupported
from recengine.models.popularity import SHRINK

FEWEST = 11


@dataclass(frozen=True)
class Default:
    """One place of a group's list.

    Parameters
    ----------
    rank : in the group's list, from 1.
    item, title : what is shown.
    usual_rank : where everybody's list has it.
    share, usual_share : how much of it people like, in the group and everywhere, 0 to 1.
    """

    rank: int
    item: int
    title: str
    usual_rank: int
    share: float
    usual_share: float


@dataclass(frozen=True)
class GroupList:
    """What a group gets before anybody has done anything."""

    people: int
    items: tuple[Default, ...]

    @property
    def same(self) -> int:
        """How many of the titles stand in everybody's list of that length too."""
        return sum(each.usual_rank <= len(self.items) for each in self.items)

    def to_frame(self) -> pd.DataFrame:
        """One row a place."""
        return pd.DataFrame(
            {
                "Place": each.rank,
                "Title": each.title,
                "Everybody's place": each.usual_rank,
                "Liked in the group": each.share,
                "Liked by all": each.usual_share,
            }
            for each in self.items
        )


def groups_of(dataset: Dataset, column: str) -> dict[str, int]:
    """People who like something, by group of a column; small groups left out.

    >>> from recengine.data.samples import load_sample
    >>> "frequent buyer" in groups_of(load_sample("shop"), "segment")
    True
    """
    place, names = _trait(dataset, column)
    sizes = np.bincount(_codes(dataset, place) + 1, minlength=len(names) + 1)[1:]
    return {name: int(size) for name, size in zip(names, sizes, strict=True) if size >= FEWEST}


def group_list(dataset: Dataset, column: str, group: str, k: int = 10) -> GroupList:
    """The ``k`` items that a group likes most, with their places for everybody."""
    place, names = _trait(dataset, column)
    size = groups_of(dataset, column).get(group, 0)
    if size < FEWEST:
        raise Unsupported(
            Problem(
                "group_too_small",
                f"Fewer than {FEWEST} people have {group!r} as {column}.",
                "Choose a larger group; the lists of small ones could tell of somebody.",
                column=column,
                value=group,
            )
        )
    likes = dataset.histories.likes[_active(dataset)]
    inside = likes[_codes(dataset, place) == names.index(group)].sum(axis=0)
    usual = likes.sum(axis=0) / likes.shape[0]
    score = (inside + SHRINK * usual) / (size + SHRINK)
    ranks = np.empty(dataset.n_items, dtype=int)
    ranks[np.argsort(-usual, kind="stable")] = np.arange(1, dataset.n_items + 1)
    best = np.argsort(-score, kind="stable")[:k]
    return GroupList(
        size,
        tuple(
            Default(
                rank,
                int(item),
                str(dataset.titles[item]),
                int(ranks[item]),
                float(inside[item] / size),
                float(usual[item]),
            )
            for rank, item in enumerate(best, start=1)
        ),
    )


def _trait(dataset: Dataset, column: str) -> tuple[int, tuple[str, ...]]:
    for place, trait in enumerate(dataset.traits):
        if trait.column == column:
            return place, trait.groups
    raise Unsupported(
        Problem(
            "no_such_trait",
            f"No column of people called {column!r} sorts them into groups.",
            "Choose among " + (", ".join(trait.column for trait in dataset.traits) or "none") + ".",
            column=column,
        )
    )


def _active(dataset: Dataset) -> Array:
    return np.flatnonzero(np.diff(dataset.histories.likes.indptr))


def _codes(dataset: Dataset, place: int) -> Array:
    """(n_active,) the group of everybody who likes something, -1 where it is unknown."""
    traits = dataset.histories.traits
    active = _active(dataset)
    return np.full(len(active), -1) if traits is None else traits[active, place].astype(int)
