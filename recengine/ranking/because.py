"""Because: the few past items that a title's place in a list rests on.

What adds most to a score may add as much to everything around it, and then the place does not hang
on it. So past items are taken in the order of how much more they argue for the title than for the
ten that follow it,

    contrast(x) = c(x, title) - mean over the ten of c(x, rival)

and the reason is the fewest of them, six at most, without which half of the ten would overtake it:

    sum over the reason of  c(x, title) - c(x, rival)   >   score(title) - score(rival)

For one model that is linear in the history this is exact; ``fidelity.py`` measures how often it
holds when everything is scored again without them. An explanation answers "why this rather than
that": Miller (2019). Explanation in artificial intelligence: insights from the social sciences.
Artificial Intelligence 267. Smallest sets of past actions that change a recommendation: Ghazimatin
et al. (2020). PRINCE: provider-side interpretability with counterfactual explanations. WSDM '20.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats

#: Titles behind an item that it is held against, and how many past items a reason names at most.
RIVALS = 10
_MOST_NAMED = 6


def rivals_behind(ranked: Array, items: Array) -> list[Array]:
    """The ten that follow each of ``items`` in a ranking; fewer at its end, none if it is not in.

    >>> rivals_behind(np.array([4, 7, 2]), np.array([7, 2]))
    [array([2]), array([], dtype=int64)]
    """
    places = {int(item): place for place, item in enumerate(ranked)}
    begins = [places.get(int(item), len(ranked)) + 1 for item in items]
    return [ranked[begin : begin + RIVALS] for begin in begins]


def first_reason(totals: Floats, scores: Floats) -> Array:
    """Rows of the past items that the place of one item rests on; empty where none argues for it.

    Parameters
    ----------
    totals : (n_past, 1 + n_rivals) what each past item adds to the item and to its rivals.
    scores : (1 + n_rivals,) final scores of the same.

    >>> first_reason(np.array([[0.5, 0.5], [0.3, 0.0], [0.1, 0.1]]), np.array([0.9, 0.7]))
    array([1])
    """
    argues = np.flatnonzero(totals[:, 0] > 0)
    if totals.shape[1] == 1:
        return argues[np.argsort(-totals[argues, 0], kind="stable")[:1]]
    more = totals[argues, :1] - totals[argues, 1:]
    order = np.argsort(-more.mean(axis=1), kind="stable")[:_MOST_NAMED]
    overtaken = np.cumsum(more[order], axis=0) > scores[0] - scores[1:]
    enough = np.flatnonzero(2 * overtaken.sum(axis=1) >= overtaken.shape[1])
    return argues[order[: enough[0] + 1 if len(enough) else _MOST_NAMED]]
