"""Sharpening: the way begins at the usual rate, narrows, and mostly holds the truth."""

import pytest

from recengine.ranking.promotion import appeal
from recengine.ranking.sharpening import finding, sharpen


def test_each_point_is_what_its_clicks_say():
    way = sharpen(300, true=0.2, usual=0.1, seed=4)
    assert way.steps[0].impressions == 0
    assert way.steps[-1].impressions == 300
    for step in way.steps[::10]:
        assert step.appeal == appeal(step.clicks, step.impressions, usual=0.1)
    assert len(way.to_frame()) == len(way.steps)


def test_the_band_holds_the_true_appeal_about_as_often_as_it_says():
    ways = [sharpen(400, true=0.15, usual=0.1, seed=seed) for seed in range(60)]
    last = [way.steps[-1].appeal for way in ways]
    inside = sum(each.low <= 0.15 <= each.high for each in last)
    assert inside >= 52
    assert all(each.high - each.low < 0.09 for each in last)


@pytest.mark.parametrize(("true", "words"), [(1.0, "surely above"), (0.0, "surely below")])
def test_an_item_far_from_usual_is_told_from_it_and_the_finding_says_when(true, words):
    way = sharpen(1_000, true=true, usual=0.3)
    assert way.settled_at is not None
    assert words in finding(way)
    assert f"from {way.settled_at:,} on" in finding(way)


def test_one_that_is_as_usual_is_not_told_from_it():
    way = sharpen(50, true=0.3, usual=0.3, seed=1)
    assert way.settled_at is None
    assert "not yet told from the usual 30.0%" in finding(way)


def test_the_same_seed_draws_the_same_clicks():
    assert sharpen(80, true=0.4, usual=0.1, seed=9) == sharpen(80, true=0.4, usual=0.1, seed=9)
