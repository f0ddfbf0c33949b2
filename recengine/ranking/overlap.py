"""Overlap: how many titles lists have in common.

shared(a, b) = |a and b|
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recengine.arrays import Array
from recengine.ranking.recommendations import Recommendations


def in_common(lists: Sequence[Recommendations]) -> Array:
    """(n_lists, n_lists) how many titles each two lists share; a list's length on the diagonal."""
    held = [set(found.item_ids) for found in lists]
    return np.array([[len(one & other) for other in held] for one in held], dtype=int)


def overlap_finding(names: Sequence[str], shared: Array) -> str:
    """Which lists are most alike and which least, in a sentence.

    >>> overlap_finding(["A", "B", "C"], np.array([[5, 3, 0], [3, 5, 1], [0, 1, 5]]))
    'A and B share 3 of 5 titles; A and C share none'
    """
    pairs = [(int(shared[a, b]), a, b) for a in range(len(names)) for b in range(a)]
    if not pairs:
        return f"{names[0]} stands alone" if names else "There is nothing to compare"
    most = max(pairs, key=lambda pair: (pair[0], -pair[1], -pair[2]))
    least = min(pairs)
    if most[0] == least[0]:
        return f"Any two of these lists share {_titles(shared, most)}"
    return f"{_two(names, most)} share {_titles(shared, most)}; {_two(names, least)} share " + (
        str(least[0]) if least[0] else "none"
    )


def _two(names: Sequence[str], pair: tuple[int, int, int]) -> str:
    return f"{names[pair[2]]} and {names[pair[1]]}"


def _titles(shared: Array, pair: tuple[int, int, int]) -> str:
    length = int(max(shared[pair[1], pair[1]], shared[pair[2], pair[2]]))
    return f"{pair[0]} of {length} titles" if length != 1 else f"{pair[0]} of 1 title"
