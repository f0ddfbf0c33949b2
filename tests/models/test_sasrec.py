"""SASRec learns a planted cycle, and looks no further than it may."""

from __future__ import annotations

from functools import cache

import numpy as np

from recengine.data.history import History
from recengine.models import SASRec
from recengine.models.sasrec import padded
from tests import worlds

LENGTH = 11


@cache
def walked() -> tuple[worlds.Dataset, SASRec]:
    """Two hundred people on a circle of items, each from another place."""
    rows = [
        (worlds.person(u), worlds.item((u + step) % LENGTH), step)
        for u in range(200)
        for step in range(4 + u % 5)
    ]
    dataset = worlds.dataset(rows)
    return dataset, SASRec(factors=16, heads=1, length=8, dropout=0.1, epochs=150).fit(dataset)


def test_a_planted_cycle_is_learned_to_over_99_percent() -> None:
    dataset, model = walked()
    starts, lengths = np.arange(LENGTH), np.arange(1, 7)
    right = []
    for start in starts:
        for length in lengths:
            items = (start + np.arange(length)) % LENGTH
            scores = model.score(History.of(items, n_items=dataset.n_items))[0]
            right.append(scores.argmax() == (start + length) % LENGTH)
    assert np.mean(right) > 0.99


def test_only_the_latest_items_are_looked_at() -> None:
    dataset, model = walked()
    long = np.tile(np.arange(LENGTH), 3)
    every = model.score(History.of(long, n_items=dataset.n_items))
    latest = model.score(History.of(long[-8:], n_items=dataset.n_items))
    np.testing.assert_allclose(every, latest, rtol=1e-5)


def test_what_was_disliked_is_not_in_the_sequence() -> None:
    history = History.of([3, 1, 2], n_items=5, weights=[1.0, -1.0, 1.0])
    liked = history.where(history.weights > 0)
    assert padded(liked, 4).tolist() == [[0, 0, 4, 3]]
