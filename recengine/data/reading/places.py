"""Places: where rows stand in a file that is not cut into lines one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from recengine.arrays import Array


class Places(Protocol):
    """Anything that knows where rows stand."""

    def of(self, rows: Array) -> Array:
        """Lines on which the rows (from 0) begin."""


@dataclass(frozen=True, eq=False)
class Numbered:
    """Rows whose lines are simply listed.

    >>> import numpy as np
    >>> Numbered(np.array([2, 2, 5])).of(np.array([1, 2]))
    array([2, 5])
    """

    numbers: Array

    def of(self, rows: Array) -> Array:
        """Lines on which the rows (from 0) begin."""
        out: Array = self.numbers[rows]
        return out
