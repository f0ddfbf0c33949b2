"""What came before what, against the long matrices whose products it is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.history import History
from recengine.models import succession
from recengine.models.succession import transitions, window_co_occurrence
from tests import worlds

FADE = np.array([1.0, 0.5, 0.3])


def rows_of(histories: History, fade: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """S and T of the formula, row by row."""
    before, after = [], []
    for person in range(len(histories)):
        events = slice(*histories.starts[person : person + 2])
        liked = histories.weights[events] > 0
        items, weights = histories.items[events][liked], histories.weights[events][liked]
        for place in range(1, len(items)):
            row = np.zeros(histories.n_items)
            for distance, count in enumerate(fade[:place], start=1):
                row[items[place - distance]] += weights[place - distance] * count
            before.append(row)
            after.append(np.eye(histories.n_items)[items[place]])
    shape = (-1, histories.n_items)
    return np.reshape(before, shape), np.reshape(after, shape)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    events=st.lists(st.tuples(st.integers(0, 4), st.sampled_from([1.0, 0.5, -1.0])), max_size=12)
)
def test_sums_are_products_of_the_long_matrices(events: list[tuple[int, float]]) -> None:
    items, weights = [code for code, _ in events], [weight for _, weight in events]
    history = History.of(items, n_items=5, weights=weights)
    S, T = rows_of(history, FADE)
    np.testing.assert_allclose(transitions(history, FADE).toarray(), S.T @ T, atol=1e-5)
    np.testing.assert_allclose(window_co_occurrence(history, FADE), S.T @ S, atol=1e-5)


def test_people_do_not_follow_one_another_and_blocks_lose_no_pair(monkeypatch) -> None:
    histories = worlds.busy().histories
    S, T = rows_of(histories, FADE)
    monkeypatch.setattr(succession, "_BLOCK", 7)
    np.testing.assert_allclose(transitions(histories, FADE).toarray(), S.T @ T, rtol=1e-5)
    np.testing.assert_allclose(window_co_occurrence(histories, FADE), S.T @ S, rtol=1e-5)


def test_what_was_disliked_came_neither_before_nor_after() -> None:
    history = History.of([0, 1, 2], n_items=3, weights=[1.0, -1.0, 1.0])
    assert transitions(history, FADE).nonzero() == ([0], [2])
