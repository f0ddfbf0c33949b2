"""Watch time@k: how long people then watched what the list holds.

    watch time@k = sum over the first k of how long the person then watched that item

in the unit of the file, minutes in the samples. It counts what was watched in the held-back time
by people who chose for themselves; a list that is shown may change that.

Denominator: none; it is a sum for each person.
Ties: settled before, by the order of the list.
Empty: who watched nothing of the list counts 0.
Range: 0 to all that the person then watched; higher is better.
Use: when time spent is the goal, as with video: a long film that is watched counts more than a
clip.
Source: Covington, Adams and Sargin (2016). Deep neural networks for YouTube recommendations.
RecSys '16, who weigh what is right by watch time.
"""

from __future__ import annotations

from typing import Any

from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics.lookup import at_places


def watch_time(codes: Array, watched: sparse.csr_array[Any]) -> Floats:
    """(n_people,) how long each then watched what is in the list.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    watched : (n_people, n_items) how long each then watched what.

    >>> import numpy as np
    >>> watch_time(np.array([[2, 0, -1]]), sparse.csr_array([[90.0, 30.0, 0.0]]))
    array([90.])
    """
    out: Floats = at_places(codes, watched).sum(axis=1)
    return out
