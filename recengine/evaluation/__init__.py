"""Offline evaluation: what was held back, who finds it, and how sure that is."""

from recengine.evaluation.comparison import Comparison, compare, holm, sign_flip_p
from recengine.evaluation.contenders import Contender, ModelContender
from recengine.evaluation.evaluate import evaluate
from recengine.evaluation.finding import finding
from recengine.evaluation.guide import Approach, Measurement, Need, approaches
from recengine.evaluation.leaks import LeakCheck, leak_check
from recengine.evaluation.made import Asked, Made
from recengine.evaluation.metrics import (
    DEFAULT_METRICS,
    METRICS,
    Catalogue,
    Facts,
    Lists,
    Metric,
    MetricAt,
    hits_of,
    parse_metrics,
)
from recengine.evaluation.protocol import rank
from recengine.evaluation.report import DatasetSummary, Report, Result
from recengine.evaluation.setup import Entrant, Setup
from recengine.evaluation.topk import shuffled_catalogue, top_k
from recengine.evaluation.tuning import Trial, Tuned, tunable, tune
from recengine.evaluation.uncertainty import Estimate, bootstrap_means, interval, mean_interval

__all__ = [
    "DEFAULT_METRICS",
    "METRICS",
    "Approach",
    "Asked",
    "Catalogue",
    "Comparison",
    "Contender",
    "DatasetSummary",
    "Entrant",
    "Estimate",
    "Facts",
    "LeakCheck",
    "Lists",
    "Made",
    "Measurement",
    "Metric",
    "MetricAt",
    "ModelContender",
    "Need",
    "Report",
    "Result",
    "Setup",
    "Trial",
    "Tuned",
    "approaches",
    "bootstrap_means",
    "compare",
    "evaluate",
    "finding",
    "hits_of",
    "holm",
    "interval",
    "leak_check",
    "mean_interval",
    "parse_metrics",
    "rank",
    "shuffled_catalogue",
    "sign_flip_p",
    "top_k",
    "tunable",
    "tune",
]
