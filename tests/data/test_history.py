"""History: cells, views, weights by kind and age, and the people in any order."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.events import EVENT_NAMES
from recengine.data.history import History
from tests import worlds

DAY = 86_400.0


def histories() -> st.SearchStrategy[History]:
    """Some people who did anything to six items."""

    def build(people: list[list[tuple[int, float, int]]]) -> History:
        rows = [row for person in people for row in person]
        signals = np.array([row[1] for row in rows])
        return History(
            starts=np.concatenate(([0], np.cumsum([len(person) for person in people], dtype=int))),
            items=np.array([row[0] for row in rows], dtype=np.int32),
            weights=signals,
            events=np.array([row[2] for row in rows], dtype=np.int8),
            signals=signals,
            times=np.arange(len(rows)) * DAY,
            n_items=6,
        )

    event = st.tuples(st.integers(0, 5), st.floats(-1, 1), st.integers(0, len(EVENT_NAMES) - 1))
    return st.lists(st.lists(event, max_size=6), max_size=5).map(build)


@given(histories())
def test_a_cell_is_the_sum_of_its_events_held_between_minus_one_and_one(history):
    expected = np.zeros((len(history), 6))
    for row, item, weight in zip(history.rows, history.items, history.weights, strict=True):
        expected[row, item] += weight
    np.testing.assert_allclose(history.matrix.toarray(), np.clip(expected, -1, 1), atol=1e-12)
    np.testing.assert_allclose(history.likes.toarray(), np.clip(expected, 0, 1), atol=1e-12)


@given(histories())
def test_seen_is_whatever_was_met_and_consumed_is_a_part_of_it(history):
    seen = history.seen().toarray() > 0
    consumed = history.seen(consumed_only=True).toarray() > 0
    assert set(zip(*seen.nonzero(), strict=True)) == set(
        zip(history.rows, history.items, strict=True)
    )
    assert (seen | ~consumed).all()


@given(histories(), st.data())
def test_people_can_be_taken_in_any_order_and_more_than_once(history, data):
    rows = data.draw(st.lists(st.integers(0, max(len(history) - 1, 0)), max_size=6))
    if not len(history):
        rows = []
    taken = history.people(rows)
    assert len(taken) == len(rows)
    np.testing.assert_array_equal(taken.matrix.toarray(), history.matrix.toarray()[rows])


@given(histories(), st.integers(1, 4))
def test_blocks_hold_everybody_once_in_order(history, size):
    blocks = history.blocks(size)
    assert all(len(block) <= size for block in blocks)
    joined = [row for block in blocks for row in block.matrix.toarray().tolist()]
    assert joined == history.matrix.toarray().tolist()


@given(histories(), st.integers(0, 5))
def test_without_an_item_all_else_stays(history, item):
    left = history.without(item)
    expected = history.matrix.toarray()
    expected[:, item] = 0
    np.testing.assert_array_equal(left.matrix.toarray(), expected)
    assert not left.seen().toarray()[:, item].any()


@given(histories())
def test_weighing_keeps_events_signals_and_times(history):
    weighted = history.weighted({"like": 0.5}, half_life_days=3.0, now=40 * DAY)
    for name in ("starts", "items", "events", "signals", "times"):
        np.testing.assert_array_equal(getattr(weighted, name), getattr(history, name))
    again = weighted.weighted({"like": 0.5}, half_life_days=3.0, now=40 * DAY)
    np.testing.assert_array_equal(again.weights, weighted.weights)


def test_an_event_weighs_its_kind_times_its_signal_by_hand():
    watched = History.of([0, 1], n_items=2, weights=[0.25, 1.0], event="watch")
    np.testing.assert_allclose(watched.weighted({"watch": 0.8}).weights, [0.2, 0.8])


def test_an_event_counts_half_after_every_half_life_and_fully_without_a_time():
    times = [0.0, 10 * DAY, 20 * DAY, np.nan, 30 * DAY]
    history = History.of([0] * 5, n_items=1, times=times)
    found = history.weighted({}, half_life_days=10.0, now=20 * DAY).weights
    np.testing.assert_allclose(found, [0.25, 0.5, 1.0, 1.0, 1.0])


def test_events_of_one_kind_can_have_a_half_life_of_their_own():
    history = History.of([0, 1], n_items=2, times=[0.0, 10 * DAY])
    names = (EVENT_NAMES.index("view"), EVENT_NAMES.index("purchase"))
    mixed = replace(history, events=np.array([*names], dtype=np.int8), times=np.zeros(2))
    usual = {"view": 1.0, "purchase": 1.0}
    found = mixed.weighted(usual, half_lives={"view": 5.0}, now=10 * DAY).weights
    assert found.tolist() == [0.25, 1.0]
    both = mixed.weighted(usual, half_life_days=10.0, half_lives={"view": 5.0}, now=10 * DAY)
    assert both.weights.tolist() == [0.25, 0.5]


def test_a_half_life_without_a_now_changes_nothing():
    history = History.of([0], n_items=1, times=[0.0])
    assert history.weighted({}, half_life_days=1.0).weights.tolist() == [1.0]


def test_a_later_dislike_can_outweigh_a_like():
    rows = [("ann", "tea", 0, "like"), ("ann", "tea", 1, "dislike"), ("ann", "tea", 2, "dislike")]
    history = worlds.dataset(rows).history("ann")
    assert history.matrix.toarray().tolist() == [[-1.0]]
    assert history.likes.nnz == 0


def test_nobody_and_nothing_have_matrices_too():
    assert History.empty(3, 4).matrix.shape == (3, 4)
    assert History.empty(0, 4).seen().shape == (0, 4)
    assert History.of([], n_items=4).likes.nnz == 0


def test_changing_a_matrix_of_likes_leaves_the_history_as_it_was():
    history = History.of([0, 1], n_items=2, weights=[1.0, -1.0])
    history.likes.data[:] = 9.0
    assert history.matrix.toarray().tolist() == [[1.0, -1.0]]
    assert history.weights.tolist() == [1.0, -1.0]


def test_an_unknown_kind_of_event_is_no_history():
    with pytest.raises(KeyError, match="teleport"):
        History.of([0], n_items=1, event="teleport")


def test_likes_and_dislikes_that_cancel_out_leave_nothing_whatever_their_order():
    for weights in ([0.3, 1.0, -1.0, -0.3], [-0.3, -1.0, 1.0, 0.3]):
        assert History.of([0] * 4, n_items=1, weights=weights).likes.nnz == 0
