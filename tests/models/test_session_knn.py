"""Session neighbours on a worked example, and what somebody would notice in a shop."""

from __future__ import annotations

import numpy as np
import pytest

from recengine.data.history import History
from recengine.models import SessionKNN
from tests import worlds

A, B, C, D = range(4)


def worked() -> SessionKNN:
    """Two sessions of a day each: a b c, and d b."""
    rows = [("u1", "a", 0), ("u1", "b", 0.1), ("u1", "c", 0.2), ("u2", "d", 0.1), ("u2", "b", 0.2)]
    return SessionKNN(recency=1.0, reach=1.0, half_life_days=1e9).fit(worlds.dataset(rows))


def test_a_worked_example() -> None:
    found = worked().score(History.of([A, B], n_items=4))[0]
    # a counts e^-1, b counts 1; both are in the first of length 3, b alone is in the second
    first, second = (np.exp(-1) + 1) / np.sqrt(3), 1 / np.sqrt(2)
    # what came last is b: at place 2 of the first session and at place 2 of the second
    expected = [first * np.exp(-1), first + second, first * np.exp(-1), second * np.exp(-1)]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_the_reasons_of_the_worked_example() -> None:
    terms = worked().explain(History.of([A, B], n_items=4), np.array([C, D]))
    assert terms.items.tolist() == [A, B]
    near = np.exp(-1)
    expected = [
        [np.exp(-1) / np.sqrt(3) * near, 0.0],
        [1 / np.sqrt(3) * near, 1 / np.sqrt(2) * near],
    ]
    np.testing.assert_allclose(terms.values, expected, atol=1e-12)


def test_an_older_session_counts_half_after_a_half_life() -> None:
    rows = [("u1", "a", 0), ("u1", "b", 0), ("u2", "c", 10), ("u2", "d", 10)]
    model = SessionKNN(half_life_days=10.0).fit(worlds.dataset(rows))
    after_a, after_c = (model.score(History.of([item], n_items=4))[0] for item in (A, C))
    assert after_a[B] == pytest.approx(after_c[D] / 2)


def test_a_pause_begins_a_new_session() -> None:
    rows = [("u1", "a", 0), ("u1", "b", 1), ("u1", "c", 50), ("u1", "d", 51)]
    found = SessionKNN(pause_days=7).fit(worlds.dataset(rows)).score(History.of([A], n_items=4))[0]
    assert found[B] > 0
    assert found[C] == found[D] == 0


def test_who_looks_at_tents_now_gets_what_went_with_tents_whatever_they_bought_before() -> None:
    rows = []
    for n in range(5):
        rows += [(f"c{n}", "tent", n), (f"c{n}", "stove", n + 0.1)]
        rows += [(f"b{n}", "novel", n), (f"b{n}", "lamp", n + 0.1)]
    dataset = worlds.dataset(rows)
    lamp, novel, stove, tent = range(4)
    found = SessionKNN().fit(dataset).score(History.of([novel, novel, tent], n_items=4))[0]
    assert found[stove] > found[lamp] > 0


def test_a_disliked_item_keeps_sessions_that_hold_it_away() -> None:
    rows = [("u1", "a", 0), ("u1", "b", 0.1), ("u2", "c", 0), ("u2", "d", 0.1)]
    model = SessionKNN().fit(worlds.dataset(rows))
    liked = model.score(History.of([A, C], n_items=4))[0]
    disliked = model.score(History.of([A, C], n_items=4, weights=[-1.0, 1.0]))[0]
    assert liked[B] > disliked[B] == 0
    assert disliked[D] > 0
