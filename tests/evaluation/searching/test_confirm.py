"""The look at the test: once, remembered, and not repeated by accident."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from recengine.errors import InvalidSetting
from recengine.evaluation.searching import (
    Search,
    begin,
    best_alone,
    confirm,
    go_on,
    why_not_again,
)
from recengine.ranking import Recipe
from tests import worlds
from tests.evaluation.searching.worlds_to_search import bench, chains

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
BAD = Recipe(name="Bad", models={"popularity": 1.0})


@pytest.fixture(scope="module")
def found():
    return go_on(begin(bench(), BAD), bench(), trials=12, seconds=1e9)


@pytest.fixture(scope="module")
def looked(found):
    return confirm(chains(), found, found.best, when=NOW)


def test_what_was_found_the_start_and_the_best_alone_are_judged_by_everybody(found, looked):
    search, report = looked
    labels = [result.label for result in report.results]
    assert labels[0] == "Bad (start)"
    assert labels[1] == f"{found.trials[found.best].recipe.name} (found)"
    assert report.baseline == "recipe:Bad (start)"
    assert len(report.people) == 150 > found.people
    assert report.comparisons[0].verdict == "better"
    assert search.looks[0].verdict == "better"
    assert set(search.looks[0].figures) == set(labels)


def test_the_test_is_the_last_item_which_no_trial_had_to_find(looked):
    _, report = looked
    fold = report.folds[0]
    last = [int(chains().histories.people([row]).items[-1]) for row in fold.split.people]
    assert fold.split.relevant.argmax(axis=1).ravel().tolist() == last


def test_a_look_is_remembered_also_after_a_pause(looked):
    search, _ = looked
    again = Search.from_json(search.to_json())
    assert again.looks == search.looks
    assert why_not_again(again).startswith(
        "The test was looked at once, last on 2026-11-26 at 09:30"
    )


def test_before_the_first_look_nothing_speaks_against_it(found):
    assert why_not_again(found) == ""


def test_a_second_look_has_to_be_asked_for(looked):
    search, _ = looked
    number = next(n for n, t in enumerate(search.trials) if t.origin == "learned")
    with pytest.raises(InvalidSetting, match="has chosen by the test, and its figure flatters"):
        confirm(chains(), search, number, when=NOW)
    twice, _ = confirm(chains(), search, number, when=NOW, again=True)
    assert len(twice.looks) == 2
    assert "looked at 2 times" in why_not_again(twice)


def test_the_start_needs_no_look(found):
    with pytest.raises(InvalidSetting, match="the recipe that the search started from"):
        confirm(chains(), found, 0, when=NOW)


def test_other_data_are_refused(found):
    with pytest.raises(InvalidSetting, match="made on other data than busy"):
        confirm(worlds.busy(), found, found.best, when=NOW)


def test_a_name_as_long_as_may_be_still_fits(found):
    long = Recipe(name="x" * 60, models={"popularity": 1.0})
    search = go_on(begin(bench(), long), bench(), trials=6, seconds=1e9)
    _, report = confirm(chains(), search, search.best, when=NOW)
    assert report.results[0].label.endswith("(start)")


def test_the_best_alone_is_the_one_that_finds_most(found):
    assert best_alone(found).recipe.weights == {"markov": 1.0}
