"""Who likes an item: ratios by a second library, planted differences, and no cell given away."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats.contingency import relative_risk

from recengine.evaluation.audience import a_fan, audience, fans, to_frame
from recengine.evaluation.significance.shares import ratios_of_shares
from recengine.evaluation.small_cells import FEWEST, showable
from tests import worlds


@given(st.integers(1, 400), st.integers(0, 400), st.integers(1, 400), st.integers(0, 400))
def test_a_ratio_and_its_interval_are_those_of_another_library(a, more, b, others):
    found = ratios_of_shares(np.array([a]), a + more, np.array([b]), b + others)
    judge = relative_risk(a, a + more, b, b + others)
    interval = judge.confidence_interval(0.95)
    assert found.ratio[0] == pytest.approx(judge.relative_risk)
    assert found.low[0] == pytest.approx(interval.low)
    assert found.high[0] == pytest.approx(interval.high)


def test_many_ratios_together_have_wider_intervals_each():
    one = ratios_of_shares(np.array([30]), 100, np.array([20]), 100)
    many = ratios_of_shares(np.array([30]), 100, np.array([20]), 100, together=20)
    judge = relative_risk(30, 100, 20, 100).confidence_interval(1 - 0.05 / 20)
    assert many.low[0] == pytest.approx(judge.low)
    assert many.low[0] < one.low[0] < one.high[0] < many.high[0]


GROUPS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=4)


@given(GROUPS)
def test_no_hidden_cell_can_be_solved_for_from_what_is_shown(groups):
    counted = np.array([inside for inside, _ in groups])
    sizes = np.array([inside + outside for inside, outside in groups])
    shown = showable(counted, sizes)
    assert (counted[shown] >= FEWEST).all()
    assert ((sizes - counted)[shown] >= FEWEST).all()
    hidden = np.flatnonzero(~shown)
    if not shown.any() or not len(hidden):
        return  # with nothing beside the total, only the total is known
    total = counted[hidden].sum()
    possible = _solutions(total, sizes[hidden])
    for values, size in zip(possible, sizes[hidden], strict=True):
        for cell in (values, {size - value for value in values}):
            assert not all(1 <= value < FEWEST for value in cell)


def _solutions(total, sizes):
    """What each hidden group could hold, found by trying everything that adds up."""
    *first, last = sizes
    found = [set() for _ in sizes]
    for values in itertools.product(*(range(size + 1) for size in first[-2:])):
        fixed = first[:-2]
        for head in range(sum(fixed) + 1):
            rest = total - sum(values) - head
            if not 0 <= rest <= last:
                continue
            for place, value in zip(range(len(fixed), len(sizes) - 1), values, strict=True):
                found[place].add(value)
            found[-1].add(rest)
            if fixed:
                found[0].add(head)
    return found


def test_one_small_group_takes_another_with_it():
    shown = showable(np.array([40, 30, 3]), np.array([100, 90, 50]))
    assert shown.tolist() == [True, False, False]
    alone = showable(np.array([40, 30, 12]), np.array([100, 90, 50]))
    assert alone.all()
    nearly_all = showable(np.array([40, 30, 48]), np.array([100, 90, 50]))
    assert nearly_all.tolist() == [True, False, False]


def planted(n_fans=60, n_others=140):
    """Fans are mostly on the big plan; they also like jazz; whoever has no plan is unknown."""
    rows, people = [], []
    for number in range(n_fans + n_others):
        who, fan = f"p{number:03}", number < n_fans
        big = number % 4 != 0 if fan else number % 4 == 0
        plan = "" if number % 20 == 7 else "big" if big else "small"
        people.append((who, plan, "north" if number % 2 else "south"))
        rows += [(who, "star", 0, "like")] if fan else [(who, "star", 0, "dislike")]
        rows += [(who, "jazz", 1, "like")] if big else [(who, "pop", 1, "like")]
    frame = pd.DataFrame(people, columns=["user_id", "plan", "region"])
    return worlds.dataset(rows, users=frame)


def test_a_planted_group_is_found_and_one_spread_by_chance_is_not():
    dataset = planted()
    found = audience(dataset, dataset.item_code("star"))
    assert found.people == 60
    assert [(group.label, group.name) for group in found.over] == [("Plan", "big")]
    first = found.over[0]
    with_plan = dataset.users["plan"] == "big"
    liking = fans(dataset, dataset.item_code("star"))
    assert first.people == (with_plan & liking).sum()
    assert first.share == pytest.approx((with_plan & liking).sum() / 60)
    assert first.others == pytest.approx((with_plan & ~liking).sum() / 140)
    assert {group.name for group in found.groups if group.label == "Region"} == {"north", "south"}
    assert found.finding.startswith("“Plan: big” is 2.")


def test_what_they_like_more_is_found_with_its_shares():
    dataset = planted()
    found = audience(dataset, dataset.item_code("star"))
    assert [share.name for share in found.also] == ["jazz"]
    assert found.also[0].people == 45
    assert found.also[0].low > 1
    assert found.liked == pytest.approx(2.0)
    assert found.liked_by_others == pytest.approx(1.0)


def test_nobody_is_told_of_where_too_few_like_it():
    dataset = planted(n_fans=10)
    found = audience(dataset, dataset.item_code("star"))
    assert (found.people, found.groups, found.also) == (None, (), ())
    assert found.finding == "Fewer than 11 people like it: too few to say who they are."


def test_nor_where_too_few_do_not():
    dataset = planted(n_fans=60, n_others=10)
    found = audience(dataset, dataset.item_code("star"))
    assert (found.people, found.groups, found.also) == (60, (), ())


def test_without_a_file_of_people_that_is_said():
    rows = [(f"u{n}", "star", 0, "like" if n < 20 else "dislike") for n in range(40)]
    found = audience(worlds.dataset(rows), 0)
    assert found.finding == "There is no file of people that would say who they are."


def test_every_cell_of_a_busy_world_holds_eleven_or_none():
    dataset = planted()
    for item in range(dataset.n_items):
        found = audience(dataset, item)
        table = to_frame((*found.groups, *found.also))
        assert (table["people"] >= FEWEST).all()
        assert (table["low"] <= table["times_as_frequent"]).all()


def test_who_is_opened_is_somebody_who_likes_it_and_was_last():
    rows = [("ann", "tea", 3, "like"), ("bob", "tea", 9, "like"), ("cyd", "tea", 11, "dislike")]
    dataset = worlds.dataset([*rows, ("cyd", "jam", 0, "like")])
    assert a_fan(dataset, dataset.item_code("tea")) == "bob"
    camps = worlds.camps()
    assert a_fan(camps, camps.item_code(worlds.UNTOUCHED)) is None
