"""Made: what a contender made for the people of a split, as metrics judge it; and what to make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats


@dataclass(frozen=True, eq=False)
class Asked:
    """What metrics need beyond lists, each one row a person; None where none of them needs it.

    Parameters
    ----------
    choices : (n_people, n_items) nonzero where an item is to be found, for what needs scores.
    ratings : (n_people, n_items) the stars of held-back ratings, for what needs stars.
    """

    choices: sparse.csr_array[Any] | None = None
    ratings: sparse.csr_array[Any] | None = None


@dataclass(frozen=True, eq=False)
class Made:
    """Lists, and what little metrics need of the scores behind them.

    Parameters
    ----------
    codes : (n_people, k) item codes, best first, -1 where a list has ended.
    ahead : (n_choices,) for each choice to be found, in the order of ``Asked.choices``: how many
        items that may be shown and are not to be found score higher, and half of those that score
        equal; None where it was not asked for.
    others : (n_people,) how many items there are that may be shown and are not to be found.
    stars : (n_ratings,) the stars expected where somebody rated, in the order of
        ``Asked.ratings``; None where they were not asked for, or the contender expects none.
    """

    codes: Array
    ahead: Floats | None = None
    others: Array | None = None
    stars: Floats | None = None


def ahead_of(scores: Floats, choices: sparse.csr_array[Any]) -> tuple[Floats, Array]:
    """How many other items stand ahead of each choice, equal ones as a half; how many there are.

    Parameters
    ----------
    scores : (n_people, n_items), minus infinity where an item may not be shown.
    choices : (n_people, n_items) nonzero where an item is to be found.

    >>> scores = np.array([[0.9, 0.5, 0.5, 0.1, -np.inf]])
    >>> ahead_of(scores, sparse.csr_array([[0, 1, 0, 1, 0]]))
    (array([1.5, 2. ]), array([2]))
    """
    ahead, others = np.zeros(choices.nnz), np.zeros(len(scores), dtype=np.int64)
    for row, own in enumerate(scores):
        span = slice(choices.indptr[row], choices.indptr[row + 1])
        rest = own.copy()
        rest[choices.indices[span]] = -np.inf
        rest = np.sort(rest[rest > -np.inf])
        chosen = own[choices.indices[span]]
        higher = len(rest) - np.searchsorted(rest, chosen, side="right")
        as_high = len(rest) - np.searchsorted(rest, chosen, side="left")
        ahead[span] = (higher + as_high) / 2
        others[row] = len(rest)
    return ahead, others
