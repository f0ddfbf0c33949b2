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

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from recengine.arrays import Array, Mask
from recengine.data.dataset import Dataset
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.curves import longest_of
from recengine.evaluation.groups.cells import Cells, by_person
from recengine.evaluation.groups.dimensions import Dimension, dimension_of, sort
from recengine.evaluation.groups.held_choices import HeldChoices, found_within
from recengine.evaluation.metrics import MetricAt, parse_metrics
from recengine.evaluation.report import Report
from recengine.evaluation.significance.comparison import Comparison
from recengine.evaluation.significance.uncertainty import Estimate
from recengine.evaluation.small_cells import apart, showable
from recengine.progress import Progress, part_of, quiet

#: So many groups are told, those with the most people.
MOST_GROUPS = 12


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


def segments(
    report: Report, dataset: Dataset, key: str, metric: str, progress: Progress = quiet
) -> Segments:
    """The figures of a report by group.

    Parameters
    ----------
    report : with its folds.
    dataset : what it was made on.
    key : of one of ``dimensions(dataset, report)``.
    metric : one of the report that is per person; of choices only its k counts, and no more places
        than the lists have.
    progress : called at every group; may raise Cancelled.
    """
    progress(0.0, "Sorting")
    dimension = dimension_of(dataset, report, key)
    held = HeldChoices.of(report.folds)
    sorting = sort(dataset, report, held, key)
    wanted = parse_metrics(metric)[0]
    if dimension.of == "choices":
        wanted = parse_metrics("recall", min(wanted.k, longest_of(report)))[0]
        names = list(report.folds[0].codes)
        values, people = found_within(report.folds, wanted.k), held.people
    else:
        names = _measured(report, wanted)
        values = np.stack([report.per_person[name][wanted.key] for name in names], axis=1)
        people = np.arange(len(report.people))
    members = [sorting.members(group) for group in range(len(sorting.labels))]
    n_people = np.array([len(np.unique(people[units])) for units in members], dtype=int)
    shown = _largest(n_people)
    told = _apart(members, people, shown & _told(members, people))
    cells = Cells(
        names,
        report.baseline,
        wanted,
        report.seed,
        {
            sorting.labels[group]: by_person(values[members[group]], people[members[group]])
            for group in np.flatnonzero(told)
        },
    )
    return Segments(
        dimension=dimension,
        metric=wanted,
        denominator=_denominator(dimension, wanted),
        groups=tuple(
            Group(
                sorting.labels[group],
                sorting.details[group],
                int(n_people[group]) if told[group] else None,
                _n_choices(dimension, held, members[group]) if told[group] else None,
            )
            for group in np.flatnonzero(shown)
        ),
        left_out=int((~shown & (n_people > 0)).sum()),
        baseline=report.baseline,
        labels={name: report.result(name).label for name in names},
        figures=cells.figures(part_of(progress, 0.1, 0.3)),
        differences=cells.differences(part_of(progress, 0.3, 1.0)),
    )


def _measured(report: Report, wanted: MetricAt) -> list[str]:
    """The contenders that have a value for every person."""
    names = [each.model for each in report.results if wanted.key in report.per_person[each.model]]
    if report.baseline not in names:
        raise InvalidSetting(
            Problem(
                "metric_not_per_person",
                f"{wanted.label} was not measured for each person and {report.baseline}.",
                "Choose a metric that is a mean over people, such as ndcg@10.",
                value=wanted.key,
            )
        )
    return names


def _n_choices(dimension: Dimension, held: HeldChoices, units: Array) -> int:
    """How many choices are in a group, or were made by the people of it."""
    if dimension.of == "choices":
        return len(units)
    return int(np.isin(held.people, units).sum())


def _told(members: Sequence[Array], people: Array) -> Mask:
    """(n_groups,) groups that hold enough people, and do not give others away.

    The units of no group are one more, which is never told of. How large a group is beyond those
    tested is not known to a reader, so that only a total can give it away.
    """
    unsorted = np.setdiff1d(np.arange(len(people)), np.concatenate(members))
    everything = [*members, unsorted]
    allowed = np.arange(len(everything)) < len(members)
    for counted in (
        np.array([len(np.unique(people[units])) for units in everything]),
        np.array([len(units) for units in everything]),
    ):
        allowed &= showable(counted, 2 * counted + counted.sum(), allowed)
    return allowed[:-1]


def _apart(members: Sequence[Array], people: Array, told: Mask) -> Mask:
    """(n_groups,) those of ``told`` that give nobody away by overlapping, in units or in people."""
    units: Mask = np.zeros((len(members), len(people)), dtype=bool)
    persons = np.zeros((len(members), people.max(initial=-1) + 1), dtype=bool)
    for group, inside in enumerate(members):
        units[group, inside] = True
        persons[group, people[inside]] = True
    tested = np.isin(np.arange(persons.shape[1]), people)
    return apart(persons[:, tested], apart(units, told))


def _largest(n_people: Array) -> Mask:
    """(n_groups,) those with the most people, none that is empty."""
    out = np.zeros(len(n_people), dtype=bool)
    out[np.argsort(-n_people, kind="stable")[:MOST_GROUPS]] = True
    return out & (n_people > 0)


def _denominator(dimension: Dimension, wanted: MetricAt) -> str:
    if dimension.of == "people":
        return f"{wanted.label}, as a mean over the people of the group."
    return (
        f"{wanted.label}: of the choices of this kind that were held back from a person, the share "
        f"found within the first {wanted.k}; a mean over the people who made any."
    )
