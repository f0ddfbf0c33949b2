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


def stan(
    own: np.ndarray, past: list[np.ndarray], ages: np.ndarray, model: SessionKNN, n_items: int
):
    """Scores by the paper's words: equations 1 to 5, one session and one item at a time."""
    similar = []
    for session, age in zip(past, ages, strict=True):
        shared = [
            np.exp((place - (len(own) - 1)) / model.recency)  # the last one counts 1
            for place, item in enumerate(own)
            if item in session
        ]
        cosine = sum(shared) / np.sqrt(len(own) * len(session))
        similar.append(cosine * np.exp(-age / (model.half_life_days / np.log(2.0))))
    out = np.zeros(n_items)
    for number in np.argsort(similar)[::-1][: model.neighbours]:
        session = past[number].tolist()
        common = [item for item in own if item in session]
        for place, item in enumerate(session):
            if common:
                distance = abs(place - session.index(common[-1]))
                out[item] += similar[number] * np.exp(-distance / model.reach)
    return out


def test_scores_are_those_of_the_paper_but_for_the_length_of_the_present_session() -> None:
    rng = np.random.default_rng(11)
    past = [rng.permutation(15)[: rng.integers(2, 8)] for _ in range(40)]
    days = rng.permutation(40) * 7.0
    rows = [
        (f"u{number:02}", f"i{item:02}", day + place / 1000)
        for number, (session, day) in enumerate(zip(past, days, strict=True))
        for place, item in enumerate(session)
    ]
    dataset = worlds.dataset(rows)
    model = SessionKNN(neighbours=12, recency=2.0, reach=3.0, half_life_days=90.0).fit(dataset)
    ages = (dataset.end - dataset.histories.times[dataset.histories.starts[1:] - 1]) / 86_400.0
    for length in range(1, 7):
        own = rng.permutation(15)[:length]
        found = model.score(History.of(own, n_items=15))[0]
        expected = stan(own, past, ages, model, 15)
        np.testing.assert_allclose(found / np.sqrt(length), expected, rtol=1e-9)


def test_who_looks_at_shoes_now_gets_socks_although_they_have_read_books_for_years() -> None:
    rng = np.random.default_rng(0)
    rows = [
        (f"b{n:02}", f"book{code:02}", n + place / 10)
        for n in range(40)
        for place, code in enumerate(rng.permutation(30)[:8])
    ]
    rows += [(f"s{n}", "shoes", n) for n in range(5)]
    rows += [(f"s{n}", "socks", n + 0.1) for n in range(5)]
    dataset = worlds.dataset(rows)
    model = SessionKNN().fit(dataset)
    books = [f"book{code:02}" for code in range(7)]

    def best_after(*names: str) -> str:
        codes = [dataset.item_code(name) for name in names]
        found = model.score(History.of(codes, n_items=dataset.n_items))[0]
        found[codes] = -np.inf
        return dataset.item_ids[found.argmax()]

    assert best_after(*books, "shoes") == "socks"
    assert best_after("shoes", *books).startswith("book")
