"""A small causal transformer over sequences of items, as pure functions of its weights.

    x      = E[items] + P[places from the end]
    x     += attention(norm(x));   x += feed forward(norm(x))        ``blocks`` times
    logits = norm(x) E'                                              items share one table E

Sequences stand at the right of their row; 0 is no item, and item code c is c + 1.

Vaswani et al. (2017). Attention is all you need. NIPS '17.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from recengine.arrays import Array
from recengine.models.adam import Moments, Weights, descend

_FAR = -1e9


def start_weights(n_items: int, factors: int, blocks: int, length: int, seed: int) -> Weights:
    """Weights before anything was learned: small, random, and the same for one seed."""
    rng = np.random.default_rng(seed)

    def small(*shape: int) -> Array:
        return (rng.standard_normal(shape) * 0.02).astype(np.float32)

    names = ("query", "key", "value", "out")

    def block() -> Weights:
        return {
            **{name: small(factors, factors) for name in names},
            "wide": small(factors, 2 * factors),
            "narrow": small(2 * factors, factors),
            "norms": np.ones((2, factors), dtype=np.float32),
        }

    return {
        "items": small(n_items + 1, factors),
        "places": small(length, factors),
        "norm": np.ones(factors, dtype=np.float32),
        "blocks": [block() for _ in range(blocks)],
    }


def encode(weights: Weights, rows: Any, heads: int, dropout: float = 0.0, key: Any = None) -> Any:
    """(n, length, factors) what stands at each place once all before it has been looked at."""
    draws = 1 + 2 * len(weights["blocks"])
    keys = iter(jax.random.split(key, draws) if dropout else ())
    filled = rows > 0
    length, factors = rows.shape[1], weights["items"].shape[1]
    x = weights["items"][rows] * math.sqrt(factors) + weights["places"][-length:]
    x = _dropped(x, dropout, keys) * filled[:, :, None]
    visible = jnp.tril(jnp.ones((length, length), dtype=bool))[None] & filled[:, None, :]
    visible |= jnp.eye(length, dtype=bool)[None]
    for block in weights["blocks"]:
        x += _dropped(_attend(block, _norm(x, block["norms"][0]), visible, heads), dropout, keys)
        hidden = jax.nn.relu(_norm(x, block["norms"][1]) @ block["wide"])
        x += _dropped(hidden @ block["narrow"], dropout, keys)
    return _norm(x, weights["norm"])


def _attend(block: Weights, x: Any, visible: Any, heads: int) -> Any:
    n, length, factors = x.shape

    def split(name: str) -> Any:
        return (x @ block[name]).reshape(n, length, heads, -1)

    logits = jnp.einsum("nqhd,nkhd->nhqk", split("query"), split("key"))
    logits = logits / jnp.sqrt(factors / heads)
    shares = jax.nn.softmax(jnp.where(visible[:, None], logits, _FAR), axis=-1)
    mixed = jnp.einsum("nhqk,nkhd->nqhd", shares, split("value"))
    return mixed.reshape(n, length, factors) @ block["out"]


def _norm(x: Any, scale: Any) -> Any:
    centred = x - x.mean(axis=-1, keepdims=True)
    return scale * centred / jnp.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-6)


def _dropped(x: Any, rate: float, keys: Any) -> Any:
    if not rate:
        return x
    return jnp.where(jax.random.bernoulli(next(keys), 1 - rate, x.shape), x / (1 - rate), 0.0)


@partial(jax.jit, static_argnames=("heads",))
def next_logits(weights: Weights, rows: Any, heads: int) -> Any:
    """(n, n_items) how likely each item is to come next, before the softmax."""
    return encode(weights, rows, heads)[:, -1] @ weights["items"][1:].T


def loss(weights: Weights, rows: Any, targets: Any, key: Any, heads: int, dropout: float) -> Any:
    """Mean cross-entropy, over the whole catalogue, of the places that have a target."""
    states = encode(weights, rows, heads, dropout, key).reshape(-1, weights["items"].shape[1])
    wanted = targets.reshape(-1)
    logits = (states @ weights["items"].T).at[:, 0].set(_FAR)
    missed = jax.nn.logsumexp(logits, axis=1) - logits[jnp.arange(len(wanted)), wanted]
    counted = wanted > 0
    return (missed * counted).sum() / jnp.maximum(counted.sum(), 1)


@partial(jax.jit, static_argnames=("heads", "dropout"))
def step(
    weights: Weights,
    moments: Moments,
    count: Any,
    rows: Any,
    targets: Any,
    key: Any,
    *,
    learning_rate: float,
    heads: int,
    dropout: float,
) -> tuple[Weights, Moments]:
    """One step of Adam on one batch."""
    slopes = jax.grad(loss)(weights, rows, targets, key, heads, dropout)
    return descend(weights, moments, slopes, count, learning_rate)
