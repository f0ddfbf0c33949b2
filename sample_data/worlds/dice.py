"""Dice: random numbers that come out the same on every machine.

Only ``Generator.random`` of PCG64 is used; its stream is guaranteed, those of the other
distributions are not. Normal and Gumbel numbers are looked up in tables of quantiles that are
rounded to six decimals, because ``log`` may differ in the last bit between machines:

    normal(u) = Phi^-1(u),    gumbel(u) = -ln(-ln(u)),    u = (k + 1/2) / 65536
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TypeVar

import numpy as np

T = TypeVar("T")
Shape = int | tuple[int, ...]

_SIZE = 65536
_MIDDLES = [(k + 0.5) / _SIZE for k in range(_SIZE)]
_NORMAL = np.array([round(NormalDist().inv_cdf(u), 6) for u in _MIDDLES])
_GUMBEL = np.array([round(-math.log(-math.log(u)), 6) for u in _MIDDLES])


class Dice:
    """A stream of random numbers; the same seed and stream number give the same stream.

    >>> Dice(1, 2).below(6, 3).tolist() == Dice(1, 2).below(6, 3).tolist()
    True
    """

    def __init__(self, seed: int, stream: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64([seed, stream]))

    def uniform(self, shape: Shape) -> np.ndarray:
        """Numbers from 0 (included) to 1 (excluded)."""
        return self._generator.random(shape)

    def below(self, limit: int, shape: Shape) -> np.ndarray:
        """Whole numbers from 0 to ``limit - 1``, all equally likely."""
        return (self._generator.random(shape) * limit).astype(np.int64)

    def normal(self, shape: Shape) -> np.ndarray:
        """Numbers with mean 0 and standard deviation 1."""
        return _NORMAL[self.below(_SIZE, shape)]

    def gumbel(self, shape: Shape) -> np.ndarray:
        """Noise that turns "the largest utility wins" into a softmax choice."""
        return _GUMBEL[self.below(_SIZE, shape)]

    def weighted(self, weights: np.ndarray, shape: Shape) -> np.ndarray:
        """Indices drawn in proportion to whole-number ``weights``."""
        edges = np.cumsum(weights)
        return np.searchsorted(edges, self.below(int(edges[-1]), shape), side="right")

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return bool(self._generator.random() < probability)

    def whole(self, low: int, high: int) -> int:
        """One whole number from ``low`` to ``high``, both included."""
        return low + int(self._generator.random() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self._generator.random() * len(options))]

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """Up to ``count`` different options, in random order."""
        left = list(options)
        return [left.pop(int(self._generator.random() * len(left))) for _ in range(count) if left]
