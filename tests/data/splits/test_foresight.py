"""What a split lets approaches learn from the future is said, and only where it is so."""

import numpy as np
import pytest

from recengine.data.splits import SPLITS, SplitSettings, make_splits, warning
from tests.data.splits.diary import diary


@pytest.mark.parametrize("name", SPLITS)
def test_it_is_said_where_training_events_are_later_than_those_to_find(name):
    world = diary(1)
    later = [split.train.end > np.nanmin(split.test.times) for split in make_splits(world, name)]
    said = warning(world, SplitSettings(name=name))
    assert bool(said) == any(later)
    assert said == "" or said.endswith(".")


@pytest.mark.parametrize("name", SPLITS)
def test_only_what_last_rests_on_is_said_of_data_without_times(name):
    said = warning(diary(timed=False), name)
    assert ("order of the rows" in said) == (name in {"leave_last_out", "leave_n_out"})
    assert "future" not in said


def test_the_usual_protocol_is_told_more_mildly_than_chance():
    world = diary()
    last, random = warning(world, "leave_last_out"), warning(world, "random")
    assert "other people did later" in last
    assert "rest on the future" in random
    assert SPLITS["temporal"].label in last
    assert SPLITS["temporal"].label in random
