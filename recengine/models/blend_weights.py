"""Blend weights: how much each model should count, found on choices that were held back.

    blend(u, i) = sum_m w_m z_m(u, i)       w on the simplex: none below 0, all together 1
    gain(w)     = mean over held-back choices of 1 / log2(1 + rank of the choice), 0 beyond 20th

Weight is moved from one model to another in steps of a fifth, a tenth and a twentieth, for as long
as that finds more. The gain is a staircase, so slopes are of no use; it depends on a handful of
numbers, so looking around is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from recengine.arrays import Array, Floats
from recengine.models.base import best

#: Places of a list that count, and how many of each model's best are looked at.
_PLACES = 20
_CANDIDATES = 100
_STEPS = (0.2, 0.1, 0.05)
#: Below any score, and yet finite, since infinity times a weight of 0 is no number.
_LEAST = -1e30


@dataclass(frozen=True, eq=False)
class Trials:
    """Held-back choices, each among the items that any model thinks best.

    Parameters
    ----------
    wanted : (n_models, n) what each model says of the choice.
    others : (n_models, n, n_candidates) what it says of the others; very little where none is left.
    """

    wanted: Floats
    others: Floats

    def of(self, some: Array) -> Trials:
        """A part of them."""
        return Trials(self.wanted[:, some], self.others[:, some])

    def __len__(self) -> int:
        return self.wanted.shape[1]

    def gain(self, weights: Floats) -> float:
        """How well a blend places the choices, 0 to 1; equal scores count against it."""
        wanted = weights @ self.wanted
        above = np.tensordot(weights, self.others, axes=1) >= wanted[:, None]
        rank = above.sum(axis=1)
        return float(np.where(rank < _PLACES, 1.0 / np.log2(rank + 2.0), 0.0).mean())


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
    others = scores[:, rows[:, None], codes]
    shut = repeated | known[rows[:, None], codes] | (codes == wanted[:, None])
    others[:, shut] = _LEAST
    return Trials(scores[:, rows, wanted], others)


def learn_weights(held: Trials, start: Floats | None = None) -> Floats:
    """(n_models,) the weights that place the choices best, from equal ones or from ``start``.

    >>> right = Trials(np.array([[1.0], [0.0]]), np.array([[[0.0]], [[2.0]]]))
    >>> learn_weights(right).tolist()
    [1.0, 0.0]
    """
    n_models = len(held.wanted)
    alone = np.eye(n_models)
    starts = [start] if start is not None else [np.full(n_models, 1.0 / n_models), *alone]
    weights = max(starts, key=held.gain)
    gain = held.gain(weights)
    for step in _STEPS:
        better = True
        while better:
            better = False
            for giver, taker in permutations(range(n_models), 2):
                moved = weights + min(step, weights[giver]) * (alone[taker] - alone[giver])
                if (found := held.gain(moved)) > gain + 1e-9:
                    weights, gain, better = moved, found, True
    return weights
