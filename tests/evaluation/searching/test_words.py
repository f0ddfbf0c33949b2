"""Words: every difference is told once, with its sign, and chance where it may be chance."""

from __future__ import annotations

import pytest

from recengine.evaluation import Estimate
from recengine.evaluation.searching import RecipeTrial, Search, bargain, changes, exchange, trade
from recengine.ranking import Recipe

START = Recipe(name="Start")


def trial(accuracy, goal, low=0.01, high=0.02, origin="search"):
    gains = {
        "ndcg@10": Estimate(accuracy - 0.2, low, high),
        "diversity": Estimate(goal - 0.5, goal - 0.51, goal - 0.49),
    }
    figures = {
        "ndcg@10": Estimate(accuracy, accuracy - 0.05, accuracy + 0.05),
        "diversity": Estimate(goal, goal, goal),
    }
    return RecipeTrial(Recipe(name=f"At {goal}"), origin, {}, figures, gains, 0.1)


def search(*trials):
    first = trial(0.2, 0.5, 0.0, 0.0, origin="start")
    return Search(
        "f", "leave_last_out", "ndcg@10", "diversity", 0, 9, ("ease",), START, (first, *trials)
    )


@pytest.mark.parametrize(
    ("accuracy", "goal", "words"),
    [
        (0.198, 0.56, "12 % more diversity for 1 % less NDCG@10"),
        (0.22, 0.45, "10 % more NDCG@10 for 10 % less diversity"),
        (0.22, 0.55, "10 % more diversity and 10 % more NDCG@10"),
        (0.18, 0.45, "10 % less diversity and 10 % less NDCG@10"),
        (0.2, 0.55, "10 % more diversity and the same NDCG@10"),
    ],
)
def test_what_is_gained_comes_before_what_it_costs(accuracy, goal, words):
    assert exchange(search(trial(accuracy, goal)), 1) == words


def test_chance_is_named_where_the_interval_holds_nought():
    assert "Chance could" not in trade(search(trial(0.22, 0.55, 0.01, 0.03)), 1)
    said = trade(search(trial(0.22, 0.55, -0.01, 0.05)), 1)
    assert said.endswith("Chance could give that difference in NDCG@10.")
    said = trade(search(trial(0.22, 0.505, -0.01, 0.05)), 1)
    assert said.endswith("Chance could give that difference in NDCG@10 and in Diversity.")


def test_a_start_that_finds_nothing_is_compared_by_the_difference_itself():
    found = search(trial(0.22, 0.55))
    none = RecipeTrial(
        START,
        "start",
        {},
        {"ndcg@10": Estimate(0, 0, 0), "diversity": Estimate(0.5, 0, 0)},
        found.trials[0].gains,
        0.1,
    )
    poor = Search(*list(vars(found).values())[:-2], (none, found.trials[1]))
    assert "0.02 more NDCG@10" in exchange(poor, 1)


def test_the_bargain_is_what_a_twentieth_buys():
    assert bargain(search(trial(0.192, 0.6), trial(0.1, 0.9))) == (
        "4 % less NDCG@10 than the best buys 20 % more diversity, for these 9 people"
    )


def test_where_nothing_can_be_had_so_cheaply_that_is_said():
    assert bargain(search(trial(0.1, 0.9))) == (
        "More diversity than the best has costs over 5 % of its NDCG@10, for these 9 people"
    )


def test_where_nothing_is_found_no_share_is_named():
    nothing = search(trial(0.0, 0.9))
    nothing = Search(*list(vars(nothing).values())[:-2], (nothing.trials[1],))
    assert "finds anything" in bargain(nothing)


def test_every_setting_that_differs_is_told_with_both_values():
    told = changes(
        Recipe(models={"ease": 1.0}),
        Recipe(models={"ease": 0.5, "als": 0.5}, half_life_days=30.0, diversity=0.3, name="Other"),
    )
    assert told == (
        ("Half-life of history", "off", "1 month"),
        ("Diversity", "off", "30 %"),
        ("Approaches", "EASE 100 %", "EASE 50 %, ALS factors 50 %"),
    )
    assert changes(START, Recipe(name="Same")) == ()
