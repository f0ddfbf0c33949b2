"""Leaving out: reasons for models that are no sum over the history.

    contribution(j, i) = score of i given all of the history - score of i given all of it but j

What remains of the score is the base, so that contributions add up here as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recengine.arrays import Codes, Floats
from recengine.data.history import History
from recengine.models.base import Contributions

if TYPE_CHECKING:
    from recengine.models.base import Recommender


def leave_one_out(model: Recommender, history: History, items: Codes) -> Contributions:
    """Score one person's history again without each of its items."""
    past = np.unique(history.items)
    if not len(past):
        return Contributions(past, np.zeros((0, len(items))), model.score(history)[0, items])
    whole: Floats = model.score(history)[0, items]
    without = model.score(without_each(history, past))[:, items]
    values = whole[None, :] - without
    return Contributions(past, values, whole - values.sum(axis=0))


def without_each(history: History, items: Codes) -> History:
    """One history for each of ``items``: one person's, as if that item had never been met.

    >>> one = History.of([2, 0], n_items=4)
    >>> without_each(one, np.array([0, 2])).matrix.toarray()
    array([[0., 0., 1., 0.],
           [1., 0., 0., 0.]])
    """
    repeated = history.people(np.zeros(len(items), dtype=np.int64))
    return repeated.where(repeated.items != np.repeat(items, len(history.items)))
