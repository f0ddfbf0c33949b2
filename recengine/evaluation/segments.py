"""Segments: where an approach wins and where it loses.

    value of a person in a group    people: the metric of their list
                                    choices: found within k / held back, of their choices in it
    figure of a group               mean over the people who have a value in it

Every person counts once in a group, however many choices they made, and people are what is
resampled. Each approach is compared with the baseline on the people of the group, as in the whole
(``comparison.py``), and Holm's correction is over all groups and approaches of the dimension. Of
groups of 1 to 10 people, or as few choices, nothing is told, nor does it follow from the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from recengine.arrays import Array, Floats, Mask
from recengine.data.dataset import Dataset
from recengine.evaluation.comparison import ALPHA, FLIPS, Comparison, compare, holm, sign_flip_p
from recengine.evaluation.dimensions import Dimension, dimension_of, sort
from recengine.evaluation.held_choices import HeldChoices, found_within
from recengine.evaluation.metrics import MetricAt, parse_metrics
from recengine.evaluation.report import Report
from recengine.evaluation.small_cells import showable
from recengine.evaluation.sorting import Sorting
from recengine.evaluation.uncertainty import Estimate, bootstrap_means, interval

#: So many groups are told, those with the most people.
MOST_GROUPS = 12
#: Random signs for each cell, so that a sure difference stays sure after the correction.
_FLIPS_A_CELL = 40


@dataclass(frozen=True)
class Group:
    """Some people, or the people who made some choices.

    Parameters
    ----------
    label, detail : its name, and what else there is to say.
    people, choices : how many; None where they are too few to be told.
    """

    label: str
    detail: str
    people: int | None
    choices: int | None

    @property
    def told(self) -> bool:
        """Whether it holds enough people."""
        return self.people is not None


@dataclass(frozen=True, eq=False)
class Segments:
    """All contenders, group by group.

    Parameters
    ----------
    dimension : what sorts.
    metric : what is measured, such as ``ndcg@10``; of choices always recall.
    denominator : who and what counts in a figure, as a sentence.
    groups : in the order in which they are shown.
    left_out : groups with fewer people than those, of which nothing is said.
    baseline : name of the contender that the others are compared with.
    labels : contender -> its label.
    figures : contender -> label of a group -> figure with interval.
    differences : contender -> label of a group -> difference to the baseline.
    """

    dimension: Dimension
    metric: MetricAt
    denominator: str
    groups: tuple[Group, ...]
    left_out: int
    baseline: str
    labels: dict[str, str]
    figures: dict[str, dict[str, Estimate]] = field(repr=False)
    differences: dict[str, dict[str, Comparison]] = field(repr=False)

    @property
    def told(self) -> tuple[Group, ...]:
        """The groups that hold enough people."""
        return tuple(group for group in self.groups if group.told)

    def to_frame(self) -> pd.DataFrame:
        """One row a group and contender; empty cells where nothing may be told."""
        return pd.DataFrame(
            [self._row(group, model) for group in self.groups for model in self.labels]
        )

    def _row(self, group: Group, model: str) -> dict[str, object]:
        value = self.figures[model].get(group.label)
        against = self.differences.get(model, {}).get(group.label)
        return {
            "dimension": self.dimension.label,
            "group": group.label,
            "people": group.people,
            "choices": group.choices,
            "model": model,
            "label": self.labels[model],
            "metric": self.metric.key,
            "mean": value.mean if value else None,
            "low": value.low if value else None,
            "high": value.high if value else None,
            "baseline": self.baseline,
            "difference": against.difference if against else None,
            "difference_low": against.low if against else None,
            "difference_high": against.high if against else None,
            "p_adjusted": against.p_adjusted if against else None,
            "verdict": against.verdict if against else "" if group.told else "too few to tell",
        }


def segments(report: Report, dataset: Dataset, key: str, metric: str) -> Segments:
    """The figures of a report by group.

    Parameters
    ----------
    report : with its folds.
    dataset : what it was made on.
    key : of one of ``dimensions(dataset, report)``.
    metric : one of the report that is per person; of choices only its k counts.
    """
    dimension = dimension_of(dataset, report, key)
    held = HeldChoices.of(report.folds)
    sorting = sort(dataset, report, held, key)
    wanted = parse_metrics(metric)[0]
    if dimension.of == "choices":
        wanted = parse_metrics("recall", wanted.k)[0]
        values, people = found_within(report.folds, wanted.k), held.people
    else:
        by_model = [report.per_person[result.model][wanted.key] for result in report.results]
        values, people = np.stack(by_model, axis=1), np.arange(len(report.people))
    return _segments(report, dimension, wanted, sorting, held, values, people)


def _segments(
    report: Report,
    dimension: Dimension,
    wanted: MetricAt,
    sorting: Sorting,
    held: HeldChoices,
    values: Floats,
    people: Array,
) -> Segments:
    members = [sorting.members(group) for group in range(len(sorting.labels))]
    persons = [np.unique(people[units]) for units in members]
    n_people = np.array([len(each) for each in persons], dtype=int)
    if dimension.of == "choices":
        n_choices = np.array([len(units) for units in members], dtype=int)
    else:
        n_choices = np.array([np.isin(held.people, each).sum() for each in persons], dtype=int)
    told = _told(n_people, n_choices, sorting, len(people))
    shown = _largest(n_people)
    names = [result.model for result in report.results]
    tables = {
        sorting.labels[group]: _by_person(values[members[group]], people[members[group]])
        for group in np.flatnonzero(shown & told)
    }
    return Segments(
        dimension=dimension,
        metric=wanted,
        denominator=_denominator(dimension, wanted),
        groups=tuple(
            Group(
                sorting.labels[group],
                sorting.details[group],
                int(n_people[group]) if told[group] else None,
                int(n_choices[group]) if told[group] else None,
            )
            for group in np.flatnonzero(shown)
        ),
        left_out=int((~shown & (n_people > 0)).sum()),
        baseline=report.baseline,
        labels={result.model: result.label for result in report.results},
        figures=_figures(tables, names, report.seed),
        differences=_differences(tables, names, report, wanted),
    )


def _told(n_people: Array, n_choices: Array, sorting: Sorting, n_units: int) -> Mask:
    """(n_groups,) groups that hold enough people, and do not give others away.

    The units that no group holds are one more, which is never told of. How large a group is beyond
    those tested is not known to a reader, so that only a total can give it away.
    """
    unsorted = n_units - len(np.unique(sorting.units))
    allowed = np.append(np.ones(len(n_people), dtype=bool), values=False)
    for counted in (n_people, n_choices):
        full = np.append(counted, unsorted)
        allowed &= showable(full, 2 * full + full.sum() + 1_000, allowed)
    return allowed[:-1]


def _largest(n_people: Array) -> Mask:
    """(n_groups,) those with the most people, none that is empty."""
    out = np.zeros(len(n_people), dtype=bool)
    out[np.argsort(-n_people, kind="stable")[:MOST_GROUPS]] = True
    return out & (n_people > 0)


def _by_person(values: Floats, people: Array) -> Floats:
    """(n_people, n_models) mean over the units of each person.

    >>> _by_person(np.array([[1.0], [0.0], [1.0]]), np.array([7, 7, 9]))
    array([[0.5],
           [1. ]])
    """
    _, rows, sizes = np.unique(people, return_inverse=True, return_counts=True)
    sums = np.zeros((len(sizes), values.shape[1]))
    np.add.at(sums, rows, values)
    return sums / sizes[:, None]


def _figures(
    tables: dict[str, Floats], names: list[str], seed: int
) -> dict[str, dict[str, Estimate]]:
    out: dict[str, dict[str, Estimate]] = {name: {} for name in names}
    for label, table in tables.items():
        lows, highs = interval(bootstrap_means(table, seed=seed))
        means = table.mean(axis=0)
        for name, mean, low, high in zip(names, means, lows, highs, strict=True):
            out[name][label] = Estimate(float(mean), float(low), float(high))
    return out


def _differences(
    tables: dict[str, Floats], names: list[str], report: Report, wanted: MetricAt
) -> dict[str, dict[str, Comparison]]:
    """Every contender against the baseline in every group, corrected for all of these cells."""
    cells = [
        (label, each)
        for label, table in tables.items()
        for each in compare(
            table,
            names,
            report.baseline,
            wanted.key,
            seed=report.seed,
            higher_is_better=wanted.metric.higher_is_better,
        )
    ]
    adjusted = holm(_p_values(tables, cells, names, report))
    out: dict[str, dict[str, Comparison]] = {name: {} for name in names if name != report.baseline}
    for (label, each), p_value in zip(cells, adjusted, strict=True):
        # the correction over all cells is at least as strict as that over one group's
        sure = each.verdict if p_value < ALPHA else "not distinguishable"
        out[each.model][label] = replace(each, p_adjusted=float(p_value), verdict=sure)
    return out


def _p_values(
    tables: dict[str, Floats],
    cells: list[tuple[str, Comparison]],
    names: list[str],
    report: Report,
) -> Floats:
    """(n_cells,) p values alone, from so many signs that the smallest survives the correction."""
    flips = _FLIPS_A_CELL * len(cells)
    if flips <= FLIPS:
        return np.array([each.p_value for _, each in cells])
    base = names.index(report.baseline)
    others = [place for place in range(len(names)) if place != base]
    return np.concatenate(
        [
            sign_flip_p(table[:, others] - table[:, [base]], seed=report.seed, flips=flips)
            for table in tables.values()
        ]
    )


def _denominator(dimension: Dimension, wanted: MetricAt) -> str:
    if dimension.of == "people":
        return f"{wanted.label}, as a mean over the people of the group."
    return (
        f"{wanted.label}: of the choices of this kind that were held back from a person, the share "
        f"found within the first {wanted.k}; a mean over the people who made any."
    )
