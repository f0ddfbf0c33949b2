"""Segment cells: figures and differences of every group, from each person's values in it.

A cell is a group under one approach. Holm's correction is over all cells, and the smallest p value
that n random signs can give is 1 / (n + 1); there are so many signs that it survives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics import MetricAt
from recengine.evaluation.significance.comparison import (
    ALPHA,
    FLIPS,
    Comparison,
    compare,
    holm,
    sign_flip_p,
)
from recengine.evaluation.significance.power import detectable_difference
from recengine.evaluation.significance.uncertainty import Estimate, mean_interval
from recengine.progress import Progress, part_of, quiet

#: Random signs for each cell.
_FLIPS_A_CELL = 40


@dataclass(frozen=True, eq=False)
class Cells:
    """Every person's values, group by group.

    Parameters
    ----------
    names : contenders.
    baseline : one of them.
    wanted : what is measured.
    seed : of resampling and signs.
    tables : label of a group -> (n_people, n_contenders) values of the people in it.
    """

    names: list[str]
    baseline: str
    wanted: MetricAt
    seed: int
    tables: dict[str, Floats] = field(repr=False)

    def figures(self, progress: Progress = quiet) -> dict[str, dict[str, Estimate]]:
        """Contender -> group -> mean with interval."""
        out: dict[str, dict[str, Estimate]] = {name: {} for name in self.names}
        for label, table in self._told(progress):
            lows, highs = mean_interval(table, seed=self.seed)
            means = table.mean(axis=0)
            for name, mean, low, high in zip(self.names, means, lows, highs, strict=True):
                out[name][label] = Estimate(float(mean), float(low), float(high))
        return out

    def differences(self, progress: Progress = quiet) -> dict[str, dict[str, Comparison]]:
        """Contender -> group -> comparison with the baseline, corrected for all cells."""
        out: dict[str, dict[str, Comparison]] = {
            name: {} for name in self.names if name != self.baseline
        }
        compared = [
            (label, each)
            for label, table in self._told(part_of(progress, 0.0, 0.5))
            for each in self._compare(table)
        ]
        if not compared:
            return out
        m = len(compared)
        flips = max(FLIPS, _FLIPS_A_CELL * m)
        chances, least_found = [], []
        for _, table in self._told(part_of(progress, 0.5, 1.0)):
            away = self._against_baseline(table)
            chances.append(sign_flip_p(away, seed=self.seed, flips=flips))
            least_found.append(detectable_difference(away, alpha=ALPHA / m))
        p_values, detectable = np.concatenate(chances), np.concatenate(least_found)
        for (label, each), p_value, p_adjusted, least in zip(
            compared, p_values, holm(p_values), detectable, strict=True
        ):
            # the correction over all cells is at least as strict as that over one group's
            sure = each.verdict if p_adjusted < ALPHA else "not distinguishable"
            out[each.model][label] = replace(
                each,
                p_value=float(p_value),
                p_adjusted=float(p_adjusted),
                verdict=sure,
                compared=m,
                detectable=None if np.isnan(least) else float(least),
            )
        return out

    def _told(self, progress: Progress) -> Iterator[tuple[str, Floats]]:
        """Group by group, which is said before each."""
        for place, (label, table) in enumerate(self.tables.items()):
            progress(place / len(self.tables), label)
            yield label, table

    def _compare(self, table: Floats) -> tuple[Comparison, ...]:
        return compare(
            table,
            self.names,
            self.baseline,
            self.wanted.key,
            seed=self.seed,
            higher_is_better=self.wanted.metric.higher_is_better,
        )

    def _against_baseline(self, table: Floats) -> Floats:
        base = self.names.index(self.baseline)
        return np.delete(table, base, axis=1) - table[:, [base]]


def by_person(values: Floats, people: Array) -> Floats:
    """(n_people, n_contenders) mean over the units of each person.

    >>> by_person(np.array([[1.0], [0.0], [1.0]]), np.array([7, 7, 9]))
    array([[0.5],
           [1. ]])
    """
    _, rows, sizes = np.unique(people, return_inverse=True, return_counts=True)
    sums = np.zeros((len(sizes), values.shape[1]))
    np.add.at(sums, rows, values)
    return sums / sizes[:, None]
