"""Small cells: which groups of people may be shown beside a total, so that none gives a few away.

Everybody is sorted into groups of known sizes N_g, and some c_g of each are counted. A cell is
small if it holds 1 to 10 people: those counted, or those of the group who were not. Hiding small
cells is not enough. Their total S follows from what is shown, and with it, for each hidden group,

    max(0, S - (sizes of the other hidden groups))  <=  c_g  <=  min(N_g, S)

So further groups are hidden, the smallest first, until no hidden cell, and not all of them
together, can be known to hold 1 to 10.

Groups may overlap, as the genres of titles do. Where group b lies in group a, n_a - n_b counts
those in a who are not in b; where b and c lie in a and share nobody, so does n_a - n_b - n_c.
Everybody together is such an a too. As long as a difference is 1 to 10, the smallest group in any
of them is hidden.

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


def apart(members: Mask, shown: Mask) -> Mask:
    """(n_groups,) which of the groups shown may stand side by side, although they overlap.

    Parameters
    ----------
    members : (n_groups, n_units) who belongs to which group; a unit may belong to several.
    shown : (n_groups,) groups that may be shown otherwise.

    >>> wide, narrow = np.arange(60) < 40, np.arange(60) < 31
    >>> apart(np.array([wide, narrow]), np.array([True, True])).tolist()
    [True, False]
    """
    kept: Mask = shown.copy()
    while (involved := _nearly_alike(members[kept])).any():
        rows = np.flatnonzero(kept)[involved]
        kept[rows[members[rows].sum(axis=1).argmin()]] = False
    return kept


def _nearly_alike(members: Mask) -> Mask:
    """(n_groups,) groups in a difference of 1 to 10 with another, or with everybody."""
    sets = np.vstack([members, np.ones(members.shape[1], dtype=bool)]).astype(float)
    shared = sets @ sets.T
    sizes = shared.diagonal()
    beyond = sizes[:, None] - shared  # [a, b] units of a outside b
    holds = (beyond.T == 0) & ~np.eye(len(sets), dtype=bool)  # [a, b] whether b lies in a
    beyond_two = beyond[:, :, None] - sizes  # [a, b, c] units of a outside b and c
    holds_two = holds[:, :, None] & holds[:, None, :] & (shared == 0)
    alike = (holds & _small(beyond)) | (holds_two & _small(beyond_two)).any(axis=2)
    out: Mask = (alike.any(axis=0) | alike.any(axis=1))[:-1]
    return out


def _small(count: Array) -> Mask:
    small: Mask = (count >= 1) & (count < FEWEST)
    return small


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
