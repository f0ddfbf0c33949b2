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
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.history import History
from recengine.data.splits import Split
from recengine.evaluation.contenders import Contender
from recengine.evaluation.made import Asked, Made, ahead_of
from recengine.evaluation.small_cells import FEWEST
from recengine.models.base import BLOCK
from recengine.models.threads import all_cores, in_strips
from recengine.progress import Progress, quiet

#: Scores of one block; few, so that a stop is soon heard, also with many items.
_CELLS = 2**20

#: What is asked for where every metric looks at lists alone.
ONLY_LISTS = Asked()


def rank(
    contender: Contender,
    histories: History,
    people: Sequence[str],
    k: int,
    progress: Progress = quiet,
    asked: Asked = ONLY_LISTS,
) -> Made:
    """Everybody's list, and what else is asked for; made block by block.

    Parameters
    ----------
    contender : fitted.
    histories : what is known of each person.
    people : their ids.
    k : places of each list.
    progress : called before every block.
    asked : what metrics need beyond lists (``Facts.asked``).
    """
    made = _room(contender, len(histories), k, asked)
    size = min(max(_CELLS // histories.n_items, 16), BLOCK)

    def rank_block(start: int) -> None:
        end = min(start + size, len(histories))
        block, ids = histories.people(np.arange(start, end)), people[start:end]
        if asked.choices is None:
            codes = contender.rank(block, ids, k)
        else:
            scores = contender.scores(block, ids)
            codes = contender.rank(block, ids, k, scores)
            _stand(made, asked.choices, slice(start, end), scores)
        _check(codes, (end - start, k), histories.n_items, contender.name)
        made.codes[start:end] = codes
        if asked.ratings is not None and made.stars is not None:
            _expect(made.stars, asked.ratings, slice(start, end), contender.stars(block))

    words = f"{contender.label}: lists for {len(histories):,} people"
    with all_cores() as cores:
        in_strips(rank_block, len(histories), size, cores, progress, words)
    return made


def _room(contender: Contender, n: int, k: int, asked: Asked) -> Made:
    """Gaps, and nobody ahead of anything, to be filled in block by block."""
    codes = np.full((n, k), -1, dtype=np.int32)
    ahead = others = stars = None
    if asked.choices is not None:
        ahead, others = np.zeros(asked.choices.nnz), np.zeros(n, dtype=np.int64)
    if asked.ratings is not None:
        stars = np.zeros(asked.ratings.nnz) if contender.expects_stars else None
    return Made(codes, ahead, others, stars)


def _stand(made: Made, choices: sparse.csr_array[Any], rows: slice, scores: Floats) -> None:
    """Fill in who stands ahead of the choices of some people."""
    if made.ahead is None or made.others is None:
        raise ValueError("no room was made for what stands ahead")
    cells = slice(choices.indptr[rows.start], choices.indptr[rows.stop])
    made.ahead[cells], made.others[rows] = ahead_of(scores, choices[rows])


def _expect(out: Floats, ratings: sparse.csr_array[Any], rows: slice, stars: Floats | None) -> None:
    """Fill in the stars that are expected where some people rated."""
    if stars is None:
        raise ValueError("stars are expected of nobody or of everybody")
    starts = ratings.indptr[rows.start : rows.stop + 1]
    row = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    cells = slice(starts[0], starts[-1])
    out[cells] = stars[row, ratings.indices[cells]]


def _check(codes: Array, shape: tuple[int, int], n_items: int, name: str) -> None:
    """A list that names an item twice would find it twice."""
    if codes.shape != shape:
        raise ValueError(f"{name} ranked {codes.shape} where {shape} was asked for")
    if codes.max(initial=-1) >= n_items or codes.min(initial=0) < -1:
        raise ValueError(f"{name} ranked an item that is not in the catalogue")
    ordered = np.sort(codes, axis=1)
    if ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any():
        raise ValueError(f"{name} ranked an item twice in one list")


def describe(splits: Sequence[Split], n_people: int) -> str:
    """The protocol in words, for a report."""
    return (
        f"{_held_back(splits)} Each approach learned from the rest and ranked the whole catalogue "
        f"of {splits[0].train.n_items:,} items for {_who(splits, n_people)}, leaving out what they "
        f"had met before; nothing was sampled.{_others(splits, n_people)} Equal scores stand in a "
        "fixed shuffle of the catalogue. Every held-back item that pleased counts the same."
    )


def _who(splits: Sequence[Split], n_people: int) -> str:
    total = splits[0].train.n_users
    return f"all {total:,} people" if n_people == total else f"{n_people:,} of {total:,} people"


def _others(splits: Sequence[Split], n_people: int) -> str:
    """Why the others were not tested, if there are any; newcomers are told apart."""
    if n_people == splits[0].train.n_users:
        return ""
    said = " Of the others nothing that pleased them was held back"
    n = sum(len(split.newcomers) for split in splits)
    if not n:
        return f"{said}."
    many = f"{n:,}" if n >= FEWEST else "a few"
    return f"{said}, or nothing was known of them before ({many} newcomers, who are told apart)."


def _held_back(splits: Sequence[Split]) -> str:
    """What was held back, for one fold or several."""
    if len(splits) == 1:
        return splits[0].words
    return (
        f"{len(splits)} windows stood one after another, each learned from anew: "
        f"{' '.join(split.words for split in splits)} Of somebody who was tested in several the "
        "mean counts."
    )
