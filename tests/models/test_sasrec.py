"""SASRec learns a planted cycle, and looks no further than it may."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

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


@cache
def episodes() -> tuple[worlds.Dataset, SASRec]:
    """Three series of six episodes; everybody sees most of one, then most of another, in order."""
    rng = np.random.default_rng(2)
    rows = []
    for number in range(240):
        seen = [
            f"s{series} e{1 + episode}"
            for series in rng.permutation(3)[:2]
            for episode in range(rng.integers(3, 7))
        ]
        rows += [(f"u{number:03}", name, day) for day, name in enumerate(seen)]
    dataset = worlds.dataset(rows)
    return dataset, SASRec(factors=16, heads=1, length=12, dropout=0.1, epochs=80).fit(dataset)


def best_after(*names: str) -> str:
    """The best item for somebody who saw these, in this order."""
    dataset, model = episodes()
    codes = [dataset.item_code(name) for name in names]
    found = model.score(History.of(codes, n_items=dataset.n_items))[0]
    found[codes] = -np.inf
    return dataset.item_ids[found.argmax()]


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 2), (2, 0)])
def test_the_next_episode_of_the_series_they_are_in_comes_first(first: int, second: int) -> None:
    one = [f"s{first} e{number}" for number in (1, 2, 3)]
    other = [f"s{second} e{number}" for number in (1, 2)]
    assert best_after(*one, *other) == f"s{second} e3"
    assert best_after(*other, *one) == f"s{first} e4"
