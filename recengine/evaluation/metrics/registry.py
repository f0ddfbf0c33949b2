"""The one registry of metrics; a new metric is one file and one entry here."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics import needs
from recengine.evaluation.metrics.auc import auc
from recengine.evaluation.metrics.calibration import calibration
from recengine.evaluation.metrics.coverage import coverage
from recengine.evaluation.metrics.discovery import discovery
from recengine.evaluation.metrics.diversity import diversity
from recengine.evaluation.metrics.gini import gini
from recengine.evaluation.metrics.hit import hit
from recengine.evaluation.metrics.lists import Lists
from recengine.evaluation.metrics.longtail import longtail
from recengine.evaluation.metrics.mae import mae
from recengine.evaluation.metrics.margin import margin
from recengine.evaluation.metrics.mean_average_precision import average_precision
from recengine.evaluation.metrics.metric import Metric
from recengine.evaluation.metrics.ndcg import ndcg
from recengine.evaluation.metrics.ndcg_graded import graded_ndcg
from recengine.evaluation.metrics.novelty import novelty
from recengine.evaluation.metrics.popularity import popularity
from recengine.evaluation.metrics.precision import precision
from recengine.evaluation.metrics.recall import recall
from recengine.evaluation.metrics.reciprocal_rank import reciprocal_rank
from recengine.evaluation.metrics.rmse import rmse
from recengine.evaluation.metrics.serendipity import serendipity
from recengine.evaluation.metrics.watch_time import watch_time


def _of_hits(
    name: str, label: str, words: str, function: Callable[[Array, Array], Floats]
) -> Metric:
    return Metric(
        name, label, words, function, lambda lists: function(lists.hits, lists.n_relevant)
    )


def _of_stars(
    name: str, label: str, words: str, function: Callable[[Floats, Floats], float]
) -> Metric:
    def measure(lists: Lists) -> Floats:
        if lists.made.stars is None:
            raise ValueError(f"no stars were asked for, which {name} needs")
        return np.array(function(lists.made.stars, lists.facts.ratings.data))

    return Metric(
        name,
        label,
        words,
        function,
        measure,
        higher_is_better=False,
        per_person=False,
        needs="stars",
        cut=False,
        lacks=needs.stars,
    )


def _auc(lists: Lists) -> Floats:
    ahead, others = lists.ahead
    return auc(ahead, others, lists.n_relevant)


METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        _of_hits(
            "precision",
            "Precision",
            "Of the titles we show, the share that the person then chose.",
            precision,
        ),
        _of_hits(
            "recall",
            "Recall",
            "Of the titles the person then chose, the share that was in the list.",
            recall,
        ),
        _of_hits(
            "hit",
            "Hit rate",
            "The share of people whose list held at least one title they then chose.",
            hit,
        ),
        _of_hits(
            "map",
            "MAP",
            "Like precision, but a right title counts more the higher it stands.",
            average_precision,
        ),
        _of_hits(
            "mrr",
            "MRR",
            "How high the first right title stands: 1 for first place, a half for second.",
            reciprocal_rank,
        ),
        _of_hits(
            "ndcg",
            "NDCG",
            "How close the list comes to the perfect one, which opens with every right title.",
            ndcg,
        ),
        Metric(
            "ndcg_graded",
            "Graded NDCG",
            "Like NDCG, but a title that pleased more counts more.",
            graded_ndcg,
            lambda lists: graded_ndcg(lists.gains, lists.own(lists.facts.relevant)),
        ),
        Metric(
            "auc",
            "AUC",
            "How often a title the person then chose stands above one they did not, over the whole "
            "catalogue: 1 always, a half by chance.",
            auc,
            _auc,
            needs="scores",
            cut=False,
        ),
        _of_stars(
            "rmse",
            "RMSE",
            "By how many stars the expected rating is off, where large errors count most.",
            rmse,
        ),
        _of_stars("mae", "MAE", "By how many stars the expected rating is off on average.", mae),
        Metric(
            "coverage",
            "Coverage",
            "The share of the catalogue that is shown to anybody at all.",
            coverage,
            lambda lists: np.array(coverage(lists.codes, lists.catalogue.n_items)),
            per_person=False,
        ),
        Metric(
            "longtail",
            "Long tail",
            "The share of the titles shown that is not among the best known fifth.",
            longtail,
            lambda lists: longtail(lists.codes, lists.catalogue.owners),
        ),
        Metric(
            "gini",
            "Gini",
            "How unequally titles are shown: 0 all equally often, 1 always the same one.",
            gini,
            lambda lists: np.array(gini(lists.codes, lists.catalogue.n_items)),
            higher_is_better=False,
            per_person=False,
        ),
        Metric(
            "novelty",
            "Novelty",
            "How little known the titles shown are: one point more is half as many people.",
            novelty,
            lambda lists: novelty(lists.codes, lists.catalogue.owners, lists.catalogue.n_people),
        ),
        Metric(
            "diversity",
            "Diversity",
            "How unlike each other the titles of one list are: 0 all alike, 1 nothing in common.",
            diversity,
            lambda lists: diversity(lists.codes, lists.catalogue.features),
        ),
        Metric(
            "serendipity",
            "Serendipity",
            "Of the titles we show, the share that the person then chose and that a list of what "
            "most people know would not have shown.",
            serendipity,
            lambda lists: serendipity(
                lists.codes, lists.hits, lists.catalogue.owners, lists.own(lists.facts.met)
            ),
        ),
        Metric(
            "calibration",
            "Calibration",
            "How far the mix of categories in the list is from what the person likes: 0 the same "
            "mix, 4.6 nothing in common.",
            calibration,
            lambda lists: calibration(
                lists.codes, lists.catalogue.shares, lists.own(lists.facts.known.likes)
            ),
            higher_is_better=False,
            lacks=needs.categories,
        ),
        Metric(
            "popularity",
            "Popularity",
            "How well known the titles shown are: the share of people who have met one.",
            popularity,
            lambda lists: popularity(lists.codes, lists.catalogue.owners, lists.catalogue.n_people),
            higher_is_better=False,
        ),
        Metric(
            "discovery",
            "Discovery",
            "The share of the list that is from categories the person has never met.",
            discovery,
            lambda lists: discovery(
                lists.codes, lists.catalogue.shares, lists.own(lists.facts.met)
            ),
        ),
        Metric(
            "watch_time",
            "Watch time",
            "How long the person then watched what is in the list, in the unit of the file.",
            watch_time,
            lambda lists: watch_time(lists.codes, lists.own(lists.facts.watched)),
            lacks=needs.watch_times,
        ),
        Metric(
            "margin",
            "Margin",
            "What the person's purchases of titles in the list earned: price times margin times "
            "quantity.",
            margin,
            lambda lists: margin(
                lists.codes, lists.own(lists.facts.bought), lists.catalogue.profits
            ),
            lacks=needs.profits,
        ),
    )
}

#: What is measured unless somebody says otherwise.
DEFAULT_METRICS = "ndcg,recall,precision,hit,map,mrr,coverage,novelty,diversity"
