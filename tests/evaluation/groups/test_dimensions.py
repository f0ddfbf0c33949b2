"""How people and choices are sorted: thirds, accounts, weeks, and bins that hold enough."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from recengine.data.splits import temporal_split
from recengine.evaluation.groups.held_choices import HeldChoices
from recengine.evaluation.groups.of_choices import by_popularity, by_time
from recengine.evaluation.groups.of_people import by_account, joined_column
from recengine.evaluation.groups.sorting import enough_in_each
from tests import worlds
from tests.evaluation.lists_by_hand import at_random, report_with, visits


def held(met_by=None, times=None):
    n = len(met_by if met_by is not None else times)
    zeros = np.zeros(n, dtype=int)
    return HeldChoices(
        people=np.arange(n),
        items=zeros,
        met_by=zeros if met_by is None else np.array(met_by),
        times=np.full(n, np.nan) if times is None else np.array(times, dtype=float),
        devices=zeros - 1,
    )


def sizes(sorting):
    return {label: len(sorting.members(at)) for at, label in enumerate(sorting.labels)}


def test_thirds_of_the_choices_and_new_titles_apart():
    sorting = by_popularity(held(met_by=[*range(1, 31), *[0] * 12]))
    assert sizes(sorting) == {"well known": 9, "middling": 10, "little known": 11, "new": 12}
    assert sorting.details == (
        "met by over 21 people",
        "met by 12 to 21 people",
        "met by 1 to 11 people",
        "nobody had met it before",
    )


def test_a_few_new_titles_are_among_the_little_known():
    sorting = by_popularity(held(met_by=[*range(1, 31), 0, 0]))
    assert sizes(sorting) == {"well known": 9, "middling": 10, "little known": 13, "new": 0}
    assert sorting.details[2] == "met by 0 to 11 people"


@pytest.mark.parametrize("met_by", [[0, 0, 0], [4] * 20])
def test_equally_known_titles_stay_together(met_by):
    assert max(sizes(by_popularity(held(met_by=met_by))).values()) == len(met_by)


@pytest.mark.parametrize(
    ("days", "label"), [(20, "1 to 7 Jan 2024"), (200, "January 2024"), (2000, "2024")]
)
def test_time_is_told_by_weeks_months_or_years(days, label):
    start = worlds.FIRST_DAY.timestamp()
    sorting = by_time(held(times=[start, start + 86_400.0 * days, np.nan]))
    assert sorting.labels[0] == label
    assert sorting.units.tolist() == [0, 1]


def test_accounts_are_as_old_as_at_the_first_held_back_choice():
    world = visits()
    assert joined_column(world) == "joined"
    split = temporal_split(world, share=0.4)
    report = report_with(world, [split], at_random(split))
    choices = HeldChoices.of(report.folds)
    sorting = by_account(world, report.folds, choices)
    first = pd.Series(pd.to_datetime(choices.times, unit="s")).groupby(choices.people).min()
    since = pd.to_datetime(world.users.set_index("user_id")["joined"].loc[list(report.people)])
    years = (first.to_numpy() - since.to_numpy()) / np.timedelta64(365, "D")
    assert sorting.labels == ("under a year old", "over a year old")
    assert set(sorting.members(0)) == set(np.flatnonzero(years < 1))
    assert set(sorting.members(1)) == set(np.flatnonzero(years >= 1))


def test_an_account_opened_after_the_choice_is_of_unknown_age():
    world = visits()
    split = temporal_split(world, share=0.4)
    report = report_with(world, [split], at_random(split))
    users = world.users.copy()
    late = users["user_id"].isin(report.people[:3])
    users.loc[late, "joined"] = "2031-01-01"
    choices = HeldChoices.of(report.folds)
    sorting = by_account(replace(world, users=users), report.folds, choices)
    assert set(range(len(report.people))) - set(sorting.units) == {0, 1, 2}


def test_small_bins_join_their_neighbours_until_each_holds_enough():
    rng = np.random.default_rng(0)
    values = rng.integers(1, 300, 60).astype(float)
    kept = enough_in_each(values, (1, 5, 20, 50, 100, 200))
    counts, _ = np.histogram(values, [*kept, np.inf])
    assert kept[0] == 1
    assert counts.min() >= 11
    assert counts.sum() == 60
    assert enough_in_each(values[:3], (1, 5, 20)) == (1,)
