"""Folds: one split, the lists that everybody made for its people, and how folds become one.

Most protocols have one fold. Rolling windows have one a window; then somebody who was tested in
several counts once, with the mean over the windows:

    value of a person = mean over the folds that tested them

so that people stay what is resampled and compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.splits import Split
from recengine.evaluation.made import Made
from recengine.evaluation.measuring import Values
from recengine.evaluation.metrics import Facts


@dataclass(frozen=True, eq=False)
class Fold:
    """One split and the lists made on it.

    Parameters
    ----------
    facts : what was learned from, and what had to be found by whom.
    made : by contender, for ``split.people``.
    """

    facts: Facts
    made: dict[str, Made]

    @property
    def split(self) -> Split:
        """The split."""
        return self.facts.split

    @property
    def codes(self) -> dict[str, Array]:
        """Contender -> (n_people, k) item codes, -1 where a list has ended."""
        return {name: each.codes for name, each in self.made.items()}


def people_of(folds: Sequence[Fold]) -> Array:
    """(n,) codes of everybody who was tested in any fold, each once, ascending."""
    return np.unique(np.concatenate([fold.split.people for fold in folds]))


def pooled(folds: Sequence[Fold], values: Sequence[Values]) -> Values:
    """Values of several folds as one: of each person the mean, of a count of lists the mean too.

    Parameters
    ----------
    folds : in the order of ``values``.
    values : of each fold, contender -> metric -> (n_people,), or shape () for a count. A metric
        that one of the folds lacks, such as RMSE where nobody rated, is left out.
    """
    if len(folds) == 1:
        return values[0]
    people = people_of(folds)
    rows = [np.searchsorted(people, fold.split.people) for fold in folds]
    return {
        name: {
            key: _mean([each[name][key] for each in values], rows, len(people))
            for key in values[0][name]
            if all(key in each[name] for each in values)
        }
        for name in values[0]
    }


def _mean(parts: Sequence[Floats], rows: Sequence[Array], n: int) -> Floats:
    """(n,) mean of the parts that each row has; shape () where they are counts."""
    if not parts[0].ndim:
        return np.mean(parts, axis=0)
    total, times = np.zeros(n), np.zeros(n)
    for part, some in zip(parts, rows, strict=True):
        total[some] += part
        times[some] += 1
    return total / times
