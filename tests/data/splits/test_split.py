"""What is held back is to be found only as far as it is new to somebody who is known."""

import numpy as np
import pytest

from recengine.data.splits import held_back, leave_last_out, temporal_split
from recengine.errors import InvalidSetting
from tests.worlds import dataset


def test_data_with_nobody_to_test_are_refused():
    with pytest.raises(InvalidSetting, match="leaves nobody with both"):
        leave_last_out(dataset([("a", "x", 0), ("b", "y", 1)]))


def test_somebody_without_a_past_is_a_newcomer_and_not_tested():
    rows = [("a", "w", 0), ("a", "x", 9), ("b", "v", 0), ("b", "w", 1), ("new", "x", 9)]
    split = temporal_split(dataset(rows), share=0.4)
    assert split.people.tolist() == [0]
    assert split.newcomers.tolist() == [2]
    assert split.cold_items.tolist() == [False, False, True]


def test_a_newcomer_who_disliked_all_has_nothing_to_find():
    rows = [("a", "w", 0, "like"), ("a", "x", 9, "like"), ("new", "x", 9, "dislike")]
    assert temporal_split(dataset(rows), share=0.5).newcomers.tolist() == []


def test_values_of_what_was_met_before_are_left_out():
    rows = [("a", "w", 0, "rating", 1), ("a", "x", 8, "rating", 4), ("a", "w", 9, "rating", 5)]
    split = temporal_split(dataset(rows), share=0.6)
    assert split.test.items.tolist() == [1]
    assert split.values.tolist() == [4.0]


def test_more_may_be_known_than_was_learned_from():
    world = dataset([("a", "w", 0), ("a", "x", 1), ("a", "y", 2), ("b", "w", 0)])
    held, learned = world.histories.items == 2, world.histories.items == 0
    split = held_back(world, held, "own", "Own.", learned=learned, known=~held)
    assert split.train.histories.items.tolist() == [0, 0]
    assert split.known is not None
    assert split.known.people([0]).items.tolist() == [0, 1]
    without = held_back(world, held, "own", "Own.", learned=learned)
    assert without.known is None


def test_what_is_neither_learned_nor_held_back_makes_nothing_known():
    world = dataset([("a", "x", 0), ("a", "w", 1), ("a", "x", 2), ("b", "w", 0)])
    last = np.array([False, False, True, False])
    learned = np.array([False, True, False, True])
    split = held_back(world, last, "own", "Own.", learned=learned)
    assert split.test.items.tolist() == [1]
