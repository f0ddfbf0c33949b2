"""Greedy reordering: the next item is the one that is worth most beside those already chosen.

    next = argmax  (1 - d) * score(i) / top  +  d * variety(i | chosen)

``top`` is the largest size of a score. Every way to be varied is a ``Variety``: it tells what each
candidate would add, and is told which one was taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats


@dataclass(frozen=True, eq=False)
class Described:
    """What candidates are, and what a person's history consists of.

    Parameters
    ----------
    features : (n, n_features) rows of length 1, by whose cosines items are alike; or of zeros.
    shares : (n, n_categories) rows that sum to 1, how much of each category an item is; or zeros.
    taste : (n_categories,) the same of the person's history; sums to 1 where there are categories.
    """

    features: sparse.csr_array[Any]
    shares: sparse.csr_array[Any]
    taste: Floats


class Variety(Protocol):
    """One way in which a list can be varied."""

    def worth(self) -> Floats:
        """(n,) what each candidate would add to those taken; more is better."""
        ...

    def take(self, pick: int) -> None:
        """Candidate number ``pick`` now stands in the list."""
        ...


def reorder(
    candidates: Array, scores: Floats, variety: Variety, *, diversity: float, k: int
) -> Array:
    """The first ``k`` places of a varied order, then the other candidates as they stood.

    Parameters
    ----------
    candidates : (n,) item codes, best first.
    scores : (n,) their scores.
    variety : of these candidates; it is used up.
    diversity : 0 leaves the order as it is, 1 looks at nothing but variety.
    """
    if diversity == 0 or len(candidates) < 2:
        return candidates
    relevance = scores / max(np.abs(scores).max(initial=0.0), 1e-12)
    left = np.ones(len(candidates), dtype=bool)
    chosen = []
    for _ in range(min(k, len(candidates))):
        worth = (1 - diversity) * relevance + diversity * variety.worth()
        pick = int(np.argmax(np.where(left, worth, -np.inf)))
        chosen.append(pick)
        left[pick] = False
        variety.take(pick)
    return np.concatenate((candidates[chosen], candidates[left]))


def likeness_to(features: sparse.csr_array[Any], pick: int) -> Floats:
    """(n,) cosines of rows of length 1 to one of them; a row of zeros is like itself alone.

    >>> likeness_to(sparse.csr_array([[0.6, 0.8], [0.0, 1.0], [0.0, 0.0]]), 0)
    array([1. , 0.8, 0. ])
    """
    own = slice(*features.indptr[pick : pick + 2])
    row = np.zeros(features.shape[1])
    row[features.indices[own]] = features.data[own]
    alike: Floats = features @ row
    alike[pick] = 1.0
    return alike
