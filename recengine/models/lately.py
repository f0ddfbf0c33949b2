"""Lately: what a model made of the last history of one person that it was asked about.

A list asks a model twice about one history, for scores and for reasons, and both begin with the
same work. One result is kept until another history comes. Histories do not change, and the last
one is known by being the same object, so what is kept is never that of another; where two threads
ask by turns, the work is merely done again. It is no part of what was learned: a copy of it, also
one that is pickled, begins empty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from weakref import ref

from recengine.data.history import History

Made = TypeVar("Made")


class Lately(Generic[Made]):
    """Keeps one result.

    >>> lately, one = Lately(), History.of([2], n_items=3)
    >>> lately.of(one, lambda history: history.items.tolist())
    [2]
    >>> lately.of(one, lambda history: "not made again")
    [2]
    """

    def __init__(self) -> None:
        self._last: tuple[ref[History], Made] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Lately, ()

    def of(self, history: History, make: Callable[[History], Made]) -> Made:
        """What ``make`` makes of ``history``, which may have been made before."""
        last = self._last
        if last is not None and last[0]() is history:
            return last[1]
        made = make(history)
        if len(history) == 1:
            self._last = ref(history), made
        return made
