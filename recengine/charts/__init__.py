"""Plotly figures and card values from plain results; the only package that draws."""

from recengine.charts.audience import audience
from recengine.charts.curves import by_length
from recengine.charts.data import activity, by_hour, lengths, long_tail, sparsity
from recengine.charts.differences import differences
from recengine.charts.evaluation import leaderboard, metric_label, trade_off
from recengine.charts.figure import CONFIG
from recengine.charts.frontier import frontier
from recengine.charts.maps import item_map
from recengine.charts.newcomers import learning_curve, sharpening
from recengine.charts.recipes import overlap
from recengine.charts.segments import segments
from recengine.charts.way import attributes, bump, waterfall, without

__all__ = [
    "CONFIG",
    "activity",
    "attributes",
    "audience",
    "bump",
    "by_hour",
    "by_length",
    "differences",
    "frontier",
    "item_map",
    "leaderboard",
    "learning_curve",
    "lengths",
    "long_tail",
    "metric_label",
    "overlap",
    "segments",
    "sharpening",
    "sparsity",
    "trade_off",
    "waterfall",
    "without",
]
