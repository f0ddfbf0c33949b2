"""Margin@k: what the items of the list that were then bought earned.

    margin@k = sum over the first k of  price x margin x quantity that the person then bought

in the currency of the file. Price and margin are columns of the items, the margin a share of the
price; an item without either earns 0. It counts purchases that people made for themselves in the
held-back time; a list that is shown may change them.

Denominator: none; it is a sum for each person.
Ties: settled before, by the order of the list.
Empty: who bought nothing of the list counts 0.
Range: 0, or a loss where a margin is negative, to what all purchases earned; higher is better.
Use: when lists have to pay: two recipes with the same hits can earn differently. A few large
purchases rule the mean, so mind the interval.
Source: Jannach and Adomavicius (2017). Price and profit awareness in recommender systems. VAMS
workshop at RecSys '17.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.evaluation.metrics.lookup import at_places


def margin(codes: Array, bought: sparse.csr_array[Any], profits: Floats) -> Floats:
    """(n_people,) what each earned us by what is in the list.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    bought : (n_people, n_items) how many of what each then bought.
    profits : (n_items,) price times margin, NaN where unknown.

    >>> margin(np.array([[1, 0]]), sparse.csr_array([[2.0, 0.0, 1.0]]), np.array([4.0, 9.0, 9.0]))
    array([8.])
    """
    out: Floats = (at_places(codes, bought) * np.nan_to_num(profits)[codes]).sum(axis=1)
    return out
