"""Metrics: what is measured of ranked lists, each defined in one file and listed in one registry.

``docs/metrics.md`` shows where libraries of the field differ, on one worked example.
"""

from recengine.evaluation.metrics.auc import auc
from recengine.evaluation.metrics.calibration import calibration
from recengine.evaluation.metrics.catalogue import Catalogue
from recengine.evaluation.metrics.coverage import coverage
from recengine.evaluation.metrics.discovery import discovery
from recengine.evaluation.metrics.diversity import diversity
from recengine.evaluation.metrics.facts import Facts
from recengine.evaluation.metrics.gini import gini
from recengine.evaluation.metrics.hit import hit
from recengine.evaluation.metrics.lists import Lists
from recengine.evaluation.metrics.longtail import longtail
from recengine.evaluation.metrics.lookup import at_places, hits_of
from recengine.evaluation.metrics.mae import mae
from recengine.evaluation.metrics.margin import margin
from recengine.evaluation.metrics.mean_average_precision import average_precision
from recengine.evaluation.metrics.metric import Metric, MetricAt
from recengine.evaluation.metrics.ndcg import ndcg
from recengine.evaluation.metrics.ndcg_graded import graded_ndcg
from recengine.evaluation.metrics.novelty import novelty
from recengine.evaluation.metrics.parsing import MAX_K, parse_metrics
from recengine.evaluation.metrics.popularity import popularity
from recengine.evaluation.metrics.precision import precision
from recengine.evaluation.metrics.rbo import rbo
from recengine.evaluation.metrics.recall import recall
from recengine.evaluation.metrics.reciprocal_rank import reciprocal_rank
from recengine.evaluation.metrics.registry import DEFAULT_METRICS, METRICS
from recengine.evaluation.metrics.rmse import rmse
from recengine.evaluation.metrics.serendipity import serendipity
from recengine.evaluation.metrics.watch_time import watch_time

__all__ = [
    "DEFAULT_METRICS",
    "MAX_K",
    "METRICS",
    "Catalogue",
    "Facts",
    "Lists",
    "Metric",
    "MetricAt",
    "at_places",
    "auc",
    "average_precision",
    "calibration",
    "coverage",
    "discovery",
    "diversity",
    "gini",
    "graded_ndcg",
    "hit",
    "hits_of",
    "longtail",
    "mae",
    "margin",
    "ndcg",
    "novelty",
    "parse_metrics",
    "popularity",
    "precision",
    "rbo",
    "recall",
    "reciprocal_rank",
    "rmse",
    "serendipity",
    "watch_time",
]
