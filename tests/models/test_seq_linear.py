"""The sequential linear model against ridge regression, and on a planted order."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import Ridge

from recengine.data.history import History
from recengine.models import SeqLinear
from tests import worlds
from tests.models.test_succession import rows_of


def cycle(length: int = 7, people: int = 30) -> worlds.Dataset:
    """Everybody walks the same circle of items, from another place each."""
    rows = [
        (worlds.person(u), worlds.item((u + step) % length), step)
        for u in range(people)
        for step in range(3 + u % 9)
    ]
    return worlds.dataset(rows)


def test_the_next_item_of_a_cycle_is_found_from_anywhere() -> None:
    dataset = cycle()
    model = SeqLinear(l2=1.0).fit(dataset)
    for code in range(dataset.n_items):
        walked = [(code - 1) % 7, code]
        scores = model.score(History.of(walked, n_items=dataset.n_items))[0]
        assert scores.argmax() == (code + 1) % 7


def test_weights_are_those_of_ridge_regression() -> None:
    dataset = worlds.busy()
    model = SeqLinear(l2=2.0).fit(dataset)
    before, after = rows_of(dataset.histories, np.exp(-np.arange(20) / model.memory))
    ridge = Ridge(alpha=2.0, fit_intercept=False).fit(before, after)
    expected = ridge.coef_.T.copy()
    np.fill_diagonal(expected, 0.0)
    np.testing.assert_allclose(model.item_weights_, expected, atol=1e-5)


def test_the_next_episode_comes_before_what_everybody_has_seen() -> None:
    rows = [(f"u{n:02}", "hit", 0) for n in range(30)]
    rows += [(f"u{n:02}", f"e{n % 5 + step}", 1 + step) for n in range(30) for step in range(4)]
    dataset = worlds.dataset(rows)
    model = SeqLinear(l2=1.0).fit(dataset)
    for last in range(1, 7):
        codes = [dataset.item_code(f"e{number}") for number in (last - 1, last)]
        found = model.score(History.of(codes, n_items=dataset.n_items))[0]
        found[codes] = -np.inf
        assert dataset.item_ids[found.argmax()] == f"e{last + 1}"
