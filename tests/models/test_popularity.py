"""Popularity, counted by hand."""

import numpy as np
import pandas as pd
import pytest

from recengine.models import Popularity, Trending
from recengine.models.popularity import SHRINK
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
    assert not terms.values.any()  # noqa: PD011  a field of ours, not a frame's
    assert terms.base[dataset.item_code("first")] == 0.6


def towns(*, telling: bool = True, seed: int = 0):
    """Two towns of 150 people; where it tells, the one drinks tea and the other coffee.

    Of the last two people of the file nothing is known but their town.
    """
    rng = np.random.default_rng(seed)
    town = rng.integers(2, size=300)
    drinks = np.array(["tea", "cocoa", "coffee", "mocha"])
    rows = []
    for number in range(300):
        fits = [8, 4, 1, 1] if town[number] == 0 else [1, 1, 8, 4]
        share = np.array(fits if telling else [4, 3, 4, 3]) / 14
        for day, drink in enumerate(rng.choice(drinks, 2, replace=False, p=share)):
            rows.append((f"u{number:03}", drink, day))
    people = pd.DataFrame(
        {
            "user_id": [f"u{number:03}" for number in range(302)],
            "shoes": rng.choice(["red", "blue", "green"], size=302),
            "town": [*np.array(["north", "south"])[town], "north", "south"],
        }
    )
    return worlds.dataset(rows, users=people)


@pytest.mark.parametrize("kind", [Popularity, Trending])
def test_newcomers_get_what_is_liked_in_their_town_and_everybody_else_what_is_liked_at_all(kind):
    dataset = towns()
    model = kind().fit(dataset)
    assert model.segment_ == "town"
    found = model.score(dataset.histories)
    by_id = dataset.item_code
    assert found[300, by_id("tea")] > found[300, by_id("coffee")]
    assert found[301, by_id("tea")] < found[301, by_id("coffee")]
    np.testing.assert_array_equal(found[:300], np.tile(model.item_scores_, (300, 1)))
    stranger = dataset.newcomer(town="north")
    np.testing.assert_array_equal(model.score(stranger)[0], found[300])
    np.testing.assert_array_equal(model.explain(stranger, np.arange(4)).total, found[300])
    np.testing.assert_array_equal(model.score(dataset.newcomer(shoes="red"))[0], model.item_scores_)


def test_a_score_in_a_group_is_its_share_drawn_towards_everybodys():
    dataset = towns()
    model = Popularity().fit(dataset)
    of_north = dataset.users["town"].to_numpy()[:300] == "north"
    tea = dataset.histories.likes.toarray()[:300, dataset.item_code("tea")]
    expected = (tea[of_north].sum() + SHRINK * tea.mean()) / (of_north.sum() + SHRINK)
    assert model.score(dataset.newcomer(town="north"))[0, dataset.item_code("tea")] == (
        pytest.approx(expected)
    )


def test_groups_that_tell_nothing_are_not_used():
    dataset = towns(telling=False)
    model = Popularity().fit(dataset)
    assert model.segment_ == ""
    np.testing.assert_array_equal(model.score(dataset.histories)[300], model.item_scores_)
