"""Small cells: which groups of people may be shown beside a total, so that none gives a few away.

Everybody is sorted into groups of known sizes N_g, and some c_g of each are counted. A cell is
small if it holds 1 to 10 people: those counted, or those of the group who were not. Hiding small
cells is not enough. Their total S follows from what is shown, and with it, for each hidden group,

    max(0, S - (sizes of the other hidden groups))  <=  c_g  <=  min(N_g, S)

So further groups are hidden, the smallest first, until no hidden cell, and not all of them
together, can be known to hold 1 to 10.

Hundepool et al. (2012). Statistical disclosure control. Chapter 4: complementary suppression.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Mask

#: The fewest people that a cell may hold.
FEWEST = 11


def showable(counted: Array, sizes: Array, allowed: Mask | None = None) -> Mask:
    """(n_groups,) which groups may be shown.

    Parameters
    ----------
    counted : (n_groups,) people of each group who are counted.
    sizes : (n_groups,) all people of each group.
    allowed : (n_groups,) groups that may be shown at all; those of unknown people may not.

    >>> showable(np.array([40, 30, 3]), np.array([100, 90, 50])).tolist()
    [True, False, False]
    """
    rest = sizes - counted
    shown: Mask = (counted >= FEWEST) & (rest >= FEWEST)
    if allowed is not None:
        shown = shown & allowed
    while shown.any() and _gives_away(counted, sizes, ~shown):
        smallest = np.flatnonzero(shown)[np.minimum(counted, rest)[shown].argmin()]
        shown[smallest] = False
    return shown


def _gives_away(counted: Array, sizes: Array, hidden: Mask) -> bool:
    """Whether totals tell of any hidden cell, or of all together, that it holds 1 to 10."""
    if not hidden.any():
        return False
    sizes = sizes[hidden]
    for total in (counted[hidden].sum(), sizes.sum() - counted[hidden].sum()):
        low = np.maximum(0, total - (sizes.sum() - sizes))
        high = np.minimum(sizes, total)
        if 1 <= total < FEWEST or ((low >= 1) & (high < FEWEST)).any():
            return True
    return False
