"""Trending, decayed by hand."""

import numpy as np
import pytest

from recengine.models import Trending
from tests import worlds


def scores_of(rows, **parameters):
    dataset = worlds.dataset(rows)
    found = Trending(**parameters).fit(dataset).item_scores_
    return dict(zip(dataset.item_ids, found, strict=True))


def test_a_like_counts_half_after_each_half_life():
    rows = [("ann", "now", 28, "like"), ("ann", "week", 21, "like"), ("ann", "month", 0, "like")]
    found = scores_of(rows, half_life_days=7.0)
    assert found["now"] == 1.0
    assert found["week"] == pytest.approx(1 / 2)
    assert found["month"] == pytest.approx(1 / 16)


def test_sums_are_a_share_of_the_largest():
    rows = [("ann", "tea", 14, "like"), ("bob", "tea", 14, "like"), ("ann", "jam", 0, "like")]
    found = scores_of(rows, half_life_days=14.0)
    assert found["tea"] == 1.0
    assert found["jam"] == pytest.approx(0.5 / 2)


def test_ages_count_back_from_the_last_event_and_not_from_today():
    rows = [("ann", "tea", 10, "like"), ("bob", "jam", 3, "like")]
    later = [(person, item, day + 5_000, event) for person, item, day, event in rows]
    assert scores_of(rows) == pytest.approx(scores_of(later))


def test_a_dislike_takes_nothing_away_from_a_like():
    rows = [("ann", "tea", 3, "like"), ("bob", "tea", 3, "dislike"), ("bob", "jam", 3, "like")]
    found = scores_of(rows)
    assert found["tea"] == found["jam"] == 1.0


def test_without_times_it_orders_by_likes():
    found = scores_of([("ann", "tea"), ("bob", "tea"), ("bob", "jam")])
    assert (found["tea"], found["jam"]) == (1.0, 0.5)


def test_an_event_without_a_time_counts_in_full():
    rows = [("ann", "tea", np.nan, "like"), ("bob", "jam", 40, "like")]
    assert scores_of(rows)["tea"] == 1.0
