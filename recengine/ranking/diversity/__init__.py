"""Diversity: the ways in which a list can be varied, one file each, and the one registry."""

from __future__ import annotations

from collections.abc import Callable

from recengine.ranking.diversity.calibration import Calibration
from recengine.ranking.diversity.dpp import Determinant
from recengine.ranking.diversity.greedy import Described, Variety, reorder
from recengine.ranking.diversity.mmr import MarginalRelevance
from recengine.ranking.diversity.xquad import Coverage

VARIETIES: dict[str, Callable[[Described], Variety]] = {
    "mmr": MarginalRelevance,
    "dpp": Determinant,
    "xquad": Coverage,
    "calibrated": Calibration,
}

__all__ = ["VARIETIES", "Described", "Variety", "reorder"]
