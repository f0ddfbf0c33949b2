"""Uncertainty: how far a mean over people could be off, by the bootstrap.

As many people as were tested are drawn from them with replacement, a thousand times; 95 % of the
means lie between low and high (percentile interval). It covers the choice of people, not the
choice of the split, of the moment, or of a model's random start. With few people, or where nobody
was a hit, it is too narrow.

Efron and Tibshirani (1993). An introduction to the bootstrap, chapter 13.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Floats

RESAMPLES = 1_000
LEVEL = 0.95
_BLOCK = 50


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval; without uncertainty all three are the same."""

    mean: float
    low: float
    high: float


def bootstrap_means(values: Floats, *, seed: int, resamples: int = RESAMPLES) -> Floats:
    """(resamples, ...) means over resampled people.

    Parameters
    ----------
    values : (n_people, ...) one or more figures of each person. All of them are resampled
        together, so that differences of means are differences within the same people.

    >>> bootstrap_means(np.array([1.0, 1.0, 1.0]), seed=0, resamples=2)
    array([1., 1.])
    """
    n = len(values)
    flat = values.reshape(n, -1)
    rng = np.random.default_rng([seed, 0])
    means = []
    for start in range(0, resamples, _BLOCK):
        size = min(_BLOCK, resamples - start)
        counts = [np.bincount(rng.integers(n, size=n), minlength=n) for _ in range(size)]
        means.append(np.stack(counts).astype(float) @ flat / n)
    return np.concatenate(means).reshape(resamples, *values.shape[1:])


def interval(means: Floats, level: float = LEVEL) -> tuple[Array, Array]:
    """Low and high ends of the middle ``level`` of resampled means, along the first axis.

    >>> low, high = interval(np.arange(1001.0))
    >>> round(low), round(high)
    (25, 975)
    """
    tail = (1 - level) / 2
    low, high = np.quantile(means, [tail, 1 - tail], axis=0)
    return low, high
