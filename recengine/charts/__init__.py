"""Plotly figures and card values from plain results; the only package that draws."""

from recengine.charts.data import activity, by_hour, lengths, long_tail, sparsity
from recengine.charts.evaluation import leaderboard, metric_label, trade_off
from recengine.charts.figure import CONFIG

__all__ = [
    "CONFIG",
    "activity",
    "by_hour",
    "leaderboard",
    "lengths",
    "long_tail",
    "metric_label",
    "sparsity",
    "trade_off",
]
