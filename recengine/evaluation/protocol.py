"""Protocol: how lists for the people of a split are made and compared with what was held back.

    the whole catalogue is ranked; nothing is sampled
    items that a person has met before are not shown
    every held-back item that pleased counts the same, as 1
    a list that is too short has gaps (-1), and a gap is a miss
    equal scores stand in one fixed shuffle of the catalogue

People are ranked in blocks, a block a core, so that memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.history import History
from recengine.data.splits import Split
from recengine.evaluation.contenders import Contender
from recengine.models.base import BLOCK
from recengine.models.threads import all_cores, in_strips
from recengine.progress import Progress, quiet


def rank(
    contender: Contender,
    histories: History,
    people: Sequence[str],
    k: int,
    progress: Progress = quiet,
) -> Array:
    """(n_people, k) item codes, -1 where a list has ended.

    Parameters
    ----------
    contender : fitted.
    histories : what is known of each person.
    people : their ids.
    k : places of each list.
    progress : called before every block.
    """
    out = np.full((len(histories), k), -1, dtype=np.int32)

    def rank_block(start: int) -> None:
        end = min(start + BLOCK, len(histories))
        block = histories.people(np.arange(start, end))
        codes = contender.rank(block, people[start:end], k)
        _check(codes, (end - start, k), histories.n_items, contender.name)
        out[start:end] = codes

    words = f"{contender.label}: lists for {len(histories):,} people"
    with all_cores() as cores:
        in_strips(rank_block, len(histories), BLOCK, cores, progress, words)
    return out


def _check(codes: Array, shape: tuple[int, int], n_items: int, name: str) -> None:
    """A list that names an item twice would find it twice."""
    if codes.shape != shape:
        raise ValueError(f"{name} ranked {codes.shape} where {shape} was asked for")
    if codes.max(initial=-1) >= n_items or codes.min(initial=0) < -1:
        raise ValueError(f"{name} ranked an item that is not in the catalogue")
    ordered = np.sort(codes, axis=1)
    if ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any():
        raise ValueError(f"{name} ranked an item twice in one list")


def hits_of(codes: Array, relevant: sparse.csr_array) -> Floats:
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
    n_people, n_items = relevant.shape
    rows = np.repeat(np.arange(n_people, dtype=np.int64), np.diff(relevant.indptr))
    wanted = np.sort(rows * n_items + relevant.indices)
    keys = np.arange(n_people, dtype=np.int64)[:, None] * n_items + codes
    places = np.minimum(np.searchsorted(wanted, keys), max(len(wanted) - 1, 0))
    found = (wanted[places] == keys) if len(wanted) else np.zeros(codes.shape, dtype=bool)
    return (found & (codes >= 0)).astype(float)


def describe(splits: Sequence[Split], n_people: int) -> str:
    """The protocol in words, for a report."""
    return (
        f"{_held_back(splits)} Each approach learned from the rest and ranked the whole catalogue "
        f"of {splits[0].train.n_items:,} items for {n_people:,} people, leaving out what they had "
        "met before; nothing was sampled. Equal scores stand in a fixed shuffle of the catalogue. "
        "Every held-back item that pleased counts the same."
    )


def _held_back(splits: Sequence[Split]) -> str:
    """What was held back, for one fold or several."""
    if len(splits) == 1:
        return splits[0].words
    return (
        f"{len(splits)} windows stood one after another, each learned from anew: "
        f"{' '.join(split.words for split in splits)} Of somebody who was tested in several the "
        "mean counts."
    )
