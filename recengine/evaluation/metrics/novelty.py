"""Novelty@k: how little known the items of a list are.

    novelty@k = mean over the list of  -log2(share of people who have the item)

in bits: an item that half of the people have counts 1, one that a thousandth have counts 10. The
share is of the people with any event in the training data; having met an item in any way is having
it. An item that nobody has counts as if one person had it, the most that a known item can reach.

Denominator: the items shown; gaps are left out.
Ties: settled before, by the order of the list.
Empty: an empty list counts 0.
Range: 0 to log2(people); higher is better.
Use: beside an accuracy figure, to see whether hits are bought with what everybody has heard of.
Source: Zhou et al. (2010). Solving the apparent diversity-accuracy dilemma. PNAS 107(10).
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def novelty(codes: Array, owners: Array, n_people: int) -> Floats:
    """(n_people,) mean bits of surprise of each list.

    Parameters
    ----------
    codes : (n_lists, k) item codes, -1 where a list has ended.
    owners : (n_items,) how many people have each item.
    n_people : people with any event in the training data.

    Of 8 people 4 have item 0 and nobody has item 1: (1 + 3) / 2 bits.

    >>> novelty(np.array([[0, 1], [0, -1]]), np.array([4, 0]), n_people=8)
    array([2., 1.])
    """
    bits = np.log2(n_people / np.maximum(owners, 1))
    return mean_shown(codes, bits)


def mean_shown(codes: Array, values: Floats) -> Floats:
    """(n_people,) mean of ``values`` (n_items,) over the items of each list, 0 for an empty one.

    >>> mean_shown(np.array([[0, 1], [1, -1], [-1, -1]]), np.array([1.0, 3.0]))
    array([2., 3., 0.])
    """
    shown = codes >= 0
    out: Floats = np.where(shown, values[codes], 0.0).sum(axis=1) / np.maximum(shown.sum(axis=1), 1)
    return out
