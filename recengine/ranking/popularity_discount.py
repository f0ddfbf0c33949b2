"""Popularity discount: what most people have met already stands lower.

    discount(i) = -weight * top * log(1 + n_i) / log(1 + largest n)

n_i people have met item i; ``top`` is the largest size of a person's scores, so that a weight means
the same for everybody. The logarithm is there because a few items have most of the people: the step
from 10 to 100 counts as much as that from 100 to 1,000.

Use it where lists look alike for everybody, or where the long tail has to be seen. As the weight
grows, the list can only become less popular: whoever maximises the sum of a score and a weighted
penalty never takes more of the penalty when it weighs more.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def popularity_discount(scores: Floats, people: Array, *, weight: float) -> Floats:
    """(n_people, n_items) what is taken from each score, 0 or below.

    Parameters
    ----------
    scores : (n_people, n_items) before, 0 where an item may not be shown.
    people : (n_items,) how many have met each item.
    weight : 0 changes nothing; 1 takes ``top`` from the most popular item.

    >>> popularity_discount(np.array([[2.0, 1.0, 0.0]]), np.array([99, 9, 0]), weight=0.5)
    array([[-1. , -0.5, -0. ]])
    """
    share = np.log1p(people) / max(np.log1p(people.max(initial=0)), 1e-12)
    top = np.abs(scores).max(axis=1, initial=0.0, keepdims=True)
    discount: Floats = -weight * top * share
    return discount
