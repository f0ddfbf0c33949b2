"""Taste: what is true about people and items, and how a choice follows from it.

    p_u(t)    = start_u + g_u(t) (end_u - start_u)
    a(u,i,t)  = p_u(t) . q_i
    U(u,i,t)  = b_affinity a + b_quality quality_i + b_position / log2(1 + rank) + context
    P(choose i from a slate) = exp U(u,i,t) / sum over the slate of exp U

g_u(t) is how far the drift has come on day t: it rises evenly over the year, or, for the few who
change strongly, within 20 days around their change day. The sums are written out coordinate by
coordinate: a library's matrix product may round differently from machine to machine.
"""

from __future__ import annotations

import math

import numpy as np

DAYS = 365
CHANGE_TAKES_DAYS = 20.0
STEADY = -1  # the change day of somebody who drifts evenly


def drift_progress(day: float, change_day: np.ndarray) -> np.ndarray:
    """Share of each person's drift that has happened by ``day`` (0 to 1).

    >>> drift_progress(364, np.array([STEADY, 300])).tolist()
    [1.0, 1.0]
    >>> drift_progress(300, np.array([STEADY, 300])).round(2).tolist()
    [0.82, 0.5]
    """
    even = day / (DAYS - 1)
    sudden = (day - change_day) / CHANGE_TAKES_DAYS + 0.5
    return np.where(change_day == STEADY, even, np.clip(sudden, 0.0, 1.0))


def taste_on(day: float, start: np.ndarray, end: np.ndarray, change_day: np.ndarray) -> np.ndarray:
    """Everybody's taste vector on one day, shape (people, dimensions)."""
    return start + drift_progress(day, change_day)[:, None] * (end - start)


def inner(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Sum of products over the last axis, in a fixed order of additions."""
    total = left[..., 0] * right[..., 0]
    for coordinate in range(1, left.shape[-1]):
        total = total + left[..., coordinate] * right[..., coordinate]
    return total


def position_appeal(length: int) -> np.ndarray:
    """1 / log2(1 + rank) for ranks 1 to ``length``, rounded so that all machines agree.

    >>> position_appeal(3).tolist()
    [1.0, 0.63093, 0.5]
    """
    return np.array([round(1.0 / math.log2(1 + rank), 6) for rank in range(1, length + 1)])


def exponential(values: np.ndarray) -> np.ndarray:
    """exp, rounded to six decimals so that all machines agree; for short arrays only."""
    return np.array([round(math.exp(value), 6) for value in values.tolist()])


def to_whole(values: np.ndarray) -> np.ndarray:
    """Nearest whole numbers, halves upwards."""
    return np.floor(values + 0.5).astype(np.int64)
