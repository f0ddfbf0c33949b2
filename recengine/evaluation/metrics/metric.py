"""Metric: one figure of merit, with the words that define it, and what it asks of the data."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.errors import Problem
from recengine.evaluation.metrics.lists import Lists
from recengine.evaluation.metrics.needs import nothing_more

_LABEL = re.compile(r"[A-Z][a-z]+: ")

#: What has to be known: the lists, where every item stands, or how many stars were expected.
Needs = Literal["lists", "scores", "stars"]


@dataclass(frozen=True)
class Metric:
    """One figure of merit.

    Parameters
    ----------
    name : as on the command line, without ``@k``.
    label : as pages write it.
    help : one plain sentence for a tooltip.
    formula : the function that computes it; its module opens with the definition.
    measure : (n_people,) values of ``Lists``, or a single one in an array of shape ().
    higher_is_better : whether more is to be preferred, all else equal.
    per_person : whether it is a mean over people, with an interval, or one figure of all lists.
    needs : what a contender has to give for it.
    cut : whether it looks at the first ``k`` places, or at everything.
    lacks : what a data set lacks for it, as a problem whose fix names the column that would
        unlock it; None where nothing is lacking.
    """

    name: str
    label: str
    help: str
    formula: Callable[..., Any]
    measure: Callable[[Lists], Floats]
    higher_is_better: bool = True
    per_person: bool = True
    needs: Needs = "lists"
    cut: bool = True
    lacks: Callable[[Dataset], Problem | None] = nothing_more

    @property
    def definition(self) -> str:
        """Formula, denominator, ties, empty person, range, use and source: the code's own words."""
        return unwrapped(inspect.cleandoc(sys.modules[self.formula.__module__].__doc__ or ""))

    @property
    def direction(self) -> str:
        """Which way is better, in words."""
        return "higher is better" if self.higher_is_better else "lower is better"


@dataclass(frozen=True)
class MetricAt:
    """A metric of the first ``k`` places; one that knows no places ignores them.

    >>> from recengine.evaluation.metrics import METRICS
    >>> MetricAt(METRICS["ndcg"], 10).key, MetricAt(METRICS["auc"], 10).key
    ('ndcg@10', 'auc')
    """

    metric: Metric
    k: int

    @property
    def key(self) -> str:
        """Name and k, as in reports."""
        return self.metric.name + self._at

    @property
    def label(self) -> str:
        """Label and k, as on pages."""
        return self.metric.label + self._at

    def measure(self, lists: Lists) -> Floats:
        """(n_people,) values, or shape () for a figure of all lists together."""
        return self.metric.measure(lists.top(self.k))

    @property
    def _at(self) -> str:
        return f"@{self.k}" if self.metric.cut else ""


def unwrapped(text: str) -> str:
    r"""Text whose lines are wrapped for code, with a line for each paragraph, label and formula.

    >>> unwrapped("One\ntwo.\n\n    a = b\n\nRange: 0\nto 1.\nUse: it.")
    'One two.\n\n    a = b\n\nRange: 0 to 1.\nUse: it.'
    """
    out: list[str] = []
    for line in text.split("\n"):
        goes_on = (
            out and out[-1] and line and not line.startswith(" ") and not out[-1].startswith(" ")
        )
        if goes_on and not _LABEL.match(line):
            out[-1] += f" {line}"
        else:
            out.append(line)
    return "\n".join(out)
