"""Goals: what a list may be wanted to have beside accuracy, and what each needs of the data.

All are means over the lists of the people who are asked, so that each has an interval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.data.number_columns import number_column
from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.evaluation.metrics import METRICS, Lists


@dataclass(frozen=True)
class Goal:
    """One wish.

    Parameters
    ----------
    name : as on the command line.
    label : as pages write it.
    help : one plain sentence.
    measure : (n_people,) values of lists, more is better.
    lacks : what the data would need to have; None where nothing is missing.
    """

    name: str
    label: str
    help: str
    measure: Callable[[Lists], Floats]
    lacks: Callable[[Dataset], Problem | None]


def _of_metric(name: str) -> Goal:
    metric = METRICS[name]
    return Goal(name, metric.label, metric.help, metric.measure, metric.lacks)


def earned(dataset: Dataset) -> Floats | None:
    """(n_items,) what selling one of each earns, NaN where unknown; None without a margin.

    Price times margin where margins are shares of the price (none beyond 1), else the margin.
    """
    margin, price = (number_column(dataset, name) for name in ("margin", "price"))
    if margin is None:
        return None
    return margin * price if price is not None and np.nanmax(np.abs(margin)) <= 1 else margin


def _margin_shown(lists: Lists) -> Floats:
    """Mean over the titles of each list whose earnings are known; 0 for a list without any."""
    known = earned(lists.facts.split.train)
    if known is None:
        raise ValueError("no item has a margin")
    shown = np.where(lists.codes >= 0, known[lists.codes], np.nan)
    counts = np.count_nonzero(~np.isnan(shown), axis=1)
    out: Floats = np.nansum(shown, axis=1) / np.maximum(counts, 1)
    return out


def _no_margin(dataset: Dataset) -> Problem | None:
    if earned(dataset) is not None:
        return None
    return Problem(
        "no_margin",
        "To weigh what titles earn, the items need a column of numbers called margin.",
        "Give it as a share of a column price, such as 0.25, or as money.",
        column="margin",
    )


GOALS: dict[str, Goal] = {
    goal.name: goal
    for goal in (
        _of_metric("diversity"),
        _of_metric("novelty"),
        _of_metric("longtail"),
        _of_metric("discovery"),
        Goal(
            "margin_shown",
            "Margin shown",
            "What selling one of each title shown would earn on average: price times margin.",
            _margin_shown,
            _no_margin,
        ),
    )
}


def goals_of(dataset: Dataset) -> tuple[tuple[Goal, ...], tuple[Problem, ...]]:
    """The goals that the data can be judged by, and what would unlock the others.

    >>> from recengine.data.samples import load_sample
    >>> able, missing = goals_of(load_sample("streaming"))
    >>> [goal.name for goal in able], [problem.column for problem in missing]
    (['diversity', 'novelty', 'longtail', 'discovery'], ['margin'])
    """
    lacking = {name: goal.lacks(dataset) for name, goal in GOALS.items()}
    able = tuple(goal for name, goal in GOALS.items() if lacking[name] is None)
    return able, tuple(problem for problem in lacking.values() if problem)


def goal_of(dataset: Dataset, name: str) -> Goal:
    """A goal by name; refused where there is none or the data lack what it needs."""
    if name not in GOALS:
        raise InvalidSetting(
            Problem(
                "unknown_goal",
                f"There is no goal called {name!r}.",
                choose_among(GOALS, name),
                value=name,
            )
        )
    problem = GOALS[name].lacks(dataset)
    if problem:
        raise InvalidSetting(problem)
    return GOALS[name]
