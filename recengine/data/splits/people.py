"""People: a share of the people is left out of the training data altogether.

How well somebody is served whom the models have never met. When lists are made, the earlier events
of these people are known and folded in; the last fifth of their items is to be found, and as many
more as it takes to have one that pleased. Without times the items to find are drawn. What others
did later stands in the training data.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Mask
from recengine.data.dataset import Dataset
from recengine.data.splits.checks import check_share
from recengine.data.splits.meetings import Meetings, meetings_of, places, shuffled
from recengine.data.splits.split import Split, held_back

#: Share of a person's items that is to be found.
TO_FIND = 0.2


def people_split(dataset: Dataset, *, share: float = 0.2, seed: int = 0) -> Split:
    """Leave a ``share`` of the people out of the training data, and test on them.

    >>> from recengine.data.samples import load_sample
    >>> split = people_split(load_sample("shop"))
    >>> bool(np.isin(split.train.histories.rows, split.people).any())
    False
    """
    check_share(share)
    histories, rng = dataset.histories, np.random.default_rng(seed)
    met = meetings_of(histories)
    to_find = _to_find(met, None if dataset.has_times else rng)
    chosen = _drawn(met, to_find, share, rng)
    held = met.events(to_find) & chosen[histories.rows]
    known = ~held
    if dataset.has_times:  # what comes back later, among what is to be found, is not known either
        first = np.full(len(histories), len(held))
        np.minimum.at(first, histories.rows[held], np.flatnonzero(held))
        known &= np.arange(len(held)) < first[histories.rows]
    words = (
        f"{share:.0%} of the people (seed {seed}) were left out of the training data. Their "
        f"earlier items are known when lists are made, and the last {TO_FIND:.0%}, or at least one "
        "that pleased, was held back."
    )
    learned = ~chosen[histories.rows]
    return held_back(dataset, held, "people", words, learned=learned, known=known)


def _to_find(met: Meetings, rng: np.random.Generator | None) -> Mask:
    """(n,) the last items of everybody, in time or as drawn; at least one stays known."""
    order = np.arange(len(met.rows))
    if rng is not None:
        order = shuffled(met.rows, met.items, rng)
    rows, place, sizes = met.rows[order], places(met.rows[order]), met.sizes[order]
    last_pleased = np.zeros(rows.max(initial=-1) + 1, dtype=np.int64)
    np.maximum.at(last_pleased, rows, np.where(met.pleased[order], place, 0))
    start = np.minimum(sizes - np.maximum(np.round(sizes * TO_FIND), 1), last_pleased[rows])
    out = np.zeros(len(rows), dtype=bool)
    out[order] = place >= np.maximum(start, 1)
    return out


def _drawn(met: Meetings, to_find: Mask, share: float, rng: np.random.Generator) -> Mask:
    """(n_people,) a share of those who can be tested; somebody is left to learn from."""
    able = np.unique(met.rows[to_find & met.pleased])
    most = min(len(able), len(np.unique(met.rows)) - 1)
    n_people = met.rows.max(initial=-1) + 1
    drawn = np.zeros(n_people, dtype=bool)
    drawn[rng.permutation(able)[: min(max(round(share * len(able)), 1), most)]] = True
    return drawn
