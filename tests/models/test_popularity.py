"""Popularity, counted by hand."""

import numpy as np
import pytest

from recengine.models import Popularity
from tests import worlds


def share_of(dataset, item_id):
    return Popularity().fit(dataset).item_scores_[dataset.item_code(item_id)]


@pytest.mark.parametrize(
    ("item_id", "likes"), [("first", 12), ("c1", 9), ("d1", 8), ("d4", 2), (worlds.UNTOUCHED, 0)]
)
def test_a_score_is_the_share_of_people_who_liked_the_item(item_id, likes):
    assert share_of(worlds.camps(), item_id) == pytest.approx(likes / 20)


def test_somebody_who_liked_an_item_three_times_counts_once():
    rows = [("ann", "tea", day, "like") for day in range(3)] + [("bob", "jam", 0, "like")]
    assert share_of(worlds.dataset(rows), "tea") == 0.5


def test_what_people_disliked_is_no_like_and_they_are_not_counted():
    rows = [("ann", "tea", 0, "like"), ("bob", "tea", 0, "dislike"), ("bob", "jam", 0, "dislike")]
    dataset = worlds.dataset(rows)
    assert share_of(dataset, "tea") == 1.0
    assert share_of(dataset, "jam") == 0.0


def test_a_look_counts_as_much_as_its_weight():
    rows = [("ann", "tea", 0, "purchase"), ("ann", "jam", 0, "view")]
    assert share_of(worlds.dataset(rows), "jam") == pytest.approx(0.3)


def test_the_whole_score_holds_for_anybody():
    dataset = worlds.camps()
    terms = Popularity().fit(dataset).explain(dataset.history("u00"), np.arange(12))
    assert not terms.values.any()
    assert terms.base[dataset.item_code("first")] == 0.6
