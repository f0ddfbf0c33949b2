"""Coding: the order of events, found fast, is the order found slowly; nothing is kept twice."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.coding import by_person_and_time, distinct_ids, seconds, stable_order
from tests import worlds

KEYS = st.lists(st.one_of(st.integers(0, 5), st.integers(0, 2**62)), max_size=40)
MOMENTS = st.one_of(st.none(), st.integers(-3, 3), st.integers(-(10**12), 10**13))


@settings(derandomize=True)
@given(KEYS)
def test_keys_that_leave_no_room_for_places_are_ordered_as_well(keys):
    array = np.array(keys, dtype=np.int64)
    np.testing.assert_array_equal(stable_order(array), np.argsort(array, kind="stable"))


@settings(derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 3), MOMENTS), min_size=1, max_size=40))
def test_rows_stand_by_person_then_time_then_place_with_unknown_times_last(rows):
    people = np.array([person for person, _ in rows], dtype=np.int32)
    moments = np.array([when for _, when in rows], dtype="datetime64[ms]")
    slowly = np.lexsort((seconds(moments), people))
    np.testing.assert_array_equal(by_person_and_time(people, moments), slowly)


def test_without_times_the_order_of_the_file_stays():
    assert by_person_and_time(np.array([1, 0, 1, 0]), None).tolist() == [1, 3, 0, 2]


def test_a_category_that_no_row_has_is_no_id():
    ids = pd.Series(pd.Categorical(["b"], categories=["a", "b"]))
    assert distinct_ids(ids).tolist() == ["b"]


def test_events_of_one_kind_share_one_array_of_weights_and_signals():
    dataset = worlds.dataset([("ann", "tea", 0, "like"), ("bob", "jam", 1, "like")])
    for history in (
        dataset.histories,
        dataset.history("bob"),
        dataset.histories.where([True, False]),
    ):
        assert history.weights is history.signals


def test_kinds_that_weigh_differently_do_not():
    dataset = worlds.dataset([("ann", "tea", 0, "like"), ("bob", "jam", 1, "view")])
    assert dataset.histories.weights.tolist() == [1.0, 0.3]
    assert dataset.histories.signals.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("further", ["note", "when"])
def test_interactions_say_in_words_what_the_file_said(further):
    frame = pd.DataFrame(
        {
            "user_id": ["bob", "ann", "ann"],
            "item_id": ["tea", "tea", "jam"],
            "value": [1.5, np.nan, 4.0],
            "timestamp": pd.Series(
                ["2024-01-03", "NaT", "2024-01-01T10:00:00.123"], dtype="datetime64[ms]"
            ),
            further: ["c", "b", "a"],
        }
    )
    found = worlds.dataset(frame).interactions
    assert found["user_id"].tolist() == ["ann", "ann", "bob"]
    assert found["item_id"].tolist() == ["jam", "tea", "tea"]
    assert found["event"].tolist() == ["rating"] * 3
    assert found[further].tolist() == ["a", "b", "c"]
    np.testing.assert_array_equal(found["value"], [4.0, np.nan, 1.5])
    expected = frame["timestamp"].iloc[[2, 1, 0]].to_numpy("datetime64[ms]")
    np.testing.assert_array_equal(found["timestamp"].to_numpy(), expected)
