"""Lines: on which line of the file a row stands, after rows and lines have been left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from recengine.arrays import Array


def _none() -> Array:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Lines:
    """Where rows stand.

    Parameters
    ----------
    first : line of the first record, counted from 1.
    skipped : places, among all records, of those that are not rows (sorted, from 0).
    heights : (n_rows,) line ends inside each row's cells; empty where there are none.
    skipped_heights : the same for skipped records.
    cut : lines of the file that were taken out before it was cut into records (sorted).
    """

    first: int
    skipped: Array = field(default_factory=_none)
    heights: Array = field(default_factory=_none)
    skipped_heights: Array = field(default_factory=_none)
    cut: Array = field(default_factory=_none)

    def of(self, rows: Array) -> Array:
        """Lines on which the rows (from 0) begin.

        >>> Lines(2).of(np.array([0])), Lines(2, skipped=np.array([0])).of(np.array([0]))
        (array([2]), array([3]))
        >>> Lines(2, heights=np.array([1, 0])).of(np.array([1]))
        array([4])
        """
        record = after_gaps(rows, self.skipped)
        skipped_before = np.searchsorted(self.skipped, record)
        return self._in_file(record + _at(self._height, rows) + _at(self._lost, skipped_before))

    def of_skipped(self, places: Array) -> Array:
        """Lines on which the records at ``places`` in ``skipped`` begin."""
        record = self.skipped[places]
        return self._in_file(record + _at(self._height, record - places) + _at(self._lost, places))

    def without(self, cut: list[int]) -> Lines:
        """The same rows in a file that has the lines ``cut`` as well."""
        return replace(self, cut=np.array(sorted(cut), dtype=np.int64))

    @cached_property
    def _height(self) -> Array:
        return np.concatenate(([0], np.cumsum(self.heights)))

    @cached_property
    def _lost(self) -> Array:
        return np.concatenate(([0], np.cumsum(self.skipped_heights)))

    def _in_file(self, offset: Array) -> Array:
        return after_gaps(self.first + offset - 1, self.cut - 1) + 1


def _at(sums: Array, places: Array) -> Array:
    """Running sums at ``places``; all zero when nothing was summed."""
    out: Array = sums[np.minimum(places, len(sums) - 1)]
    return out


def after_gaps(positions: Array, gaps: Array) -> Array:
    """Where the survivors at ``positions`` stood when ``gaps`` (sorted, from 0) were still there.

    >>> after_gaps(np.array([0, 1]), np.array([1, 2]))
    array([0, 3])
    """
    shift = np.searchsorted(gaps - np.arange(len(gaps)), positions, side="right")
    return positions + shift
