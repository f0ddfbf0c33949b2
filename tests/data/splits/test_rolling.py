"""Windows of time, one after the other, each found by all that was before it."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.splits import rolling_splits, temporal_split
from recengine.errors import InvalidSetting
from tests.data.splits.diary import calm, diary
from tests.worlds import FIRST_DAY, checkerboard, dataset


def a_day_each(n_days: int = 12):
    """Two people who meet a new item every day."""
    return dataset([(name, f"i{day:02d}", day) for name in "ab" for day in range(n_days)])


def days(history) -> list[int]:
    return sorted({round((time - FIRST_DAY.timestamp()) / 86_400) for time in history.times})


@calm
@given(seed=st.integers(0, 30), windows=st.integers(1, 6), share=st.floats(0.1, 0.6))
def test_windows_follow_one_another_and_together_are_the_test_of_one_cut(seed, windows, share):
    world = diary(seed)
    splits = rolling_splits(world, share=share, windows=windows)
    assert 1 <= len(splits) <= windows
    for earlier, later in pairwise(splits):
        assert earlier.test.times.max() < later.test.times.min()
        assert earlier.train.end < later.train.end
        assert earlier.test.times.max() <= later.train.end
    assert splits[0].train.end <= temporal_split(world, share=share).train.end
    assert splits[-1].test.times.max() <= world.end


def test_windows_hold_about_as_many_events():
    splits = rolling_splits(a_day_each(), share=0.5, windows=3)
    assert [days(split.test) for split in splits] == [[6, 7], [8, 9], [10, 11]]
    assert [days(split.train.histories)[-1] for split in splits] == [5, 7, 9]
    assert [split.people.tolist() for split in splits] == [[0, 1]] * 3


def test_windows_may_have_a_length_in_days():
    splits = rolling_splits(a_day_each(), windows=2, days=3)
    assert [days(split.test) for split in splits] == [[6, 7, 8], [9, 10, 11]]
    assert "(window 2 of 2)" in splits[1].words
    assert "after 2024-01-09 00:00 and up to 2024-01-12 00:00" in splits[1].words


def test_a_window_in_which_nobody_can_be_tested_is_left_out():
    splits = rolling_splits(a_day_each(6), windows=4, days=2)
    assert [days(split.test) for split in splits] == [[2, 3], [4, 5]]
    assert "(window 3 of 4)" in splits[0].words


def test_fewer_windows_where_times_are_alike():
    rows = [("a", "w", 0), ("a", "v", 1), ("a", "x", 9), ("a", "y", 9), ("a", "z", 9)]
    (split,) = rolling_splits(dataset(rows), share=0.5, windows=4)
    assert days(split.test) == [9]


def test_events_without_a_time_are_always_learned_from():
    times = pd.Series([FIRST_DAY + pd.Timedelta(days=day) for day in range(10)] + [pd.NaT])
    frame = pd.DataFrame({"user_id": "a", "item_id": list("abcdefghijk"), "timestamp": times})
    for split in rolling_splits(dataset(frame.astype({"timestamp": "datetime64[ms]"}))):
        assert np.isnan(split.train.histories.times).sum() == 1
        assert not np.isnan(split.test.times).any()


def test_windows_that_leave_nothing_before_them_are_refused():
    with pytest.raises(InvalidSetting, match="rolling split of world leaves nobody"):
        rolling_splits(dataset([("a", "x", 0), ("b", "y", 5), ("b", "z", 9)]), windows=1, days=8)


@pytest.mark.parametrize("days", [11.0, 100.0, 1e9, 1e300])
def test_a_window_as_long_as_the_data_is_refused_with_their_span(days):
    with pytest.raises(InvalidSetting, match=r"since world spans 11 days"):
        rolling_splits(a_day_each(), days=days)


def test_windows_long_before_any_data_are_left_out():
    day = np.array([0, 100, 200]) * 365
    world = dataset([(name, f"i{at}", float(at)) for name in "ab" for at in day])
    splits = rolling_splits(world, windows=100, days=99 * 365.0)
    assert [days(split.test) for split in splits] == [[100 * 365], [200 * 365]]


@pytest.mark.parametrize(
    ("settings", "match"),
    [
        ({"windows": 0}, "cannot have 0 windows"),
        ({"share": 1.0}, "share of 1.0 cannot"),
        ({"days": 0.0}, "cannot be 0.0 days long"),
        ({"days": float("inf")}, "cannot be inf days long"),
    ],
)
def test_what_cannot_be_made_is_refused(settings, match):
    with pytest.raises(InvalidSetting, match=match):
        rolling_splits(checkerboard(), **settings)


def test_times_are_needed():
    with pytest.raises(InvalidSetting, match="has no times to cut by"):
        rolling_splits(dataset([("a", "x"), ("a", "y")]))
