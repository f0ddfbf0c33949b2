"""Adam: one step down a slope, each weight with a pace of its own.

    m = .9 m + .1 g      v = .98 v + .02 g^2
    w = w - rate sqrt(1 - .98^t) / (1 - .9^t)  m / (sqrt(v) + 1e-8)

Kingma and Ba (2015). Adam: a method for stochastic optimization. ICLR '15.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

Weights = dict[str, Any]
Moments = tuple[Weights, Weights]


def at_rest(weights: Weights) -> Moments:
    """The moments before the first step.

    >>> at_rest({"w": np.ones(2)})
    ({'w': array([0., 0.])}, {'w': array([0., 0.])})
    """
    zeros = jax.tree.map(np.zeros_like, weights)
    return zeros, zeros


def descend(
    weights: Weights, moments: Moments, slopes: Weights, count: Any, learning_rate: float
) -> tuple[Weights, Moments]:
    """Weights and moments after step number ``count``, counted from 1."""
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments[0], slopes)
    second = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * g * g, moments[1], slopes)
    rate = learning_rate * jnp.sqrt(1 - 0.98**count) / (1 - 0.9**count)
    moved = jax.tree.map(
        lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-8), weights, first, second
    )
    return moved, (first, second)
