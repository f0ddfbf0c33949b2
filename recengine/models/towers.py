"""Two towers as pure functions of their weights: one for items, one for people.

    e_i = E_i + F_i W                                    an item's id, and what describes it
    v_i = unit(e_i + relu(e_i A) B)                      the item's point
    x_u = sum of w_j e_j over the history / sum of |w_j|
    u   = unit(x_u + relu([x_u, now] C) D)               the person's point, at a moment

The loss compares each choice with the other choices of its batch, less the log of how often they
occur, so that what is popular is not punished for standing there often (Yi et al. 2019). Now and
then an item's id is left out, so that its description learns to stand in for it (Volkovs et al.
2017).

Yi, Yang, Hong, Cheng, Heldt, Kumthekar, Zhao, Wei and Chi (2019). Sampling-bias-corrected neural
modeling for large corpus item recommendations. RecSys '19. Volkovs, Yu and Poutanen (2017).
DropoutNet: addressing cold start in recommender systems. NIPS '17.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from recengine.arrays import Array
from recengine.models.adam import Moments, Weights, descend

_FAR = -1e9


def start_weights(n_items: int, n_features: int, n_moment: int, factors: int, seed: int) -> Weights:
    """Weights before anything was learned: small, random, and the same for one seed.

    ``n_moment`` numbers say what moment it is.
    """
    rng = np.random.default_rng(seed)

    def small(*shape: int) -> Array:
        return (rng.standard_normal(shape) * 0.05).astype(np.float32)

    return {
        "ids": small(n_items, factors),
        "features": small(n_features, factors),
        "item_wide": small(factors, 2 * factors),
        "item_narrow": small(2 * factors, factors),
        "person_wide": small(factors + n_moment, 2 * factors),
        "person_narrow": small(2 * factors, factors),
    }


def item_tower(weights: Weights, entries: Any) -> Any:
    """(..., factors) points of items from what is known of them."""
    moved = jax.nn.relu(entries @ weights["item_wide"]) @ weights["item_narrow"]
    return unit(entries + moved)


def person_tower(weights: Weights, taste: Any, moment: Any) -> Any:
    """(..., factors) points of people from the mean of their history and the moment."""
    both = jnp.concatenate([taste, moment], axis=-1)
    moved = jax.nn.relu(both @ weights["person_wide"]) @ weights["person_narrow"]
    return unit(taste + moved)


def unit(x: Any) -> Any:
    """Vectors of length 1; what has no length keeps none."""
    return x / jnp.sqrt((x**2).sum(axis=-1, keepdims=True) + 1e-12)


def loss(weights: Weights, batch: dict[str, Any], features: Any, heat: float, kept: Any) -> Any:
    """Mean cross-entropy of each choice among those of the batch.

    Parameters
    ----------
    batch : ``items`` and ``signs`` (n, length) histories, 0 where there is none; ``wanted`` (n,)
        codes; ``moment`` (n, n_moment); ``log_share`` (n,) how often what is wanted occurs;
        ``real`` (n,).
    features : (n_items, n_features).
    kept : (n_items,) 0 where an item's id is left out.
    """
    described = features @ weights["features"]
    entries = weights["ids"] * kept[:, None] + described
    signs = jnp.where(batch["items"] == batch["wanted"][:, None], 0.0, batch["signs"])
    taste = (entries[batch["items"]] * signs[:, :, None]).sum(axis=1)
    taste = taste / jnp.maximum(jnp.abs(signs).sum(axis=1, keepdims=True), 1e-6)
    people = person_tower(weights, taste, batch["moment"])
    items = item_tower(weights, entries[batch["wanted"]])
    logits = people @ items.T / heat - batch["log_share"][None, :]
    n = len(batch["wanted"])
    twin = (batch["wanted"][:, None] == batch["wanted"][None, :]) & ~jnp.eye(n, dtype=bool)
    logits = jnp.where(twin | (batch["real"][None, :] == 0), _FAR, logits)
    missed = jax.nn.logsumexp(logits, axis=1) - jnp.diagonal(logits)
    return (missed * batch["real"]).sum() / batch["real"].sum()


@partial(jax.jit, static_argnames=("heat",))
def step(
    weights: Weights,
    moments: Moments,
    count: Any,
    batch: dict[str, Any],
    features: Any,
    kept: Any,
    *,
    learning_rate: float,
    heat: float,
) -> tuple[Weights, Moments]:
    """One step of Adam on one batch."""
    slopes = jax.grad(loss)(weights, batch, features, heat, kept)
    return descend(weights, moments, slopes, count, learning_rate)
