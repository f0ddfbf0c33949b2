"""tune --recipe: a recipe for --recipe elsewhere, a search that goes on, one look at the test."""

from __future__ import annotations

import json

import pytest

from recengine.cli import main
from recengine.evaluation.searching import Search
from recengine.ranking import Recipe, parse_recipe
from tests.evaluation.searching.worlds_to_search import chains


@pytest.fixture(autouse=True)
def _silence(monkeypatch):
    """No progress, however slow the machine; few and quick approaches."""
    monkeypatch.setattr("recengine.cli.inputs._PAUSE", float("inf"))
    monkeypatch.setattr("recengine.cli.tune_recipe.MEMBERS", ("popularity", "markov", "item_knn"))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    chains().interactions[["user_id", "item_id", "timestamp"]].to_csv(
        folder / "events.csv", index=False
    )
    (folder / "bad.json").write_text(Recipe(name="Bad", models={"popularity": 1.0}).to_json())
    return folder


@pytest.fixture
def tune(files, capsys):
    """Run tune from the bad recipe; returns what it printed and said."""

    def tune(*more, code=0):
        options = ["--interactions", str(files / "events.csv"), "--recipe", str(files / "bad.json")]
        assert main(["tune", *options, *more]) == code
        return capsys.readouterr()

    return tune


def test_the_recipe_that_was_found_can_be_used_and_was_confirmed(tune, tmp_path):
    out = tmp_path / "recipe.json"
    found = json.loads(tune("--trials", "14", "--out", str(out), "--look", "--json").out)
    written = parse_recipe(out.read_text())
    assert written.name.startswith("Found: ")
    assert written.makes_the_same_list(parse_recipe(found["recipe"]))
    assert found["validation"]["found"]["ndcg@10"]["mean"] > 0.9
    assert found["validation"]["difference"]["ndcg@10"]["low"] > 0
    assert [look["verdict"] for look in found["test"]] == ["better"]
    assert {"trial", "recipe", "ndcg@10", "diversity"} <= set(found["front"][0])


def test_in_words_it_says_what_is_different_and_what_the_test_said(tune):
    said = tune("--trials", "14", "--look").out
    assert "Against Bad: " in said
    assert "Approaches: " in said
    assert "On the test, looked at on " in said


def test_a_kept_search_goes_on_and_does_not_look_a_second_time(tune, tmp_path):
    state = tmp_path / "search.json"
    tune("--trials", "10", "--state", str(state), "--look")
    first = Search.from_json(state.read_text())
    assert (len(first.trials), len(first.looks)) == (10, 1)
    tune("--trials", "16", "--state", str(state), "--look")
    second = Search.from_json(state.read_text())
    assert second.trials[:10] == first.trials
    assert len(second.trials) == 16
    assert second.looks == first.looks


def test_a_kept_search_with_other_settings_is_refused(tune, tmp_path):
    state = tmp_path / "search.json"
    tune("--trials", "3", "--state", str(state))
    said = tune("--trials", "4", "--state", str(state), "--goal", "novelty", code=1).err
    assert "begun on other data, or with another start" in said


@pytest.mark.parametrize("goal", ["diversity", "novelty"])
def test_without_being_asked_nobody_looks_at_the_test(tune, goal, monkeypatch):
    monkeypatch.setattr("recengine.cli.tune_recipe.confirm", None)
    asked = ("--trials", "14", "--goal", goal)
    assert "The test was not looked at. --look does" in tune(*asked).out
    assert json.loads(tune(*asked, "--json").out)["test"] == []


def test_where_nothing_is_better_than_the_start_the_test_stays_unseen(tune):
    found = tune("--trials", "1", "--look")
    assert "Nothing was better than the start" in found.out
    assert "The test was not looked at" in found.out


def test_a_start_with_the_longest_name_does_not_lose_what_was_found(tune, tmp_path):
    start, out = tmp_path / "long.json", tmp_path / "recipe.json"
    start.write_text(Recipe(name="L" * 60, models={"popularity": 1.0}).to_json())
    tune("--trials", "1", "--recipe", str(start), "--out", str(out))
    assert parse_recipe(out.read_text()).name == "Found: " + "L" * 45


def test_a_goal_that_the_data_lack_a_column_for_is_refused(tune):
    assert "a column of numbers called margin" in tune("--goal", "margin_shown", code=1).err


def test_a_file_that_cannot_be_written_is_told(tune, tmp_path):
    where = str(tmp_path / "none" / "recipe.json")
    assert "cannot be written" in tune("--trials", "2", "--out", where, code=1).err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--give-up", "200"],
        ["--give-up", "x"],
        ["--trials", "0"],
        ["--model", "ease"],
        ["--split", "rolling"],
    ],
)
def test_wrong_usage_is_refused(tune, wrong):
    with pytest.raises(SystemExit) as stopped:
        tune(*wrong)
    assert stopped.value.code == 2
