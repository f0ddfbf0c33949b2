"""How alike the lists of two approaches are."""

import pytest

from recengine.data.splits import leave_last_out
from recengine.evaluation.likeness import likeness_to
from recengine.evaluation.metrics import rbo
from tests.evaluation.lists_by_hand import at_random, report_with
from tests.worlds import checkerboard


def test_a_list_is_like_itself_and_another_by_the_mean_of_its_people():
    world = checkerboard()
    split = leave_last_out(world)
    lists = at_random(split, names=("base", "other"))
    lists["same"] = lists["base"]
    found = likeness_to(report_with(world, [split], lists), "base")
    assert found["base"] == found["same"] == pytest.approx(1.0)
    expected = rbo(lists["other"][0], lists["base"][0]).mean()
    assert found["other"] == pytest.approx(expected)
    assert 0 < found["other"] < 1
