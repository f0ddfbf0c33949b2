"""Audience: who likes an item, which groups are frequent among them, and what else they like.

Somebody likes an item if what they did speaks for it on balance. Groups come from the people's
file. Everything is compared with the people who do not like it, as a ratio of shares with an
interval (``shares.py``), and no cell of 1 to 10 people is shown or follows from what is
(``small_cells.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recengine.arrays import Array, Mask
from recengine.data.dataset import Dataset
from recengine.evaluation.significance.shares import ratios_of_shares
from recengine.evaluation.small_cells import FEWEST, showable


@dataclass(frozen=True)
class Share:
    """How frequent something is among those who like an item.

    Parameters
    ----------
    label, name : the column and the group; of another item, empty and its title.
    item : the code of another item; -1 for a group.
    people : how many of those who like the item.
    share, others : as a share of them, and of everybody else.
    ratio, low, high : ``share / others``, and the interval that covers it.
    """

    label: str
    name: str
    item: int
    people: int
    share: float
    others: float
    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class Audience:
    """Who likes an item.

    Parameters
    ----------
    people : how many; None if fewer than eleven, which is not said more exactly.
    groups : of the people's file, the surest to be over-represented first.
    also : other items they like more than others do, the surest first.
    traits : how many columns sort people into groups.
    liked, liked_by_others : titles that those who like it like on average, and others.
    """

    people: int | None
    groups: tuple[Share, ...]
    also: tuple[Share, ...]
    traits: int
    liked: float = 0.0
    liked_by_others: float = 0.0

    @property
    def over(self) -> tuple[Share, ...]:
        """Groups that are surely over-represented."""
        return tuple(group for group in self.groups if group.low > 1)

    @property
    def finding(self) -> str:
        """One sentence on groups, ready to be read aloud."""
        if self.people is None:
            return f"Fewer than {FEWEST} people like it: too few to say who they are."
        if not self.traits:
            return "There is no file of people that would say who they are."
        if not self.groups:
            return "No group is large enough to be shown beside the others."
        if not self.over:
            return "No group is more frequent among those who like it than chance would explain."
        first = self.over[0]
        return (
            f"“{first.label}: {first.name}” is {first.ratio:.3g} times as frequent among those who "
            f"like it as among others ({first.low:.3g} to {first.high:.3g})."
        )


def audience(dataset: Dataset, item: int, k: int = 10) -> Audience:
    """Who likes an item, in groups and with the ``k`` items that they surely like more.

    >>> from recengine.data.samples import load_sample
    >>> shop = load_sample("shop")
    >>> found = audience(shop, shop.item_code("p0117"))
    >>> found.people >= 11, all(group.people >= 11 for group in found.groups)
    (True, True)
    """
    liking = fans(dataset, item)
    people, n_traits = int(liking.sum()), len(dataset.traits)
    if people < FEWEST:
        return Audience(None, (), (), n_traits)
    if dataset.n_users - people < FEWEST:
        return Audience(people, (), (), n_traits)
    each = np.diff(dataset.histories.likes.indptr)
    return Audience(
        people,
        _groups(dataset, liking),
        _also(dataset, liking, item, k),
        n_traits,
        float(each[liking].mean()),
        float(each[~liking].mean()),
    )


def fans(dataset: Dataset, item: int) -> Mask:
    """(n_people,) who likes an item."""
    likes = dataset.histories.likes
    rows = np.searchsorted(likes.indptr, np.flatnonzero(likes.indices == item), side="right") - 1
    out = np.zeros(len(dataset.histories), dtype=bool)
    out[rows] = True
    return out


def a_fan(dataset: Dataset, item: int) -> str | None:
    """Id of whoever liked an item last; None if nobody does."""
    rows = np.flatnonzero(fans(dataset, item))
    if not len(rows):
        return None
    histories = dataset.histories
    met = (histories.items == item) & np.isin(histories.rows, rows)
    last = np.flatnonzero(met)[np.nan_to_num(histories.times[met], nan=-np.inf).argmax()]
    return str(dataset.users["user_id"].iloc[histories.rows[last]])


def _groups(dataset: Dataset, liking: Mask) -> tuple[Share, ...]:
    traits = dataset.histories.traits
    if traits is None:
        return ()
    found: list[tuple[str, str, int, int]] = []
    for place, trait in enumerate(dataset.traits):
        codes = traits[:, place].astype(int) + 1  # those of whom it is unknown come first
        sizes = np.bincount(codes, minlength=len(trait.groups) + 1)
        counted = np.bincount(codes[liking], minlength=len(sizes))
        shown = showable(counted, sizes, allowed=np.arange(len(sizes)) > 0)
        found += [
            (trait.label, trait.groups[code - 1], int(counted[code]), int(sizes[code]))
            for code in np.flatnonzero(shown)
        ]
    counts = np.array([each[2:] for each in found]).reshape(-1, 2)
    shares = _shares(counts[:, 0], counts[:, 1], liking)
    named = [
        Share(label, name, -1, *figures)
        for (label, name, *_), figures in zip(found, shares, strict=True)
    ]
    return tuple(sorted(named, key=lambda share: -share.low))


def _also(dataset: Dataset, liking: Mask, item: int, k: int) -> tuple[Share, ...]:
    likes = dataset.histories.likes
    everybody = np.bincount(likes.indices, minlength=dataset.n_items)
    theirs = np.bincount(likes[np.flatnonzero(liking)].indices, minlength=dataset.n_items)
    others = everybody - theirs
    n, m = int(liking.sum()), int((~liking).sum())
    cells = np.stack([theirs, others, n - theirs, m - others])
    codes = np.flatnonzero((cells >= FEWEST).all(axis=0))
    codes = codes[codes != item]
    shares = _shares(theirs[codes], everybody[codes], liking)
    found = [
        Share("", str(dataset.titles[code]), int(code), *figures)
        for code, figures in zip(codes, shares, strict=True)
        if figures[-2] > 1
    ]
    return tuple(sorted(found, key=lambda share: -share.low)[:k])


def _shares(
    counted: Array, sizes: Array, liking: Mask
) -> list[tuple[int, float, float, float, float, float]]:
    """People, both shares, their ratio and its interval, all intervals holding at once."""
    n, m = int(liking.sum()), int((~liking).sum())
    rest = sizes - counted
    found = ratios_of_shares(counted, n, rest, m, together=len(counted))
    columns = (counted, counted / n, rest / m, found.ratio, found.low, found.high)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def to_frame(shares: tuple[Share, ...]) -> pd.DataFrame:
    """One row a group or title."""
    return pd.DataFrame(
        {
            "column": [each.label for each in shares],
            "name": [each.name for each in shares],
            "people": [each.people for each in shares],
            "share": [each.share for each in shares],
            "share_of_others": [each.others for each in shares],
            "times_as_frequent": [each.ratio for each in shares],
            "low": [each.low for each in shares],
            "high": [each.high for each in shares],
        }
    )
