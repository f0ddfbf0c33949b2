"""Markov transitions on a worked example, and on a walk with one direction."""

from __future__ import annotations

import numpy as np

from recengine.data.history import History
from recengine.models import Markov
from tests import worlds


def test_a_worked_example() -> None:
    dataset = worlds.dataset([("ann", "a", 0), ("ann", "b", 1), ("ann", "c", 2), ("bob", "a", 0),
                              ("bob", "c", 1)])  # fmt: skip
    weights = Markov(shrink=0.5).fit(dataset).item_weights_.toarray()
    # a: b once next (1), c once next (1) and once after next (1/2); b: c once next
    np.testing.assert_allclose(weights, [[0, 1 / 3, 1.5 / 3], [0, 0, 1 / 1.5], [0, 0, 0]])


def test_what_came_last_counts_most() -> None:
    rows = [("u1", "a", 0), ("u1", "x", 1), ("u2", "b", 0), ("u2", "y", 1)]
    dataset = worlds.dataset(rows)
    a, b, x, y = (dataset.item_code(name) for name in "abxy")
    scores = Markov().fit(dataset).score(History.of([a, b], n_items=4))[0]
    assert scores[y] > scores[x] > 0


def test_nothing_leads_back() -> None:
    dataset = worlds.lopsided()
    weights = Markov().fit(dataset).item_weights_
    assert weights.nnz
    rows, columns = weights.nonzero()
    assert (columns < rows).all()  # everybody climbs from item 11 down to item 0


def test_the_next_episode_comes_before_what_everybody_has_seen() -> None:
    rows = [(f"u{n:02}", "hit", 0) for n in range(30)]
    rows += [(f"u{n:02}", f"e{n % 5 + step}", 1 + step) for n in range(30) for step in range(4)]
    dataset = worlds.dataset(rows)
    model = Markov().fit(dataset)
    for last in range(1, 7):
        codes = [dataset.item_code(f"e{number}") for number in (last - 1, last)]
        found = model.score(History.of(codes, n_items=dataset.n_items))[0]
        found[codes] = -np.inf
        assert dataset.item_ids[found.argmax()] == f"e{last + 1}"
