"""Figures of one item, counted a second time in words instead of codes."""

import numpy as np
import pandas as pd
import pytest

from recengine.data.events import EVENT_TYPES
from recengine.data.item_figures import described, item_figures_of
from recengine.data.main_event import main_event
from recengine.data.visits import last_visit
from tests import worlds


@pytest.mark.parametrize("item", [0, 7, 15, 29])
def test_figures_are_what_a_table_of_events_says(item):
    dataset = worlds.busy()
    found = item_figures_of(dataset, item)
    own = dataset.interactions[dataset.interactions["item_id"] == dataset.item_ids[item]]
    counts = own["event"].value_counts()
    assert dict(found.events) == {
        EVENT_TYPES[name].verb: number for name, number in counts.items() if number
    }
    assert [number for _, number in found.events] == sorted(dict(found.events).values())[::-1]
    assert found.total == len(own)
    assert found.people == own["user_id"].nunique()
    assert found.share == pytest.approx(len(own) / len(dataset.interactions))
    assert (found.ratings, found.stars) == (0, None)


def test_the_most_popular_item_stands_first_and_shares_add_up():
    dataset = worlds.busy()
    found = [item_figures_of(dataset, item) for item in range(dataset.n_items)]
    assert min(found, key=lambda each: each.rank).total == max(each.total for each in found)
    assert sum(each.share for each in found) == pytest.approx(1.0)


def test_an_item_that_nobody_touched_has_its_date_and_nothing_else():
    dataset = worlds.camps()
    found = item_figures_of(dataset, dataset.item_code(worlds.UNTOUCHED))
    assert (found.events, found.people, found.arrived, found.age_days) == ((), 0, None, None)


def test_age_counts_from_the_first_event_where_no_date_is_given():
    dataset = worlds.dataset([("ann", "tea", 3), ("bob", "tea", 8), ("bob", "jam", 10)])
    found = item_figures_of(dataset, dataset.item_code("tea"))
    assert found.arrived == worlds.FIRST_DAY + pd.Timedelta(days=3)
    assert found.age_days == 7.0


def test_stars_are_a_mean_over_ratings_and_know_the_scale():
    rows = [("ann", "tea", 0, "rating", 2.0), ("bob", "tea", 0, "rating", 5.0)]
    rows += [("cyd", "jam", 0, "rating", 4.0), ("cyd", "tea", 0, "watch", 90.0)]
    dataset = worlds.dataset(rows)
    found = item_figures_of(dataset, dataset.item_code("tea"))
    assert (found.ratings, found.stars, found.top) == (2, 3.5, 5.0)


def test_what_the_catalogue_says_leaves_out_the_title_and_what_is_empty():
    told = dict(described(worlds.camps(), 0))
    assert told == {"Genres": "Comedy, Family", "Year": "1990"}
    assert "Plot" not in dict(described(worlds.embedded(), 0))


@pytest.mark.parametrize(
    ("events", "main"),
    [
        (["view", "view", "purchase"], "purchase"),
        (["view", "view", "cart"], "view"),
        (["rating", "rating", "watch"], "watch"),
        (["rating", "like", "like"], "like"),
        (["skip", "dislike", "view"], "view"),
        (["skip"], "interaction"),
    ],
)
def test_what_people_mainly_do_comes_before_what_they_say_and_look_at(events, main):
    rows = [("ann", f"i{n}", n, event) for n, event in enumerate(events)]
    assert main_event(worlds.dataset(rows).histories) == main


def test_the_last_visit_ends_at_the_first_long_pause_and_ignores_unknown_times():
    dataset = worlds.busy()
    for row in range(38):
        own = dataset.histories.people([row])
        recent = last_visit(own)
        times = recent.times
        assert not np.isnan(times).any()
        assert times[-1] == np.nanmax(own.times)
        assert (np.diff(times) <= 1_800).all()
        earlier = own.times[own.times < times[0]]
        assert not len(earlier) or times[0] - earlier.max() > 1_800
