"""Shares: how many times as large one share is as another, and how sure that is.

    ratio = (a / n) / (b / m)
    log ratio  +-  z sqrt(1/a - 1/n + 1/b - 1/m)

a of n people in one group do something, b of m in another, who are other people. Where many
ratios are looked at together, z is for the level 1 - 0.05 / (how many), so that all intervals
hold at once in 95 of 100 cases (Bonferroni).

Katz et al. (1978). Obtaining confidence intervals for the risk ratio. Biometrics 34.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from recengine.arrays import Array, Floats


@dataclass(frozen=True, eq=False)
class Ratios:
    """(n,) ratios of shares, and the ends of their intervals."""

    ratio: Floats
    low: Floats
    high: Floats


def ratios_of_shares(a: Array, n: int, b: Array, m: int, *, together: int = 1) -> Ratios:
    """Each ``(a / n) / (b / m)`` with an interval that holds for all ``together``; a, b above 0.

    >>> found = ratios_of_shares(np.array([30]), 100, np.array([20]), 100)
    >>> [round(float(value[0]), 2) for value in (found.ratio, found.low, found.high)]
    [1.5, 0.92, 2.46]
    """
    z = stats.norm.ppf(1.0 - 0.025 / max(together, 1))
    ratio = (a / n) / (b / m)
    spread = np.exp(z * np.sqrt(1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m))
    return Ratios(ratio, ratio / spread, ratio * spread)
