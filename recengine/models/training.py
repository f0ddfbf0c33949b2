"""Training of the transformer: batches, early stopping, and the best weights kept.

After every pass all that the next one depends on can be written down; see ``checkpoint.py``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import jax
import numpy as np

from recengine.arrays import Array
from recengine.data.history import History
from recengine.models.adam import Moments, Weights, at_rest
from recengine.models.checkpoint import Checkpoint
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


class _State(NamedTuple):
    """All that the next pass depends on, but for the order of batches.

    ``best`` are the weights that found best what was held back, with that ``gain``, ``since`` so
    many passes; ``key`` is where random silence goes on.
    """

    weights: Weights
    moments: Moments
    best: Weights
    key: Any
    gain: float = -1.0
    since: int = 0
    passes: int = 0


def train(model: SASRec, liked: History, progress: Progress) -> Weights:
    """Weights that find best what was held back, or the last ones where too little could be."""
    from recengine.models.sasrec import padded  # noqa: PLC0415  it imports this room when it fits

    rng = np.random.default_rng(model.seed)
    checkpoint = Checkpoint.of(model, liked.starts, liked.items, np.array(liked.n_items))
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
    start = _State(
        weights, at_rest(weights), weights, jax.random.key_data(jax.random.key(model.seed))
    )
    state = checkpoint.resume(start, rng)
    while state.passes < epochs and state.since < PATIENCE:
        state = _pass(model, state, _batches(rows, rng), epochs, progress)
        if len(judged) >= _FEWEST_JUDGES:
            state = _judged(state, _gain(state.weights, judged, model.heads))
        else:
            state = state._replace(best=state.weights)
        checkpoint.save(state, rng)
    checkpoint.remove()
    return jax.tree.map(np.asarray, state.best)


def _pass(
    model: SASRec, state: _State, batches: list[Array], epochs: int, progress: Progress
) -> _State:
    """One step for every batch."""
    weights, moments, key = state.weights, state.moments, jax.random.wrap_key_data(state.key)
    before = int(state.passes) * len(batches)
    for count, batch in enumerate(batches, start=before + 1):
        if (count - 1) % EVERY == 0:
            share = (count - 1) / (epochs * len(batches))
            progress(share, f"Pass {state.passes + 1} of at most {epochs}")
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
    return state._replace(
        weights=weights, moments=moments, key=jax.random.key_data(key), passes=state.passes + 1
    )


def _judged(state: _State, gain: float) -> _State:
    """The best weights so far, and for how many passes they have been that."""
    if gain > state.gain:
        return state._replace(best=state.weights, gain=gain, since=0)
    return state._replace(since=state.since + 1)


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
