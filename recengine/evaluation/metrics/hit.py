"""Hit rate@k: for how many people the list holds anything right.

    hit@k = 1 if any of the first k is right, else 0

Denominator: none for a person; the mean over people is the share of them. With one item to find it
equals recall.
Ties: settled before, by the order of the list.
Empty: a person with nothing to find counts 0.
Range: 0 or 1 for a person, 0 to 1 for all; higher is better.
Use: when one good title is enough to make the visit, and when somebody asks for a figure that
needs no explaining.
Source: Deshpande and Karypis (2004). Item-based top-N recommendation algorithms. ACM TOIS 22(1).
"""

from __future__ import annotations

from recengine.arrays import Array, Floats


def hit(hits: Array, n_relevant: Array) -> Floats:
    """(n_people,) 1 where the list holds something right.

    Parameters
    ----------
    hits : (n_people, k) 1 where the item at that place is right, else 0.
    n_relevant : (n_people,) how many items there are to find; not needed here.

    >>> import numpy as np
    >>> hit(np.array([[0, 1, 1], [0, 0, 0]]), np.array([2, 1]))
    array([1., 0.])
    """
    del n_relevant
    out: Floats = (hits > 0).any(axis=1).astype(float)
    return out
