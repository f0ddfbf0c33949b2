"""The last items that pleased, one or several a person."""

import numpy as np
import pytest

from recengine.data.splits import leave_last_out, leave_n_out
from recengine.errors import InvalidSetting
from tests.data.splits.diary import diary, pairs
from tests.worlds import checkerboard, dataset, lopsided


def held(split) -> list[str]:
    return split.train.item_ids[split.test.items].tolist()


def test_the_last_pleasing_item_goes_with_every_event_on_it():
    whole = dataset(
        [
            ("ann", "first", 0, "purchase"),
            ("ann", "last", 1, "view"),
            ("ann", "second", 1.5, "purchase"),
            ("ann", "last", 2, "purchase"),
            ("ann", "hated", 3, "dislike"),
            ("bob", "only", 1, "purchase"),
            ("cat", "first", 0, "dislike"),
            ("cat", "last", 1, "dislike"),
        ]
    )
    split = leave_last_out(whole)
    ann = whole.user_code("ann")
    assert split.people.tolist() == [ann]
    # "second" was met after "last": it is the newest thing that pleased
    assert pairs(split.test) == {(ann, whole.item_code("second"))}
    without = leave_last_out(whole.keep(whole.histories.items != whole.item_code("second")))
    assert held(without) == ["last", "last"]
    assert (ann, whole.item_code("hated")) in pairs(without.train.histories)


def test_the_next_step_of_the_stair_is_found():
    whole = lopsided()
    split = leave_last_out(whole)
    heights = np.diff(whole.histories.starts)
    assert split.people.tolist() == np.flatnonzero(heights > 1).tolist()
    assert split.test.people(split.people).items.tolist() == (12 - heights[heights > 1]).tolist()


def test_equal_times_keep_the_order_of_the_file():
    assert held(leave_last_out(dataset([("a", "x", 0), ("a", "z", 0), ("a", "y", 0)]))) == ["y"]


def test_data_without_times_keep_the_order_of_the_file():
    assert held(leave_last_out(dataset([("a", "x"), ("a", "z"), ("a", "y")]))) == ["y"]


def test_the_last_few_are_held_back_and_one_item_stays():
    rows = [("a", name, day) for day, name in enumerate("vwxyz")]
    rows += [("b", "v", 0), ("b", "w", 1), ("c", "v", 0)]
    split = leave_n_out(dataset(rows), last=3)
    assert held(split) == ["x", "y", "z", "w"]
    assert split.people.tolist() == [0, 1]


def test_what_did_not_please_is_passed_over():
    rows = [("a", "v", 0, "like"), ("a", "w", 1, "like"), ("a", "x", 2, "like")]
    split = leave_n_out(dataset([*rows, ("a", "y", 3, "dislike")]), last=2)
    assert held(split) == ["w", "x"]


def test_one_item_left_out_is_the_last_one():
    one, last = leave_n_out(diary(), last=1), leave_last_out(diary())
    assert one.train.fingerprint == last.train.fingerprint
    assert one.words == last.words


@pytest.mark.parametrize("last", [0, -1, 101])
def test_a_number_that_cannot_be_left_out_is_refused(last):
    with pytest.raises(InvalidSetting, match=f"cannot have {last} items per person"):
        leave_n_out(checkerboard(), last=last)
