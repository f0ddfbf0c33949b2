"""Blend weights: how much each model should count, found on choices that were held back.

    blend(u, i) = sum_m w_m z_m(u, i)       w on the simplex: none below 0, all together 1
    gain(w)     = mean over held-back choices of 1 / log2(1 + rank of the choice), 0 beyond 20th

Weight is moved from one model to another in steps of a fifth, a tenth and a twentieth, for as long
as that finds more. The gain is a staircase, so slopes are of no use; it depends on a handful of
numbers, so looking around is enough. A few hundred choices leave much to chance, so the weights are
the mean of those that are best in samples of the choices, drawn with replacement; no sample is
larger than it has to be, so that more choices cost no more time.

Breiman (1996). Bagging predictors. Machine Learning 24.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from recengine.arrays import Array, Floats
from recengine.models.base import best
from recengine.models.threads import one_blas_thread
from recengine.progress import Progress, quiet

#: Places of a list that count, and how many of each model's best are looked at.
_PLACES = 20
_CANDIDATES = 50
_STEPS = (0.2, 0.1, 0.05)
#: Samples of the choices whose best weights are averaged.
_SAMPLES = 8
#: Most choices of a sample.
_SIZE = 1_500
#: What each place is worth, and nothing beyond the last.
_WORTH = np.append(1.0 / np.log2(np.arange(_PLACES) + 2.0), 0.0)
#: Below any score, and yet finite, since infinity times a weight of 0 is no number.
_LEAST = np.float32(-1e30)


@dataclass(frozen=True, eq=False)
class Trials:
    """Held-back choices, each among the items that any model thinks best.

    Choices that no blend can place are only counted.

    Parameters
    ----------
    ahead : (n_models, n, n_candidates) float32, by how much each model sets a candidate above the
        choice; very little where it is none.
    rows : (n,) which of all choices each is.
    total : number of all choices.
    """

    ahead: Array
    rows: Array
    total: int

    @property
    def n_models(self) -> int:
        """How many models speak."""
        return len(self.ahead)

    def lead(self, weights: Floats) -> Array:
        """(n, n_candidates) by how much a blend sets each candidate above the choice."""
        out: Array = np.tensordot(weights.astype(np.float32), self.ahead, axes=1)
        return out

    def gain(self, weights: Floats) -> float:
        """How well a blend places the choices, 0 to 1; equal scores count against it."""
        return float(_gains(self.lead(weights)).sum() / self.total)

    def among(self, which: Array) -> Trials:
        """Only the choices that ``which`` names, one as often as it is named."""
        times = np.bincount(which, minlength=self.total)[self.rows]
        places = np.repeat(np.arange(len(self.rows)), times)
        return Trials(self.ahead[:, places], self.rows[places], len(which))


def trials(scores: Floats, known: Array, wanted: Array) -> Trials:
    """Trials from whole rows of scores.

    Parameters
    ----------
    scores : (n_models, n, n_items).
    known : (n, n_items) true where an item may not be shown.
    wanted : (n,) code of what was chosen.

    >>> met = np.array([[True, False, False]])
    >>> made = trials(np.array([[[3.0, 2.0, 1.0]]]), met, wanted=np.array([2]))
    >>> round(made.gain(np.array([1.0])), 3)
    0.631
    """
    rows = np.arange(scores.shape[1])
    open_to = np.where(known[None], -np.inf, scores)
    found = [best(of_one, _CANDIDATES)[0] for of_one in open_to]
    codes = np.sort(np.concatenate(found, axis=1), axis=1)
    repeated = np.zeros_like(codes, dtype=bool)
    repeated[:, 1:] = codes[:, 1:] == codes[:, :-1]
    ahead = scores[:, rows[:, None], codes] - scores[:, rows, wanted][:, :, None]
    none = repeated | known[rows[:, None], codes] | (codes == wanted[:, None])
    ahead = np.where(none, _LEAST, ahead.astype(np.float32))
    possible = np.flatnonzero((ahead >= 0).all(axis=0).sum(axis=1) < _PLACES)
    return Trials(_gathered(ahead[:, possible], none[possible]), possible, len(rows))


def joined(parts: list[Trials]) -> Trials:
    """Trials of several groups of people as one, in their order."""
    before = np.cumsum([0, *(part.total for part in parts)])
    rows = [part.rows + start for part, start in zip(parts, before[:-1], strict=True)]
    width = max(part.ahead.shape[2] for part in parts)
    wide = [_widened(part.ahead, width) for part in parts]
    return Trials(np.concatenate(wide, axis=1), np.concatenate(rows), int(before[-1]))


def learn_weights(
    held: Trials,
    among: Array | None = None,
    start: Floats | None = None,
    progress: Progress = quiet,
) -> Floats:
    """(n_models,) the weights that place the choices best, from equal ones or from ``start``.

    ``among`` are the choices to learn from; all without it.

    >>> right = np.array([[[-1.0]], [[2.0]]], dtype=np.float32)
    >>> learn_weights(Trials(right, np.array([0]), 1)).tolist()
    [1.0, 0.0]
    """
    choices = np.arange(held.total) if among is None else among
    rng = np.random.default_rng(0)
    found = []
    with one_blas_thread():
        for sample in range(_SAMPLES):
            progress(sample / _SAMPLES, "Weighing the models")
            drawn = rng.choice(choices, min(len(choices), _SIZE))
            found.append(_climb(held.among(drawn), start))
    return np.mean(found, axis=0)


def _climb(held: Trials, start: Floats | None) -> Floats:
    """The best weights for some choices, by moves from one model to another."""
    alone = np.eye(held.n_models)
    starts = [start] if start is not None else [alone.mean(axis=0), *alone]
    weights = max(starts, key=held.gain)
    lead = held.lead(weights)
    gain = _gains(lead).sum()
    for step in _STEPS:
        better = True
        while better:
            better = False
            for giver, taker in permutations(range(held.n_models), 2):
                moved = min(step, weights[giver])
                if moved == 0:
                    continue
                ahead = lead + np.float32(moved) * (held.ahead[taker] - held.ahead[giver])
                if (found := _gains(ahead).sum()) > gain + 1e-9:
                    weights = weights + moved * (alone[taker] - alone[giver])
                    lead, gain, better = ahead, found, True
    return weights


def _gains(lead: Array) -> Floats:
    """(n,) what the place of each choice is worth, by how far each candidate is ahead of it."""
    out: Floats = _WORTH[np.minimum(np.count_nonzero(lead >= 0, axis=1), _PLACES)]
    return out


def _gathered(ahead: Array, none: Array) -> Array:
    """Candidates first in each row, as wide as the longest row needs."""
    order = np.argsort(none, axis=1, kind="stable")[:, : (~none).sum(axis=1).max(initial=0)]
    out: Array = np.take_along_axis(ahead, order[None], axis=2)
    return out


def _widened(ahead: Array, width: int) -> Array:
    """Filled up with candidates that are none."""
    missing = width - ahead.shape[2]
    return np.pad(ahead, ((0, 0), (0, 0), (0, missing)), constant_values=_LEAST)
