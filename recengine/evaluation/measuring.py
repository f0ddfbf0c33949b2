"""Measuring: from ranked lists to figures with intervals and comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.splitting import Split
from recengine.evaluation.comparison import Comparison, compare
from recengine.evaluation.metrics import Catalogue, Lists, MetricAt
from recengine.evaluation.protocol import hits_of
from recengine.evaluation.uncertainty import Estimate, mean_interval
from recengine.progress import Progress, quiet

#: Contender -> metric -> (n_people,) values, or shape () for a figure of all lists together.
Values = dict[str, dict[str, Floats]]


def measure(
    codes: Mapping[str, Array],
    split: Split,
    wanted: Sequence[MetricAt],
    progress: Progress = quiet,
) -> Values:
    """Every metric of every contender's (n_people, k) lists."""
    relevant, catalogue = split.relevant, Catalogue(split.train)
    n_relevant = np.diff(relevant.indptr)
    out: Values = {}
    for place, (name, ranked) in enumerate(codes.items()):
        progress(place / len(codes), "Measuring")
        lists = Lists(ranked, hits_of(ranked, relevant), n_relevant, catalogue)
        out[name] = {at.key: at.measure(lists) for at in wanted}
    return out


def per_person(values: Values) -> Values:
    """Only the figures that each person has."""
    return {
        name: {key: each for key, each in figures.items() if each.ndim}
        for name, figures in values.items()
    }


def estimates(values: Values, seed: int) -> dict[str, dict[str, Estimate]]:
    """Means with intervals; a figure of all lists is a count and stands for itself.

    >>> figures = estimates({"a": {"hit@1": np.ones(3), "coverage@1": np.array(0.5)}}, seed=0)
    >>> figures["a"]["hit@1"], figures["a"]["coverage@1"].low
    (Estimate(mean=1.0, low=1.0, high=1.0), 0.5)
    """
    columns = [(name, key) for name, kept in per_person(values).items() for key in kept]
    found = {}
    if columns:
        table = np.stack([values[name][key] for name, key in columns], axis=1)
        lows, highs = mean_interval(table, seed=seed)
        for column, mean, low, high in zip(columns, table.mean(axis=0), lows, highs, strict=True):
            found[column] = Estimate(float(mean), float(low), float(high))
    return {
        name: {
            key: found[name, key] if each.ndim else Estimate(*[float(each)] * 3)
            for key, each in figures.items()
        }
        for name, figures in values.items()
    }


def comparisons(
    values: Values,
    wanted: Sequence[MetricAt],
    baseline: str,
    seed: int,
    progress: Progress = quiet,
) -> tuple[Comparison, ...]:
    """Every contender against the baseline, metric by metric; counts are left out."""
    out: list[Comparison] = []
    for place, at in enumerate(wanted):
        progress(place / len(wanted), "Comparing")
        if at.metric.per_person:
            table = np.stack([figures[at.key] for figures in values.values()], axis=1)
            out += compare(
                table,
                list(values),
                baseline,
                at.key,
                seed=seed,
                higher_is_better=at.metric.higher_is_better,
            )
    return tuple(out)
