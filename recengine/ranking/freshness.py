"""Freshness: a bonus for new items that fades with their age.

    bonus(i) = weight * top * 2 ^ (-age_i / half_life)

``top`` is the largest size of a person's scores, so that a weight means the same for everybody.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats


def freshness_bonus(
    scores: Floats, age_days: Floats, *, weight: float, half_life_days: float
) -> Floats:
    """(n_people, n_items) bonus; an unknown (NaN) age earns none.

    >>> freshness_bonus(np.array([[2.0, 0.0, 0.0]]), np.array([7.0, 0.0, np.nan]),
    ...                 weight=0.5, half_life_days=7.0)
    array([[0.5, 1. , 0. ]])
    """
    newness = np.nan_to_num(np.exp2(-np.maximum(age_days, 0.0) / half_life_days), nan=0.0)
    top = np.abs(scores).max(axis=1, initial=0.0, keepdims=True)
    bonus: Floats = weight * top * newness
    return bonus
