"""Training of the transformer: batches, early stopping, and the best weights kept."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import jax
import numpy as np

from recengine.arrays import Array
from recengine.data.history import History
from recengine.models.adam import Weights, at_rest
from recengine.models.transformer import next_logits, start_weights, step
from recengine.progress import Progress

if TYPE_CHECKING:
    from recengine.models.sasrec import SASRec

BATCH = 128
#: Steps of training that even a tiny data set gets.
FEWEST_STEPS = 100
#: People whose last like is held back to know when to stop, and rounds without getting better.
JUDGES = 1_000
PATIENCE = 4
EVERY = 10
_WIDTHS = (4, 8, 16, 32)
#: Fewer judges than this say more of chance than of the weights.
_FEWEST_JUDGES = 100


def train(model: SASRec, liked: History, progress: Progress) -> Weights:
    """Weights that find best what was held back, or the last ones where too little could be."""
    from recengine.models.sasrec import padded  # noqa: PLC0415  it imports this room when it fits

    rng = np.random.default_rng(model.seed)
    rows = padded(liked, model.length + 1)
    rows = rows[(rows > 0).sum(axis=1) > 1]
    judges = _judges(rows, rng)
    judged = rows[judges]
    rows[judges] = np.roll(rows[judges], 1, axis=1)
    rows[judges, 0] = 0
    weights = start_weights(liked.n_items, model.factors, model.blocks, model.length, model.seed)
    if not len(rows):
        return weights
    steps = len(_batches(rows, rng))
    epochs = max(model.epochs, math.ceil(FEWEST_STEPS / steps))
    moments, best, found, since, count = at_rest(weights), weights, -1.0, 0, 0
    key = jax.random.key(model.seed)
    for epoch in range(epochs):
        for batch in _batches(rows, rng):
            if count % EVERY == 0:
                progress(count / (epochs * steps), f"Pass {epoch + 1} of at most {epochs}")
            count += 1
            key, own = jax.random.split(key)
            weights, moments = step(
                weights,
                moments,
                float(count),
                batch[:, :-1],
                batch[:, 1:] * (batch[:, :-1] > 0),
                own,
                learning_rate=model.learning_rate,
                heads=model.heads,
                dropout=model.dropout,
            )
        if len(judged) >= _FEWEST_JUDGES:
            gain = _gain(weights, judged, model.heads)
            since = 0 if gain > found else since + 1
            if gain > found:
                best, found = weights, gain
            if since >= PATIENCE:
                break
        else:
            best = weights
    return jax.tree.map(np.asarray, best)


def _judges(rows: Array, rng: np.random.Generator) -> Array:
    """Rows whose last item is held back: among those that keep two items without it."""
    able = np.flatnonzero((rows > 0).sum(axis=1) > 2)
    return np.sort(rng.permutation(able)[: min(JUDGES, len(able) // 4)])


def _batches(rows: Array, rng: np.random.Generator) -> list[Array]:
    """Rows in a new order, cut into batches of about equal lengths, with little room left blank.

    Few widths occur, since the network is compiled once for each.
    """
    lengths = (rows > 0).sum(axis=1) - 1
    widest = rows.shape[1] - 1
    widths = np.array([width for width in _WIDTHS if width < widest] + [widest])
    group = np.searchsorted(widths, lengths)
    out = []
    for place in np.unique(group):
        own = rng.permutation(np.flatnonzero(group == place))
        for start in range(0, len(own), BATCH):
            batch = np.zeros((BATCH, widths[place] + 1), dtype=np.int32)
            chosen = rows[own[start : start + BATCH], -(widths[place] + 1) :]
            batch[: len(chosen)] = chosen
            out.append(batch)
    return [out[n] for n in rng.permutation(len(out))]


def _gain(weights: Weights, judged: Array, heads: int) -> float:
    """Mean discounted gain of the held-back item among all."""
    total = 0.0
    for start in range(0, len(judged), BATCH):
        block = judged[start : start + BATCH]
        rows = np.zeros((BATCH, judged.shape[1] - 1), dtype=np.int32)
        rows[: len(block)] = block[:, :-1]
        logits = np.array(next_logits(weights, rows, heads))[: len(block)]
        wanted = np.take_along_axis(logits, block[:, -1:] - 1, axis=1)
        rank = (logits > wanted).sum(axis=1)
        total += float((1.0 / np.log2(rank + 2.0)).sum())
    return total / len(judged)
