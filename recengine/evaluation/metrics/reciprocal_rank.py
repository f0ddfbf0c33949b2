"""MRR@k: how far down the first right item stands.

    RR@k = 1 / place of the first hit,   0 without a hit in the first k

Denominator: the place of the first hit; whatever follows it does not count.
Ties: settled before, by the order of the list.
Empty: a person with nothing to find counts 0.
Range: 0 to 1; higher is better.
Use: when people look for one thing and stop once they have it, as in "continue watching" or search.
Source: Voorhees (1999). The TREC-8 question answering track report. TREC-8.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def reciprocal_rank(hits: Array, n_relevant: Array) -> Floats:
    """(n_people,) one over the place of the first hit.

    Parameters
    ----------
    hits : (n_people, k) 1 where the item at that place is right, else 0.
    n_relevant : (n_people,) how many items there are to find; not needed here.

    >>> reciprocal_rank(np.array([[0, 1, 1], [0, 0, 0]]), np.array([2, 1]))
    array([0.5, 0. ])
    """
    del n_relevant
    out: Floats = ((hits > 0) / np.arange(1, hits.shape[1] + 1)).max(axis=1)
    return out
