"""Blending: scores of several models brought to one scale and added.

    blend(i) = sum over models of  weight * score(i) / scale
    scale    = largest |score| over the items that may be shown

Dividing, and never shifting, keeps zero at zero and so leaves contributions that add up. A single
model is left as it is, since there is nothing to compare it with.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats, Mask


def scales(scores: Floats, eligible: Mask) -> Floats:
    """(n_people,) what to divide one model's scores by.

    Parameters
    ----------
    scores : (n_people, n_items).
    eligible : (n_people, n_items) items that may be shown.

    >>> scales(np.array([[2.0, -4.0, 9.0]]), np.array([[True, True, False]]))
    array([4.])
    """
    highest = np.abs(np.where(eligible, scores, 0.0)).max(axis=1, initial=0.0)
    divisible = highest >= np.finfo(float).tiny  # one over anything smaller is infinite
    out: Floats = np.where(divisible, highest, 1.0)
    return out


def blend(scores: dict[str, Floats], factors: dict[str, Floats]) -> Floats:
    """Add up models' scores, each times its factor a person.

    >>> blend({"a": np.array([[1.0, 2.0]])}, {"a": np.array([0.5])})
    array([[0.5, 1. ]])
    """
    parts = [scores[name] * factors[name][:, None] for name in scores]
    out: Floats = np.sum(parts, axis=0)
    return out
