"""Looking up: what stands in a large sparse matrix for each place of many lists.

A few rows at a time are laid out dense, which makes a look-up one step, and the room is used again
for the next rows: neither time nor memory grows with people times items.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats, Mask

#: Cells that are laid out at once.
_CELLS = 2**21


def at_places(codes: Array, matrix: sparse.csr_array[Any]) -> Floats:
    """(n_people, k) the cell of ``matrix`` for each place of each list, 0 where a list has ended.

    Parameters
    ----------
    codes : (n_people, k) item codes, -1 where a list has ended.
    matrix : (n_people, n_items), no cell stored twice.

    >>> at_places(np.array([[2, 0], [-1, 0]]), sparse.csr_array([[0.0, 0.3, 1.0], [0.5, 0.0, 0.0]]))
    array([[1. , 0. ],
           [0. , 0.5]])
    """
    n, width = len(codes), matrix.shape[1] + 1  # the last cell of every row stays 0, for gaps
    together = max(_CELLS // width, 1)
    room = np.zeros(min(together, n) * width)
    row = np.repeat(np.arange(n, dtype=np.int64) % together * width, np.diff(matrix.indptr))
    cells = row + matrix.indices
    offsets = (np.arange(together, dtype=np.int64) * width)[:, None]
    out = np.empty(codes.shape)
    for start in range(0, n, together):
        stop = min(start + together, n)
        span = slice(matrix.indptr[start], matrix.indptr[stop])
        room[cells[span]] = matrix.data[span]
        out[start:stop] = room[offsets[: stop - start] + codes[start:stop]]
        room[cells[span]] = 0.0
    return out


def hits_of(codes: Array, relevant: sparse.csr_array[Any]) -> Floats:
    """(n_people, k) 1 where the item at that place is one to find, else 0.

    Parameters
    ----------
    codes : (n_people, k) ranked item codes, -1 where a list has ended.
    relevant : (n_people, n_items) nonzero where an item is to be found.

    >>> relevant = sparse.csr_array(np.array([[0.0, 0.3, 1.0], [1.0, 0.0, 0.0]]))
    >>> hits_of(np.array([[2, 0], [-1, -1]]), relevant)
    array([[1., 0.],
           [0., 0.]])
    """
    found: Floats = (at_places(codes, relevant) != 0).astype(float)
    return found


def times_shown(codes: Array, n_items: int) -> Array:
    """(n_items,) how often each item stands in any list; counted a few lists at a time.

    >>> times_shown(np.array([[0, 2], [2, -1]]), n_items=4)
    array([1, 0, 2, 0])
    """
    out = np.zeros(n_items + 1, dtype=np.int64)
    together = max(_CELLS // max(codes.shape[1], 1), 1)
    for start in range(0, len(codes), together):
        out += np.bincount(codes[start : start + together].ravel() + 1, minlength=n_items + 1)
    return out[1:]


def described(codes: Array, features: sparse.csr_array[Any]) -> Mask:
    """(n_people, k) whether a place holds an item that ``features`` (n_items, ...) say anything of.

    >>> described(np.array([[1, 0, -1]]), sparse.csr_array([[0.0], [1.0]]))
    array([[ True, False, False]])
    """
    known: Mask = (codes >= 0) & (np.diff(features.indptr) > 0)[codes]
    return known


def sums_over(codes: Array, which: Mask, features: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
    """(n_people, n_features) the features of the marked places of each list, added up.

    >>> features = sparse.csr_array([[1.0], [2.0]])
    >>> sums_over(np.array([[0, 1]]), np.array([[True, True]]), features).toarray()
    array([[3.]])
    """
    ends = np.concatenate(([0], np.cumsum(which.sum(axis=1))))
    lists = sparse.csr_array(
        (np.ones(ends[-1]), codes[which], ends), shape=(len(codes), features.shape[0])
    )
    return sparse.csr_array(lists @ features)
