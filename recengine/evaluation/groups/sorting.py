"""Sorting: which people, or which held-back choices, belong to which group.

A unit is a person or a choice. It may belong to several groups, as a title of two genres does, or
to none, where the file says nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Floats
from recengine.evaluation.small_cells import FEWEST


@dataclass(frozen=True, eq=False)
class Sorting:
    """Units in groups.

    Parameters
    ----------
    labels : names of the groups, in the order in which they are shown.
    details : what else there is to say of each; empty texts where nothing.
    units, groups : (n_pairs,) unit ``units[j]`` belongs to group ``groups[j]``.
    """

    labels: tuple[str, ...]
    details: tuple[str, ...]
    units: Array
    groups: Array

    @classmethod
    def by_code(cls, codes: Array, labels: Sequence[str], details: Sequence[str] = ()) -> Sorting:
        """One group a unit: (n_units,) codes in ``labels``, -1 where unknown.

        >>> Sorting.by_code(np.array([1, -1, 0]), ("a", "b")).units
        array([0, 2])
        """
        known = np.flatnonzero(codes >= 0)
        said = tuple(details) or ("",) * len(labels)
        return cls(tuple(labels), said, known, codes[known].astype(np.int64))

    def members(self, group: int) -> Array:
        """The units of a group."""
        out: Array = self.units[self.groups == group]
        return out


def enough_in_each(values: Floats, starts: Sequence[float]) -> tuple[float, ...]:
    """Those starts of bins that leave none with a few values; a small bin joins the one before.

    >>> enough_in_each(np.array([1.0] * 20 + [7.0] * 20 + [60.0] * 3), (1, 5, 50))
    (1, 5)
    """
    kept = list(starts)
    while len(kept) > 1:
        codes = binned(values, kept)
        sizes = np.bincount(codes[codes >= 0], minlength=len(kept))
        if sizes.min() >= FEWEST:
            break
        del kept[max(int(sizes.argmin()), 1)]
    return tuple(kept)


def binned(values: Floats, starts: Sequence[float]) -> Array:
    """(n,) which bin each value is in, -1 below the first start and where it is unknown.

    >>> binned(np.array([0.0, 1.0, 7.0, np.nan]), (1, 5))
    array([-1,  0,  1, -1])
    """
    places = np.searchsorted(np.asarray(starts, dtype=float), values, side="right") - 1
    return np.where(np.isnan(values), -1, places)
