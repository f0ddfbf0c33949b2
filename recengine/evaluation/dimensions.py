"""Dimensions: by what people, or their choices, can be told apart in this data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from recengine.data.categories import category_column
from recengine.data.dataset import Dataset
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation import choice_groups, people_groups
from recengine.evaluation.held_choices import HeldChoices
from recengine.evaluation.report import Report
from recengine.evaluation.sorting import Sorting

_TRAIT = "person:"


@dataclass(frozen=True)
class Dimension:
    """One way of sorting.

    Parameters
    ----------
    key : such as ``history`` or ``person:plan``.
    label : as pages write it.
    of : what is sorted, people or their held-back choices.
    phrase : how a sentence names a group, with ``{}`` for its label.
    missing : what would unlock it; empty where this data allows it.
    """

    key: str
    label: str
    of: Literal["people", "choices"]
    phrase: str
    missing: str = ""

    def said(self, group: str) -> str:
        """A group as a sentence names it.

        >>> Dimension("device", "Device", "choices", "choices on {}").said("tv")
        'choices on tv'
        """
        before, _, after = self.phrase.rpartition("{}")
        return f"{before}{group}{after}"


def dimensions(dataset: Dataset, report: Report) -> tuple[Dimension, ...]:
    """All ways of sorting, each with what is missing for it here.

    Parameters
    ----------
    dataset : what the report was made on.
    report : with its folds.
    """
    times = [fold.split.test.times for fold in report.folds]
    timed = len(np.unique(np.concatenate([each[~np.isnan(each)] for each in times]))) > 1
    column = category_column(dataset)
    joined = bool(people_groups.joined_column(dataset))
    no_traits = "a file of people with columns such as country or plan"
    no_date = "a file of people with the date on which each joined"
    no_times = "a column of the events that says when each happened"
    no_device = "a column of the events that says on what device each happened"
    no_categories = "a file of items with a column such as genres or category"
    return (
        Dimension("history", "Length of history", "people", "people with {}"),
        *[
            Dimension(f"{_TRAIT}{trait.column}", trait.label, "people", f"“{trait.label}: {{}}”")
            for trait in dataset.traits
        ],
        *(
            []
            if dataset.traits
            else [Dimension(_TRAIT, "What is known of people", "people", "“{}”", no_traits)]
        ),
        Dimension(
            "account",
            "Age of the account",
            "people",
            "people whose account is {}",
            "" if joined and timed else no_times if joined else no_date,
        ),
        Dimension("popularity", "How well known the title was", "choices", "choices of {} titles"),
        Dimension(
            "category",
            column.label if column else "Category",
            "choices",
            "choices in {}",
            "" if column else no_categories,
        ),
        Dimension(
            "device",
            "Device",
            "choices",
            "choices on {}",
            "" if dataset.histories.devices else no_device,
        ),
        Dimension(
            "when", "When it was chosen", "choices", "choices from {}", "" if timed else no_times
        ),
    )


def dimension_of(dataset: Dataset, report: Report, key: str) -> Dimension:
    """A way of sorting that this data allows, by its key."""
    allowed = {each.key: each for each in dimensions(dataset, report) if not each.missing}
    if key not in allowed:
        raise InvalidSetting(
            Problem(
                "unknown_dimension",
                f"{dataset.name} cannot be told apart by {key!r}.",
                f"Choose among {', '.join(allowed)}.",
                value=key,
            )
        )
    return allowed[key]


def sort(dataset: Dataset, report: Report, held: HeldChoices, key: str) -> Sorting:
    """The people of a report, or the choices in ``held``, in the groups of a dimension."""
    if key.startswith(_TRAIT):
        return people_groups.by_trait(dataset, report.folds, key.removeprefix(_TRAIT))
    return {
        "history": lambda: people_groups.by_history(report.folds),
        "account": lambda: people_groups.by_account(dataset, report.folds, held),
        "popularity": lambda: choice_groups.by_popularity(held),
        "category": lambda: choice_groups.by_category(dataset, held),
        "device": lambda: choice_groups.by_device(dataset, held),
        "when": lambda: choice_groups.by_time(held),
    }[key]()
