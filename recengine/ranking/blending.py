"""Blending: scores of several models brought to one scale and added.

    blend(i) = sum over models of  weight * score(i) / scale
    scale    = largest |score| over the items that may be shown

Dividing, and never shifting, keeps zero at zero and so leaves contributions that add up. A single
model is left as it is, since there is nothing to compare it with.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats, Mask


def extremes(scores: Floats, eligible: Mask) -> tuple[Floats, Floats]:
    """(n_people,) the lowest and the highest score of what may be shown; 0 where nothing may.

    >>> extremes(np.array([[2.0, -4.0, 9.0]]), np.array([[True, True, False]]))
    (array([-4.]), array([2.]))
    """
    people = np.arange(len(scores))
    some = eligible.argmax(axis=1)
    inside = np.where(eligible[people, some], scores[people, some], 0.0)
    shown = np.where(eligible, scores, inside[:, None])
    return shown.min(axis=1), shown.max(axis=1)


def scales(lowest: Floats, highest: Floats) -> Floats:
    """(n_people,) what to divide one model's scores by, from their ``extremes``.

    >>> scales(np.array([-4.0]), np.array([2.0]))
    array([4.])
    """
    largest = np.maximum(np.abs(lowest), np.abs(highest))
    divisible = largest >= np.finfo(float).tiny  # one over anything smaller is infinite
    out: Floats = np.where(divisible, largest, 1.0)
    return out


def blend(scores: dict[str, Floats], factors: dict[str, Floats]) -> Floats:
    """Add up models' scores, each times its factor a person.

    >>> blend({"a": np.array([[1.0, 2.0]])}, {"a": np.array([0.5])})
    array([[0.5, 1. ]])
    """
    parts = (scores[name] * factors[name][:, None] for name in scores)
    out = next(parts)
    for part in parts:
        out += part
    return out
