"""Segment cells: figures and differences of every group, from each person's values in it.

A cell is a group under one approach. Holm's correction is over all cells, and the smallest p value
that n random signs can give is 1 / (n + 1); there are so many signs that it survives.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from recengine.arrays import Array, Floats
from recengine.evaluation.comparison import ALPHA, FLIPS, Comparison, compare, holm, sign_flip_p
from recengine.evaluation.metrics import MetricAt
from recengine.evaluation.power import detectable_difference
from recengine.evaluation.uncertainty import Estimate, mean_interval

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

    def figures(self) -> dict[str, dict[str, Estimate]]:
        """Contender -> group -> mean with interval."""
        out: dict[str, dict[str, Estimate]] = {name: {} for name in self.names}
        for label, table in self.tables.items():
            lows, highs = mean_interval(table, seed=self.seed)
            means = table.mean(axis=0)
            for name, mean, low, high in zip(self.names, means, lows, highs, strict=True):
                out[name][label] = Estimate(float(mean), float(low), float(high))
        return out

    def differences(self) -> dict[str, dict[str, Comparison]]:
        """Contender -> group -> comparison with the baseline, corrected for all cells."""
        out: dict[str, dict[str, Comparison]] = {
            name: {} for name in self.names if name != self.baseline
        }
        compared = [
            (label, each) for label, table in self.tables.items() for each in self._compare(table)
        ]
        if not compared:
            return out
        m = len(compared)
        away = [self._against_baseline(table) for table in self.tables.values()]
        flips = max(FLIPS, _FLIPS_A_CELL * m)
        p_values = np.concatenate([sign_flip_p(each, seed=self.seed, flips=flips) for each in away])
        detectable = np.concatenate([detectable_difference(each, alpha=ALPHA / m) for each in away])
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
