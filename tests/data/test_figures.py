"""Key figures: counted by hand on small worlds, and laws on any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.figures import (
    activity,
    key_figures,
    long_tail,
    sparsity_picture,
    telling_people,
)
from tests import worlds


def test_key_figures_are_those_counted_by_hand():
    dataset = worlds.dataset(
        [("ann", "tea", 0), ("ann", "tea", 1), ("ann", "jam", 2), ("bob", "tea", 40)],
        users=worlds.pd.DataFrame({"user_id": ["ann", "bob", "cat"]}),
        items=worlds.pd.DataFrame({"item_id": ["tea", "jam", "rye"], "title": ["T", "J", "R"]}),
    )
    found = key_figures(dataset)
    assert (found.people, found.items, found.events) == (3, 3, 4)
    assert found.density == pytest.approx(3 / 9)
    assert found.head_share == pytest.approx(3 / 4)
    assert found.events_per_person == 2.0
    assert found.cold_items == 1
    assert found.first == worlds.FIRST_DAY
    assert (found.last - found.first).days == 40


def test_without_times_there_is_no_first_and_no_last_day():
    found = key_figures(worlds.dataset([("ann", "tea"), ("bob", "jam")]))
    assert (found.first, found.last) == (None, None)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=40))
def test_shares_lie_between_none_and_all(pairs):
    found = key_figures(worlds.dataset([(f"u{u}", f"i{i}") for u, i in pairs]))
    assert 0 < found.density <= 1
    assert 0 < found.head_share <= 1
    assert found.events == len(pairs)


def test_the_long_tail_rises_from_nothing_to_all_and_never_faster_than_before():
    spread = long_tail(worlds.busy())
    assert (spread.totals[0], spread.totals[-1]) == (0.0, 1.0)
    steps = np.diff(spread.totals)
    assert (steps >= -1e-12).all()
    assert (np.diff(steps) <= 1e-9).all()
    assert (spread.totals >= spread.shares - 1e-9).all()


def test_where_all_are_equally_popular_the_long_tail_is_a_straight_line():
    spread = long_tail(worlds.dataset([("u", f"i{n}") for n in range(7)]))
    assert spread.totals == pytest.approx(spread.shares)


def test_activity_counts_every_dated_event_once():
    dataset = worlds.busy()
    counts = activity(dataset)
    assert list(counts) == ["when", "event", "count"]
    assert counts["count"].sum() == (~np.isnan(dataset.histories.times)).sum()
    assert counts["when"].is_monotonic_increasing
    assert set(counts["event"]) == {"like", "view", "click", "purchase", "dislike", "skip"}


def test_activity_is_by_week_and_from_about_three_years_on_by_month():
    short = activity(worlds.dataset([("u", f"i{n}", n) for n in range(30)]))
    assert short["when"].dt.day_of_week.unique().tolist() == [0]
    long = activity(worlds.dataset([("u", f"i{n}", 60 * n) for n in range(30)]))
    assert long["when"].dt.day.unique().tolist() == [1]


def test_activity_without_times_is_empty():
    assert activity(worlds.dataset([("ann", "tea")])).empty


def test_the_picture_of_sparsity_keeps_the_density_and_puts_the_busiest_first():
    dataset = worlds.lopsided()
    picture = sparsity_picture(dataset, size=4)
    assert picture.shape == (4, 4)
    assert picture.min() >= 0
    assert picture.max() <= 1
    assert picture.mean() == pytest.approx(key_figures(dataset).density)
    assert picture[0, 0] == picture.max() > picture[-1, -1]


def test_a_world_smaller_than_the_picture_fits_in_it():
    picture = sparsity_picture(worlds.dataset([("ann", "tea"), ("bob", "jam")]), size=60)
    assert picture.sum() == 2


def test_telling_people_are_different_and_exist():
    dataset = worlds.busy()
    found = telling_people(dataset)
    ids = [someone.user_id for someone in found]
    assert len(set(ids)) == len(ids) >= 3
    for someone in found:
        assert someone.events == len(dataset.history(someone.user_id).items) > 0


def test_the_typical_person_stands_first_and_the_heavy_one_did_most():
    dataset = worlds.busy()
    counts = np.diff(dataset.histories.starts)
    by_kind = {someone.kind: someone for someone in telling_people(dataset)}
    assert telling_people(dataset)[0].kind == "typical"
    assert by_kind["typical"].events == pytest.approx(np.median(counts[counts > 0]), abs=1)
    assert by_kind["heavy"].events >= np.quantile(counts, 0.9)


def test_somebody_of_the_only_person_there_is_can_be_told():
    found = telling_people(worlds.dataset([("ann", "tea"), ("ann", "jam")]))
    assert [someone.user_id for someone in found] == ["ann"]
