"""Report: what came out of a comparison, ready for a page, a file or a script."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.evaluation.folds import Fold
from recengine.evaluation.metrics import METRICS
from recengine.evaluation.significance.comparison import Comparison
from recengine.evaluation.significance.uncertainty import Estimate
from recengine.evaluation.versions import versions


@dataclass(frozen=True)
class DatasetSummary:
    """Which data a report is about, before the split."""

    name: str
    fingerprint: str
    users: int
    items: int
    interactions: int

    @classmethod
    def of(cls, dataset: Dataset) -> DatasetSummary:
        """The summary of a data set."""
        return cls(
            name=dataset.name,
            fingerprint=dataset.fingerprint,
            users=dataset.n_users,
            items=dataset.n_items,
            interactions=len(dataset.histories.items),
        )


@dataclass(frozen=True)
class Result:
    """How one contender did.

    Parameters
    ----------
    model : its name.
    label : as pages write it.
    metrics : by key such as ``ndcg@10``.
    fit_seconds : learning, by the clock.
    score_seconds : ranking for all people, by the clock.
    peak_mb : growth of the process's memory at the peak of both; None where it cannot be read.
    learned : sentences on what the fit chose by itself, such as the weights of a blend.
    cold : the same metrics for people of whom nothing was known before; empty without any.
    not_given : sentences on metrics that it has no figure of.
    """

    model: str
    label: str
    metrics: dict[str, Estimate]
    fit_seconds: float
    score_seconds: float
    peak_mb: float | None
    learned: tuple[str, ...] = ()
    cold: dict[str, Estimate] = field(default_factory=dict)
    not_given: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Report:
    """All contenders on the same people.

    Parameters
    ----------
    protocol : how it was measured, in words.
    dataset : what it was measured on.
    results : one a contender that could be fitted, in the order they were given.
    comparisons : every contender against the baseline, for every metric that is per person.
    baseline : name of the contender that the others are compared with.
    seed : of everything left to chance.
    people : (n_people,) ids of those who were tested, of whom something was known.
    per_person : contender -> metric -> (n_people,) values, for charts and audits.
    newcomers : how many had something to find of whom nothing was known; None where that is 1 to
        10, too few to tell of.
    folds : the splits and all lists, for whoever wants to know where one wins and loses.
    caveat : what approaches could learn from the future, or what an order rests on, in a sentence.
    setup : what was asked, ready to be asked again; empty where it was asked in Python.
    asked : keys of the metrics that were asked for, in that order.
    left_out : label of a contender that cannot be fitted on this data -> why, in a sentence.
    """

    protocol: str
    dataset: DatasetSummary
    results: tuple[Result, ...]
    comparisons: tuple[Comparison, ...]
    baseline: str
    seed: int
    people: tuple[str, ...] = field(repr=False)
    per_person: dict[str, dict[str, Floats]] = field(repr=False)
    newcomers: int | None = 0
    folds: tuple[Fold, ...] = field(default=(), repr=False)
    caveat: str = ""
    setup: dict[str, Any] = field(default_factory=dict, repr=False)
    asked: tuple[str, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)

    def result(self, model: str) -> Result:
        """The result of one contender."""
        return next(result for result in self.results if result.model == model)

    @property
    def measured(self) -> tuple[str, ...]:
        """Keys of all metrics that any contender has a figure of, in the order they were asked."""
        held = dict.fromkeys(key for result in self.results for key in result.metrics)
        return tuple(dict.fromkeys([*(key for key in self.asked if key in held), *held]))

    def comparison(self, model: str, metric: str) -> Comparison | None:
        """One contender against the baseline; None for the baseline and for counts."""
        found = (c for c in self.comparisons if (c.model, c.metric) == (model, metric))
        return next(found, None)

    def has_interval(self, metric: str) -> bool:
        """Whether its figures are means over several people, which chance could have moved."""
        return METRICS[metric.partition("@")[0]].per_person and len(self.people) > 1

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; what is kept per person stays out."""
        results = [
            {key: value for key, value in asdict(result).items() if key != "label"}
            | {"metrics": {key: self._figure(result, key) for key in result.metrics}}
            for result in self.results
        ]
        return {
            "protocol": self.protocol,
            "dataset": asdict(self.dataset),
            "results": results,
            "comparisons": [_told(comparison) for comparison in self.comparisons],
            "baseline": self.baseline,
            "seed": self.seed,
            "people": len(self.people),
            "newcomers": self.newcomers,
            "caveat": self.caveat,
            "left_out": self.left_out,
            "setup": self.setup,
            "versions": versions(),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a contender and metric, for a CSV file; empty cells for the baseline itself."""
        return pd.DataFrame(
            [self._row(result, key) for result in self.results for key in result.metrics]
        )

    def _figure(self, result: Result, key: str) -> dict[str, float | None]:
        """A figure with its interval, of which nobody's alone has any."""
        figure = asdict(result.metrics[key])
        return figure if len(self.people) > 1 else figure | {"low": None, "high": None}

    def _row(self, result: Result, key: str) -> dict[str, Any]:
        against = self.comparison(result.model, key)
        return {
            "model": result.model,
            "label": result.label,
            "metric": key,
            **self._figure(result, key),
            "baseline": self.baseline,
            "difference": against.difference if against else None,
            "difference_low": against.low if against else None,
            "difference_high": against.high if against else None,
            "p_adjusted": against.p_adjusted if against else None,
            "verdict": against.verdict if against else "",
            "people": len(self.people),
            "fit_seconds": result.fit_seconds,
            "score_seconds": result.score_seconds,
            "peak_mb": result.peak_mb,
        }


def _told(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain values, without numbers of people that may not be told."""
    wins, losses = comparison.told
    return asdict(comparison) | {
        "wins": comparison.wins if wins else None,
        "losses": comparison.losses if losses else None,
    }
