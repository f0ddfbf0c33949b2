"""The one registry of metrics; a new metric is one file and one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Floats
from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.evaluation.metrics.coverage import coverage
from recengine.evaluation.metrics.diversity import diversity
from recengine.evaluation.metrics.gini import gini
from recengine.evaluation.metrics.hit import hit
from recengine.evaluation.metrics.lists import Catalogue, Lists
from recengine.evaluation.metrics.longtail import longtail
from recengine.evaluation.metrics.mean_average_precision import average_precision
from recengine.evaluation.metrics.ndcg import ndcg
from recengine.evaluation.metrics.novelty import novelty
from recengine.evaluation.metrics.precision import precision
from recengine.evaluation.metrics.recall import recall
from recengine.evaluation.metrics.reciprocal_rank import reciprocal_rank

#: Longest list that may be judged.
MAX_K = 1_000


@dataclass(frozen=True)
class Metric:
    """One figure of merit.

    Parameters
    ----------
    name : as on the command line, without ``@k``.
    label : as pages write it.
    help : one plain sentence for a tooltip.
    measure : (n_people,) values of ``Lists``, or a single one in an array of shape ().
    higher_is_better : whether more is to be preferred, all else equal.
    per_person : whether it is a mean over people, with an interval, or one figure of all lists.
    """

    name: str
    label: str
    help: str
    measure: Callable[[Lists], Floats]
    higher_is_better: bool = True
    per_person: bool = True


@dataclass(frozen=True)
class MetricAt:
    """A metric of the first ``k`` places.

    >>> MetricAt(METRICS["ndcg"], 10).key
    'ndcg@10'
    """

    metric: Metric
    k: int

    @property
    def key(self) -> str:
        """Name and k, as in reports."""
        return f"{self.metric.name}@{self.k}"

    @property
    def label(self) -> str:
        """Label and k, as on pages."""
        return f"{self.metric.label}@{self.k}"

    def measure(self, lists: Lists) -> Floats:
        """(n_people,) values, or shape () for a figure of all lists together."""
        return self.metric.measure(lists.top(self.k))


def _of_hits(function: Callable[[Array, Array], Floats]) -> Callable[[Lists], Floats]:
    return lambda lists: function(lists.hits, lists.n_relevant)


def _novelty(lists: Lists) -> Floats:
    return novelty(lists.codes, lists.catalogue.owners, lists.catalogue.n_people)


METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric(
            "precision",
            "Precision",
            "Of the titles we show, the share that the person then chose.",
            _of_hits(precision),
        ),
        Metric(
            "recall",
            "Recall",
            "Of the titles the person then chose, the share that was in the list.",
            _of_hits(recall),
        ),
        Metric(
            "hit",
            "Hit rate",
            "The share of people whose list held at least one title they then chose.",
            _of_hits(hit),
        ),
        Metric(
            "map",
            "MAP",
            "Like precision, but a right title counts more the higher it stands.",
            _of_hits(average_precision),
        ),
        Metric(
            "mrr",
            "MRR",
            "How high the first right title stands: 1 for first place, a half for second.",
            _of_hits(reciprocal_rank),
        ),
        Metric(
            "ndcg",
            "NDCG",
            "How close the list comes to the perfect one, which opens with every right title.",
            _of_hits(ndcg),
        ),
        Metric(
            "coverage",
            "Coverage",
            "The share of the catalogue that is shown to anybody at all.",
            lambda lists: np.array(coverage(lists.codes, lists.catalogue.n_items)),
            per_person=False,
        ),
        Metric(
            "novelty",
            "Novelty",
            "How little known the titles shown are: one point more is half as many people.",
            _novelty,
        ),
        Metric(
            "diversity",
            "Diversity",
            "How unlike each other the titles of one list are: 0 all alike, 1 nothing in common.",
            lambda lists: diversity(lists.codes, lists.catalogue.features),
        ),
        Metric(
            "longtail",
            "Long tail",
            "The share of the titles shown that is not among the best known fifth.",
            lambda lists: longtail(lists.codes, lists.catalogue.owners),
        ),
        Metric(
            "gini",
            "Gini",
            "How unequally titles are shown: 0 all equally often, 1 always the same one.",
            lambda lists: np.array(gini(lists.codes, lists.catalogue.n_items)),
            higher_is_better=False,
            per_person=False,
        ),
    )
}

#: What is measured unless somebody says otherwise.
DEFAULT_METRICS = "ndcg,recall,precision,hit,map,mrr,coverage,novelty,diversity"


def parse_metrics(text: str, k: int = 10) -> tuple[MetricAt, ...]:
    """Metrics from text such as ``ndcg@10,recall@20``; a name alone is taken at ``k``.

    >>> [wanted.key for wanted in parse_metrics("ndcg@5, hit")]
    ['ndcg@5', 'hit@10']
    """
    parts = [part.strip().lower() for part in text.split(",") if part.strip()]
    wanted = tuple(dict.fromkeys(_parse(part, k) for part in parts))
    if not wanted:
        raise InvalidSetting(
            Problem("no_metric", "No metric was named.", f"Choose among {', '.join(METRICS)}.")
        )
    return wanted


def _parse(part: str, k: int) -> MetricAt:
    name, at, places = part.partition("@")
    if name not in METRICS:
        raise InvalidSetting(
            Problem(
                "unknown_metric",
                f"There is no metric called {name!r}.",
                f"{choose_among(METRICS, name)} Write them as in ndcg@10.",
                value=part,
            )
        )
    if at and not places.isdecimal():
        raise _bad_k(part, places)
    size = int(places) if at else k
    if not 1 <= size <= MAX_K:
        raise _bad_k(part, str(size))
    return MetricAt(METRICS[name], size)


def _bad_k(part: str, places: str) -> InvalidSetting:
    return InvalidSetting(
        Problem(
            "bad_k",
            f"{part!r} asks for a list of {places!r} places.",
            f"Write a whole number from 1 to {MAX_K:,} after the @, as in ndcg@10.",
            value=part,
        )
    )


__all__ = [
    "DEFAULT_METRICS",
    "MAX_K",
    "METRICS",
    "Catalogue",
    "Lists",
    "Metric",
    "MetricAt",
    "average_precision",
    "coverage",
    "diversity",
    "gini",
    "hit",
    "longtail",
    "ndcg",
    "novelty",
    "parse_metrics",
    "precision",
    "recall",
    "reciprocal_rank",
]
