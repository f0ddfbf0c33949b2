"""Scored: the scores of some people, and what each stage that works on scores added to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.arrays import Floats, Mask
from recengine.data.history import History
from recengine.ranking.recommendations import ReasonKind

#: Stages that add to a score: the kind of reason they give, and how they are called.
ADJUSTMENTS: dict[ReasonKind, str] = {
    "freshness": "freshness",
    "discount": "popularity discount",
    "boost": "lifting rules",
    "cross_sell": "cross-selling",
    "up_sell": "up-selling",
}


@dataclass(frozen=True, eq=False)
class Scored:
    """Scores of some people after every stage that works on scores; arrays (n_people, n_items).

    Parameters
    ----------
    histories : what the models were asked about.
    models : each model's own.
    factors : (n_people,) what each model's are multiplied by.
    blended : their sum.
    adjustments : what each stage that is on adds to it, by one of ``ADJUSTMENTS``.
    eligible : what may be shown.
    fallback : (n_people,) for whom popularity stands in.
    """

    histories: History
    models: dict[str, Floats]
    factors: dict[str, Floats]
    blended: Floats
    adjustments: dict[ReasonKind, Floats]
    eligible: Mask
    fallback: Mask

    @property
    def final(self) -> Floats:
        """Blend and adjustments, minus infinity where an item may not be shown."""
        whole = sum(self.adjustments.values(), self.blended)
        out: Floats = np.where(self.eligible, whole, -np.inf)
        return out

    def adjustment(self, name: ReasonKind, item: int) -> float:
        """What a stage adds to an item for the first of the people."""
        return float(self.adjustments[name][0, item]) if name in self.adjustments else 0.0
