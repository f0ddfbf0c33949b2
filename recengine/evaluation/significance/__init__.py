"""Significance: how far a figure could be off, and whether two differ by more than chance."""

from recengine.evaluation.significance.comparison import (
    Comparison,
    compare,
    holm,
    interval_of_difference,
    sign_flip_p,
)
from recengine.evaluation.significance.effect import effect_size
from recengine.evaluation.significance.power import detectable_difference, power_of
from recengine.evaluation.significance.uncertainty import (
    Estimate,
    bootstrap_means,
    interval,
    mean_interval,
)

__all__ = [
    "Comparison",
    "Estimate",
    "bootstrap_means",
    "compare",
    "detectable_difference",
    "effect_size",
    "holm",
    "interval",
    "interval_of_difference",
    "mean_interval",
    "power_of",
    "sign_flip_p",
]
