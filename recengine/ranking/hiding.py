"""Hiding: which items may be shown to whom.

Left out are what somebody has met, as far as a recipe says so, what they skipped or disliked on the
whole, and what they were shown often enough without doing anything about it.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Mask
from recengine.data.history import History
from recengine.ranking.recipe import Rules


def may_show(histories: History, rules: Rules) -> Mask:
    """(n_people, n_items) what is left.

    >>> may_show(History.of([1], n_items=3), Rules())
    array([[ True, False,  True]])
    """
    eligible = np.ones((len(histories), histories.n_items), dtype=bool)
    if rules.hide != "nothing":
        eligible[histories.seen(consumed_only=rules.hide == "consumed").nonzero()] = False
    if rules.hide_skipped:
        said = histories.matrix.tocoo()
        against = said.data < 0
        eligible[said.coords[0][against], said.coords[1][against]] = False
    if rules.fatigue is not None:
        eligible[_tired_of(histories, rules.fatigue)] = False
    return eligible


def _tired_of(histories: History, times: int) -> tuple[Array, Array]:
    """People and items: shown at least so many times, and nothing else ever done with them."""
    if histories.shown is None:
        return np.array([], dtype=int), np.array([], dtype=int)
    often = (histories.shown >= times).astype(float)
    ignored = often - often.multiply(histories.seen() > 0)
    people, items = ignored.nonzero()
    return people, items
