"""One moment cuts the events of all people."""

import pandas as pd
import pytest

from recengine.data.splits import temporal_split
from recengine.errors import InvalidSetting
from tests.worlds import checkerboard, dataset


def test_events_without_a_time_stay_for_training():
    times = pd.to_datetime(["2024-01-01", None, "2024-01-03", "2024-01-04"])
    frame = pd.DataFrame({"user_id": "a", "item_id": list("wxyz"), "timestamp": times})
    split = temporal_split(dataset(frame.astype({"timestamp": "datetime64[ms]"})), share=0.4)
    assert split.test.items.tolist() == [3]
    assert len(split.train.histories.items) == 3


def test_a_last_moment_that_holds_more_than_the_share_is_held_back_as_a_whole():
    rows = [("a", "w", 0), ("b", "w", 0), ("a", "x", 9), ("b", "y", 9), ("a", "z", 9)]
    split = temporal_split(dataset(rows), share=0.2)
    assert len(split.train.histories.items) == 2
    assert len(split.test.items) == 3


def test_what_is_met_again_after_the_cut_is_no_test():
    rows = [("a", "w", 0), ("a", "x", 1), ("a", "w", 9), ("a", "z", 9), ("b", "w", 0)]
    split = temporal_split(dataset(rows), share=0.4)
    assert split.test.items.tolist() == [2]


def test_times_are_needed():
    with pytest.raises(InvalidSetting, match="has no times to cut by"):
        temporal_split(dataset([("a", "x"), ("a", "y")]))


@pytest.mark.parametrize("share", [0.0, 1.0, float("nan")])
def test_a_share_that_leaves_nothing_is_refused(share):
    with pytest.raises(InvalidSetting, match="cannot be held back"):
        temporal_split(checkerboard(), share=share)
