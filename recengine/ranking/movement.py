"""Movement: how each item moved between two lists for the same person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recengine.ranking.recommendations import Recommendations

Direction = Literal["up", "down", "same", "new", "gone"]


@dataclass(frozen=True)
class Move:
    """An item's rank before and after; None where the list does not hold it."""

    item_id: str
    title: str
    before: int | None
    after: int | None

    @property
    def direction(self) -> Direction:
        """Where it went, in a word.

        >>> Move("a", "A", 3, 1).direction, Move("a", "A", None, 1).direction
        ('up', 'new')
        """
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        if self.before == self.after:
            return "same"
        return "up" if self.after < self.before else "down"


def moves(before: Recommendations, after: Recommendations) -> tuple[Move, ...]:
    """Every item of either list: the later list in its order, then those that are gone."""
    old = {item.item_id: item.rank for item in before.items}
    new = {item.item_id for item in after.items}
    kept = [
        Move(item.item_id, item.title, old.get(item.item_id), item.rank) for item in after.items
    ]
    gone = [
        Move(item.item_id, item.title, item.rank, None)
        for item in before.items
        if item.item_id not in new
    ]
    return tuple(kept + gone)


def describe_moves(found: tuple[Move, ...]) -> str:
    """The change in one sentence.

    >>> describe_moves((Move("a", "A", 1, 1), Move("b", "B", None, 2), Move("c", "C", 2, None)))
    '1 new, 0 moved, 1 unchanged.'
    """
    directions = [move.direction for move in found]
    moved = directions.count("up") + directions.count("down")
    if set(directions) <= {"same"}:
        return "The list is unchanged."
    return f"{directions.count('new')} new, {moved} moved, {directions.count('same')} unchanged."
