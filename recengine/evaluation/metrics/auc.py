"""AUC: how often a right item stands above one that is not, over the whole catalogue.

    AUC = mean over items c to find of  1 - ahead(c) / others
    ahead(c) = others that score higher than c + half of the others that score equal

The others are all items that may be shown and are not to be found, whether they would ever reach a
list or not. None are sampled.

Denominator: pairs of an item to find and another one.
Ties: an equal score counts a half, so that scores which are all equal give 0.5. An item to find
that may not be shown stands behind everything.
Empty: a person with nothing to find, or nothing else to show, counts 0.5, as guessing would.
Range: 0 to 1, and 0.5 for guessing; higher is better.
Use: to see whether scores mean anything at all. It weighs place 20,000 like place 1, so a list may
be poor at an AUC of 0.9: choose by NDCG or recall. Scores are those before a recipe diversifies,
composes and explores.
Source: Hanley and McNeil (1982). The meaning and use of the area under a ROC curve. Radiology
143(1); per person as in Rendle et al. (2009). BPR. UAI '09.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats


def auc(ahead: Floats, others: Array, n_relevant: Array) -> Floats:
    """(n_people,) share of pairs in the right order.

    Parameters
    ----------
    ahead : (n_choices,) others ahead of each item to find, person after person, equal ones a half.
    others : (n_people,) how many others there are.
    n_relevant : (n_people,) how many items there are to find.

    >>> auc(np.array([0.0, 5.0, 2.5]), np.array([10, 10, 10]), np.array([2, 1, 0]))
    array([0.75, 0.75, 0.5 ])
    """
    n = len(n_relevant)
    total = np.bincount(np.repeat(np.arange(n), n_relevant), ahead, minlength=n)
    pairs = n_relevant * others
    out: Floats = np.where(pairs > 0, 1.0 - total / np.maximum(pairs, 1), 0.5)
    return out
