"""The search: finds what is planted, goes on where it stopped, never sees the test."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import numpy as np
import pytest

from recengine.errors import Cancelled, InvalidSetting
from recengine.evaluation.searching import Bench, Search, begin, go_on, trade
from recengine.evaluation.searching.starts import learned_weights
from recengine.models import REGISTRY
from recengine.ranking import Recipe
from tests import worlds
from tests.evaluation.searching.worlds_to_search import MEMBERS, bench, chains

BAD = Recipe(name="Bad", models={"popularity": 1.0}, diversity=0.3)
FOREVER = 1e9


def searched(trials, **choices):
    return go_on(begin(bench(), BAD), bench(), trials=trials, seconds=FOREVER, **choices)


def without_seconds(search):
    return [replace(trial, seconds=0.0) for trial in search.trials]


@pytest.fixture(scope="module")
def found():
    return searched(28)


def test_as_much_is_found_as_by_the_approach_that_is_right_and_more_than_by_the_start(found):
    best = found.trials[found.best]
    right = next(t for t in found.trials if t.recipe.weights == {"markov": 1.0})
    assert best.figures["ndcg@10"].mean >= right.figures["ndcg@10"].mean
    assert best.figures["ndcg@10"].mean > 0.9
    assert best.gains["ndcg@10"].low > 0
    assert found.trials[0].recipe == BAD
    assert found.trials[0].gains["ndcg@10"].mean == 0


class Planted(Bench):
    """Judges by a formula whose best recipe is known, so that only the search itself is tried."""

    def judge(self, recipe, progress=lambda _share, _words: None):
        away = abs(recipe.weights.get("markov", 0.0) - 0.7) + 0.1 * (recipe.half_life_days != 30.0)
        accuracy = 1.0 - away - 0.2 * recipe.diversity**2
        n = len(self.people)
        return {"ndcg@10": np.full(n, accuracy), "diversity": np.full(n, recipe.diversity)}


def test_a_planted_weight_and_half_life_are_found_and_the_front_is_the_planted_one():
    planted = Planted(**vars(bench()))
    found = go_on(begin(planted, BAD), planted, trials=150, seconds=FOREVER)
    best = found.trials[found.best].recipe
    assert best.half_life_days == 30.0
    assert best.weights["markov"] == pytest.approx(0.7, abs=0.1)
    front = found.points[list(found.front)]
    possible = 1.0 - 0.2 * front[:, 0] ** 2
    assert (front[:, 1] <= possible + 1e-9).all()
    assert np.median(possible - front[:, 1]) < 0.15
    assert front[-1, 0] > 0.6


def test_learned_weights_find_as_much_as_the_best_approach_alone(found):
    weights = learned_weights(bench())
    assert set(weights) == set(MEMBERS)
    assert sum(weights.values()) == pytest.approx(1)
    figures = {t.origin: t.figures["ndcg@10"].mean for t in found.trials if t.origin != "search"}
    assert figures["start"] < 0.5
    assert figures["learned"] > 0.9


def test_starts_come_first_and_then_the_search(found):
    origins = [trial.origin for trial in found.trials]
    assert origins[0] == "start"
    assert origins.count("alone") == len(MEMBERS)
    assert origins.count("learned") == 1
    assert "preset" in origins
    assert set(origins[origins.index("learned") + 1 :]) == {"search"}


def test_the_front_holds_the_best_and_no_trial_beats_it(found):
    points = found.points
    assert found.best in found.front
    for number in found.front:
        beats = (points >= points[number]).all(axis=1) & (points > points[number]).any(axis=1)
        assert not beats.any()


def test_a_search_that_goes_on_makes_the_trials_of_one_that_was_not_stopped(found):
    for stop in (3, 20):
        kept = Search.from_json(searched(stop).to_json())
        assert len(kept.trials) == stop
        resumed = go_on(kept, bench(), trials=28, seconds=FOREVER)
        assert without_seconds(resumed) == without_seconds(found)


def test_another_seed_searches_elsewhere(found):
    other = replace(bench(), seed=1)
    again = go_on(begin(other, BAD), other, trials=28, seconds=FOREVER)
    assert [t.recipe for t in again.trials] != [t.recipe for t in found.trials]


def test_a_stop_keeps_every_trial_that_was_made():
    kept = []

    def stop_at_the_fifth(_share, _words):
        if len(kept) == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        searched(28, take=kept.append, progress=stop_at_the_fifth)
    assert [len(each.trials) for each in kept] == [1, 2, 3, 4, 5]


def test_progress_never_falls_and_is_told_within_each_trial():
    told = []
    searched(6, progress=lambda share, words: told.append((share, words)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert told[-1] == (1.0, "Done")
    assert {"Trial 2", "Trial 6"} <= {words for _, words in told}


def test_a_budget_that_is_over_tries_the_start_alone():
    found = go_on(begin(bench(), BAD), bench(), seconds=1e-9)
    assert len(found.trials) == 1


def test_what_is_held_back_for_the_test_is_never_seen(monkeypatch):
    dataset = chains()
    histories = dataset.histories
    last = {(row, int(histories.people([row]).items[-1])) for row in range(dataset.n_users)}
    seen = []

    def spy_fit(model, train, progress):
        seen.append(set(zip(train.histories.rows, train.histories.items.tolist(), strict=True)))
        return fit(model, train, progress)

    fit = REGISTRY["markov"].fit
    monkeypatch.setattr(REGISTRY["markov"], "fit", spy_fit)
    made = Bench.of(dataset, MEMBERS)
    assert seen
    known, find = made.facts.known, made.facts.relevant
    rows = made.people
    seen.append({(rows[n], item) for n, item in zip(known.rows, known.items, strict=True)})
    seen.append({(rows[n], item) for n, item in zip(*find.nonzero(), strict=True)})
    assert not any(last & pairs for pairs in seen)


def test_the_start_of_another_search_is_refused(found):
    with pytest.raises(InvalidSetting, match="begun on other data, or with another start"):
        go_on(found, replace(bench(), fingerprint="other"), trials=29)
    with pytest.raises(InvalidSetting, match="begun on other data"):
        go_on(found, replace(bench(), seed=5), trials=29)


def test_what_is_no_search_is_refused():
    for text in ("", "{}", '{"fingerprint": 3}'):
        with pytest.raises(InvalidSetting, match="no search that was kept"):
            Search.from_json(text)


def test_a_search_that_somebody_edited_is_refused_with_a_sentence():
    kept = json.loads(searched(2).to_json())

    def edited(change):
        held = copy.deepcopy(kept)
        change(held["trials"])
        return json.dumps(held)

    for change in (
        lambda trials: trials[1].update(figures={}),
        lambda trials: trials[1]["gains"].pop("diversity"),
    ):
        with pytest.raises(InvalidSetting, match=r"Trial 2 .* lacks .* of diversity"):
            Search.from_json(edited(change))
    with pytest.raises(InvalidSetting, match=r"first trial .* is not the recipe that it started"):
        Search.from_json(edited(lambda trials: trials.pop(0)))
    for choices in ({}, {"freshness": 7.0}):
        search = Search.from_json(edited(lambda trials, c=choices: trials[1].update(choices=c)))
        with pytest.raises(InvalidSetting, match="choices that nobody could have made"):
            go_on(search, bench(), trials=3)


def test_a_goal_that_the_data_cannot_be_judged_by_is_refused():
    with pytest.raises(InvalidSetting, match="cannot be judged by 'margin_shown'"):
        begin(bench(), BAD, "margin_shown")


@pytest.mark.parametrize("metric", ["coverage", "gini", "auc", "ndcg,hit"])
def test_a_metric_that_cannot_judge_trials_is_refused_before_any_work(metric):
    with pytest.raises(InvalidSetting, match="judged by one metric of each person"):
        Bench.of(chains(), MEMBERS, metric=metric)


@pytest.mark.parametrize(("metric", "lacking"), [("watch_time", "watched"), ("margin", "purchase")])
def test_a_metric_that_the_data_lack_is_refused_before_any_work(metric, lacking, monkeypatch):
    monkeypatch.setattr(REGISTRY["markov"], "fit", None)
    with pytest.raises(InvalidSetting, match=f"cannot be measured: .*{lacking}"):
        Bench.of(chains(), MEMBERS, metric=metric)


def test_a_split_without_one_last_part_is_refused():
    with pytest.raises(InvalidSetting, match="does not part data into"):
        Bench.of(chains(), MEMBERS, split="rolling")


@pytest.mark.parametrize("split", ["temporal", "random"])
def test_other_ways_to_put_the_test_aside_work(split):
    made = Bench.of(worlds.busy(), MEMBERS, split=split)
    assert go_on(begin(made, BAD), made, trials=3).people == len(made.people)


def test_giving_up_accuracy_buys_the_goal_and_no_more_than_said(found):
    points = found.points
    least = points[:, 1].max()
    for share in (0.0, 0.1, 0.5, 1.0):
        number = found.giving_up(share)
        assert points[number, 1] >= (1 - share) * least
    bought = [points[found.giving_up(share), 0] for share in (0.0, 0.1, 0.5, 1.0)]
    assert bought == sorted(bought)
    assert bought[-1] == points[:, 0].max()


def test_a_trade_says_what_is_gained_and_what_it_costs(found):
    assert "the recipe that the search started from" in trade(found, 0)
    said = trade(found, found.best)
    assert said.startswith("Against Bad: ")
    assert "more NDCG@10" in said
    assert np.isfinite(found.points).all()
