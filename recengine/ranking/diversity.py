"""Diversity: maximal marginal relevance, a list whose items differ.

    next = argmax  (1 - d) * score(i) / top  -  d * max over chosen j of  cos(i, j)

Carbonell and Goldstein (1998). The use of MMR, diversity-based reranking for reordering documents
and producing summaries. SIGIR '98.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats


def diversify(
    candidates: Array,
    scores: Floats,
    features: sparse.csr_array[Any],
    *,
    diversity: float,
    k: int,
) -> Array:
    """The first ``k`` places of a varied order, then the other candidates as they stood.

    Parameters
    ----------
    candidates : (n,) item codes, best first.
    scores : (n,) their scores.
    features : (n_items, n_features) rows of length 1.
    diversity : 0 leaves the order as it is, 1 looks at nothing but differences.

    >>> twins = sparse.csr_array(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    >>> diversify(np.array([0, 1, 2]), np.array([1.0, 0.9, 0.8]), twins, diversity=0.5, k=3)
    array([0, 2, 1])
    """
    if diversity == 0 or len(candidates) < 2:
        return candidates
    own = features[candidates]
    alike = (own @ own.T).toarray()
    relevance = scores / max(np.abs(scores).max(initial=0.0), 1e-12)
    nearest = np.zeros(len(candidates))
    left = np.ones(len(candidates), dtype=bool)
    chosen = []
    for _ in range(min(k, len(candidates))):
        worth = (1 - diversity) * relevance - diversity * nearest
        pick = int(np.argmax(np.where(left, worth, -np.inf)))
        chosen.append(pick)
        left[pick] = False
        nearest = np.maximum(nearest, alike[pick])
    return np.concatenate((candidates[chosen], candidates[left]))
