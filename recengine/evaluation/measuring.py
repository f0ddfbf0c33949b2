"""Measuring: from ranked lists to figures with intervals and comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.comparison import Comparison, compare
from recengine.evaluation.contenders import Contender
from recengine.evaluation.made import Made
from recengine.evaluation.metrics import Facts, Lists, MetricAt
from recengine.evaluation.uncertainty import Estimate, mean_interval
from recengine.progress import Progress, part_of, quiet

#: People whose lists are measured at once.
TOGETHER = 4_096

#: Contender -> metric -> (n_people,) values, or shape () for a figure of all lists together.
Values = dict[str, dict[str, Floats]]


def measure(
    made: Mapping[str, Made],
    facts: Facts,
    wanted: Sequence[MetricAt],
    progress: Progress = quiet,
) -> Values:
    """Every metric of every contender, a block of people at a time.

    A metric that needs what a contender does not give is left out for it (``not_given``).
    """
    out: Values = {}
    for place, (name, each) in enumerate(made.items()):
        share = part_of(progress, place / len(made), (place + 1) / len(made))
        given = [at for at in wanted if not_given(each, at) is None]
        out[name] = _measured(each, facts, given, share)
    return out


def _measured(
    made: Made, facts: Facts, wanted: Sequence[MetricAt], progress: Progress
) -> dict[str, Floats]:
    n = len(made.codes)
    out = {at.key: np.zeros(n if at.metric.per_person else ()) for at in wanted}
    for start in range(0, n, TOGETHER):
        progress(start / n, "Measuring")
        some = slice(start, min(start + TOGETHER, n))
        lists = Lists.of(made, facts, some)
        for at in wanted:
            if at.metric.per_person:
                out[at.key][some] = at.measure(lists)
    whole = Lists.of(made, facts)
    for at in wanted:
        if not at.metric.per_person:
            out[at.key] = at.measure(whole)
    return out


def not_given(made: Made, at: MetricAt) -> str | None:
    """Why a metric cannot be measured of what a contender made, in a sentence; None if it can.

    >>> from recengine.evaluation.metrics import parse_metrics
    >>> not_given(Made(np.zeros((1, 1), dtype=int)), parse_metrics("rmse")[0])
    'RMSE is not given: this approach orders titles and expects no stars.'
    """
    if at.metric.needs == "scores" and made.ahead is None:
        return f"{at.label} is not given: no scores were asked for."
    if at.metric.needs == "stars" and made.stars is None:
        return f"{at.label} is not given: this approach orders titles and expects no stars."
    if at.metric.needs == "stars" and made.stars is not None and not len(made.stars):
        return f"{at.label} is not given: no rating was held back."
    return None


def refuse_lacking(wanted: Sequence[MetricAt], dataset: Dataset) -> None:
    """Refuse a metric that the data lack a column for, in the words of its problem."""
    for at in wanted:
        problem = at.metric.lacks(dataset)
        if problem is not None:
            raise InvalidSetting(
                replace(
                    problem,
                    message=f"{at.label} cannot be measured: {problem.message}",
                    value=at.key,
                )
            )


def refuse_starless(wanted: Sequence[MetricAt], contenders: Sequence[Contender]) -> None:
    """Refuse a metric of expected stars where nobody expects any."""
    for at in wanted:
        if at.metric.needs == "stars" and not any(each.expects_stars for each in contenders):
            raise InvalidSetting(
                Problem(
                    "nobody_expects_stars",
                    f"{at.label} cannot be measured: none of these approaches expects stars.",
                    f"Add a model of ratings such as svd, or leave {at.metric.name} out.",
                    value=at.key,
                )
            )


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
