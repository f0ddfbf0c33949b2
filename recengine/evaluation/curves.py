"""Curves: a metric against the length of the list, from lists that were made before.

    value at k = the metric of the first k places, k = 1, 2, 3, 5, 10, 20, 30, 50, ...

Nothing is ranked again: the kept lists are cut. The length of the kept lists is the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from recengine.evaluation.folds import pooled
from recengine.evaluation.measuring import estimates, measure
from recengine.evaluation.metrics import METRICS, Metric, parse_metrics
from recengine.evaluation.report import Report
from recengine.evaluation.significance.uncertainty import Estimate
from recengine.progress import Progress, part_of, quiet

_STEPS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1_000)


@dataclass(frozen=True, eq=False)
class Curve:
    """One metric of all contenders at several lengths.

    Parameters
    ----------
    metric : what is measured.
    ks : lengths, ascending.
    labels : contender -> its label.
    values : contender -> (n_ks) figures with intervals, or without for a count of lists; without
        those who do not give what the metric needs.
    several : whether several people were tested, without whom there is no interval.
    """

    metric: Metric
    ks: tuple[int, ...]
    labels: dict[str, str]
    values: dict[str, tuple[Estimate, ...]] = field(repr=False)
    several: bool = True


def longest_of(report: Report) -> int:
    """Places of the shortest lists that the report keeps, up to which all can be measured."""
    return min(codes.shape[1] for fold in report.folds for codes in fold.codes.values())


def curve(report: Report, name: str, progress: Progress = quiet) -> Curve:
    """A metric of the report's lists at every length up to theirs.

    Parameters
    ----------
    report : with its folds.
    name : of a metric, without ``@k``.
    """
    longest = longest_of(report)
    ks = (*(step for step in _STEPS if step < longest), longest)
    wanted = parse_metrics(",".join(f"{name}@{k}" for k in ks))
    n = len(report.folds)
    values = [
        measure(fold.made, fold.facts, wanted, part_of(progress, 0.9 * at / n, 0.9 * (at + 1) / n))
        for at, fold in enumerate(report.folds)
    ]
    progress(0.9, "Intervals")
    figures = estimates(pooled(report.folds, values), report.seed)
    return Curve(
        metric=METRICS[name],
        ks=ks,
        labels={result.model: result.label for result in report.results},
        values={model: tuple(by_key[at.key] for at in wanted) for model, by_key in figures.items()},
        several=len(report.people) > 1,
    )
