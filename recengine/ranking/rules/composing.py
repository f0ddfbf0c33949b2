"""Composing: a list that keeps to what rules demand of it as a whole.

    1. Pinned items take their places.
    2. For each minimum share, the best items of the group are set aside until it is met; where
       there are fewer places than are needed, those first that belong to most of the groups.
    3. The best of all the others fill what is left.
    4. All but the pinned stand in the order of the ranking.

No step takes an item that would break a cap, but pinning: what somebody put there by hand stays.
With one minimum share and no cap that is the list of
the highest total score that meets it: the best m of the group must be in any such list or be
replaced by worse. Where a share cannot be met, because too few items of the group may be shown or a
cap forbids more, the list holds as many as can be and says so.

Geyik, Ambler and Kenthapadi (2019). Fairness-aware ranking in search and recommendation systems
with application to LinkedIn talent search. KDD '19, on minimum shares of groups at the top.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Mask
from recengine.ranking.rules.ruling import Cap, Ruling

#: Replacements are looked for among so many of the items behind the list.
_LOOKED_AT = 1_000


@dataclass(frozen=True, eq=False)
class Composed:
    """A list that keeps to the rules.

    Parameters
    ----------
    order : (n,) item codes: the list, then the other candidates as they stood.
    fixed : (k,) which places rules hold, so that chance may not take them.
    pinned : item codes that are there because they are pinned.
    replacements : item codes behind the list that may each stand in for any of its items that is
        not fixed, and all of them together, without breaking a cap.
    missing : for each minimum share, how many items of the group are lacking.
    """

    order: Array
    fixed: Mask
    pinned: frozenset[int]
    replacements: Array
    missing: tuple[int, ...]

    @property
    def listed(self) -> Array:
        """(k,) the list."""
        return self.order[: len(self.fixed)]


def compose(ranked: Array, ruling: Ruling, *, k: int) -> Composed:
    """The first ``k`` of a ranking under rules.

    Parameters
    ----------
    ranked : (n,) item codes that may be shown, best first.
    """
    if not ruling.composes:
        free = np.zeros(min(k, len(ranked)), dtype=bool)
        return Composed(ranked, free, frozenset(), ranked[k:], ())
    candidates: list[int] = ranked.tolist()
    known = set(candidates)
    pins = {place: item for place, item in ruling.pins if item in known and place <= k}
    room = _Room(ruling.caps)
    for item in pins.values():
        room.take(item)
    taken = set(pins.values())
    kept, missing = _set_aside(ranked, ruling, room, taken, k)
    taken |= kept
    for item in candidates:
        if len(taken) >= k:
            break
        if item not in taken and room.fits(item):
            room.take(item)
            taken.add(item)
    listed = _placed(pins, [item for item in candidates if item in taken])
    rest = np.array([item for item in candidates if item not in taken], dtype=ranked.dtype)
    fixed = np.array([item in kept or item in pins.values() for item in listed], dtype=bool)
    order = np.concatenate((np.array(listed, dtype=ranked.dtype), rest))
    pinned = frozenset(pins.values())
    return Composed(order, fixed, pinned, room.all_that_fit(rest[:_LOOKED_AT]), missing)


class _Room:
    """How many items of each group may still come; items of no group always may."""

    def __init__(self, caps: Sequence[Cap]) -> None:
        self._caps = caps
        self._taken = [Counter[int]() for _ in caps]

    def fits(self, item: int) -> bool:
        return all(
            taken[group] < cap.number
            for cap, taken in zip(self._caps, self._taken, strict=True)
            for group in _groups(cap, item)
        )

    def take(self, item: int) -> None:
        for cap, taken in zip(self._caps, self._taken, strict=True):
            taken.update(_groups(cap, item))

    def all_that_fit(self, items: Array) -> Array:
        """Those of ``items`` that may all come, the first ones first; they are taken."""
        if not self._caps:
            return items
        fit = []
        for item in items.tolist():
            if self.fits(item):
                self.take(item)
                fit.append(item)
        return np.array(fit, dtype=items.dtype)


def _groups(cap: Cap, item: int) -> list[int]:
    start, stop = cap.groups.indptr[item : item + 2]
    out: list[int] = cap.groups.indices[start:stop].tolist()
    return out


def _set_aside(
    ranked: Array, ruling: Ruling, room: _Room, taken: set[int], k: int
) -> tuple[set[int], tuple[int, ...]]:
    """Items that minimum shares need, and how many are lacking for each share."""
    needs = np.array(
        [
            math.ceil(floor.share * k - 1e-9) - sum(bool(floor.members[item]) for item in taken)
            for floor in ruling.floors
        ],
        dtype=int,
    )
    members = np.array([floor.members[ranked] for floor in ruling.floors]).reshape(
        len(needs), len(ranked)
    )
    free = ~np.isin(ranked, list(taken))
    kept: set[int] = set()
    while (needs > 0).any() and len(taken) + len(kept) < k:
        helps = members[needs > 0].sum(axis=0) * free
        short = needs.clip(0).sum() > k - len(taken) - len(kept)  # each place has to count twice
        place = _first_that_fits(ranked, helps, room, int(helps.max(initial=0)) if short else 1)
        if place is None:
            break
        room.take(int(ranked[place]))
        kept.add(int(ranked[place]))
        free[place] = False
        needs -= members[:, place]
    return kept, tuple(needs.clip(0).tolist())


def _first_that_fits(ranked: Array, helps: Array, room: _Room, least: int) -> int | None:
    """Where the best item stands that helps with so many shares, or with fewer if none does."""
    for number in range(least, 0, -1):
        for place in np.flatnonzero(helps >= number).tolist():
            if room.fits(int(ranked[place])):
                return int(place)
    return None


def _placed(pins: dict[int, int], listed: Sequence[int]) -> list[int]:
    """Pinned items at their places, or the last where the list is shorter, the others around.

    >>> _placed({2: 7, 9: 8}, [1, 7, 3, 8])
    [1, 7, 3, 8]
    >>> _placed({1: 3}, [1, 2, 3])
    [3, 1, 2]
    """
    out = [item for item in listed if item not in pins.values()]
    for place, item in sorted(pins.items()):
        out.insert(place - 1, item)
    return out
