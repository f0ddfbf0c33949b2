"""Promotion: a new item gets a number of impressions to show what it is worth.

Nobody has chosen it, so no behaviour speaks for it. One place of a list is lent to new items; each
goes first to the people it fits best, one of them a list, until its budget is used up. What comes
back is counted, and how sure one can be of it is a Beta distribution,

    appeal ~ Beta(strength usual + clicks, strength (1 - usual) + impressions - clicks)

which starts at the usual rate of a new item and narrows with each impression.

Cold items by a budget of exposure: Li, Chu, Langford and Schapire (2010). A contextual-bandit
approach to personalized news article recommendation. WWW '10, section 5 on learning buckets; Beta
posteriors as in Chapelle and Li (2011). An empirical evaluation of Thompson sampling. NIPS '11.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Floats
from recengine.errors import InvalidSetting, Problem


@dataclass(frozen=True, eq=False)
class Promoted:
    """Lists with one place lent to new items.

    Parameters
    ----------
    lists : (n_people, k) item codes.
    shown : (n_people,) which of the new items each list shows, -1 for none.
    left : (n_new,) impressions that remain of each budget.
    """

    lists: Array
    shown: Array
    left: Array


@dataclass(frozen=True)
class Appeal:
    """What impressions have taught of an item: its rate of clicks, and a 95 % interval."""

    mean: float
    low: float
    high: float


def promote(lists: Array, new: Array, fit: Floats, left: Array, *, place: int = 3) -> Promoted:
    """Lend one place of every list to the new item that fits its reader, while budgets last.

    Parameters
    ----------
    lists : (n_people, k) item codes, best first.
    new : (n_new,) codes of new items.
    fit : (n_people, n_new) how well each fits whom; minus infinity where it may not be shown.
    left : (n_new,) impressions that each may still have.
    place : 1 for the top.

    >>> lists = np.array([[7, 8, 9], [7, 8, 9]])
    >>> promote(lists, np.array([3]), np.array([[0.2], [0.9]]), np.array([1]), place=2).lists
    array([[7, 8, 9],
           [7, 3, 8]])
    """
    n_people, k = lists.shape
    if not 1 <= place <= k:
        raise InvalidSetting(
            Problem(
                "no_such_place",
                f"There is no place {place} in a list of {k}.",
                f"Choose from 1 to {k}.",
            )
        )
    shown, left = np.full(n_people, -1), np.array(left)
    order = np.argsort(-fit, axis=None, kind="stable")
    for person, item in zip(*np.unravel_index(order, fit.shape), strict=True):
        if np.isneginf(fit[person, item]) or not left.any():
            break
        if shown[person] < 0 and left[item] > 0:
            shown[person] = item
            left[item] -= 1
    out = lists.copy()
    for person in np.flatnonzero(shown >= 0):
        code = new[shown[person]]
        others = lists[person][lists[person] != code]
        out[person] = np.insert(others, place - 1, code)[:k]
    return Promoted(out, shown, left)


def appeal(clicks: int, impressions: int, *, usual: float, strength: float = 20.0) -> Appeal:
    """What so many clicks on so many impressions say of an item.

    Parameters
    ----------
    usual : rate of clicks that a new item has before anything is known of it, above 0, below 1.
    strength : impressions that this is worth.

    >>> appeal(0, 0, usual=0.1).mean, appeal(30, 100, usual=0.1).mean > 0.2
    (0.1, True)
    """
    from scipy import stats  # noqa: PLC0415  slow to import

    if not (0 <= clicks <= impressions and 0 < usual < 1 and strength > 0):
        raise InvalidSetting(
            Problem(
                "impossible_counts",
                f"{clicks} clicks on {impressions} impressions at a usual rate of {usual} cannot "
                "be.",
                "Clicks are at most as many as impressions, and the rate is between 0 and 1.",
            )
        )
    a = strength * usual + clicks
    b = strength * (1 - usual) + impressions - clicks
    low, high = stats.beta.ppf([0.025, 0.975], a, b)
    return Appeal(a / (a + b), float(low), float(high))
