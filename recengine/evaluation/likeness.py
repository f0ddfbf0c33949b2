"""Likeness: how much of what one approach shows another would show too, by RBO of their lists."""

from __future__ import annotations

import numpy as np

from recengine.evaluation.metrics import rbo
from recengine.evaluation.report import Report


def likeness_to(report: Report, model: str) -> dict[str, float]:
    """Contender -> mean RBO of its lists with those of ``model``, over people and folds; 1 itself.

    Parameters
    ----------
    report : with its folds.
    model : name of a contender in it.
    """
    return {
        result.model: float(
            np.concatenate(
                [rbo(fold.codes[result.model], fold.codes[model]) for fold in report.folds]
            ).mean()
        )
        for result in report.results
    }
