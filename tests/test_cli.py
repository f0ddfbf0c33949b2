"""The terminal: one JSON document or one sentence, and an exit code that says which."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from recengine import __version__
from recengine.cli import main
from recengine.cli.inputs import _now_and_then
from recengine.data.splits import SPLITS, SplitSettings
from recengine.models import REGISTRY
from recengine.ranking import PRESETS, Recipe

ROOT = Path(__file__).resolve().parents[1]
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Thirty people who rated twenty films, with titles, and one newcomer among the users."""
    folder = tmp_path_factory.mktemp("files")
    rng = np.random.default_rng(5)
    rows = [
        f"u{u:02d},{i:03d},{rng.integers(1, 6)},{1_600_000_000 + 86_400 * int(rng.integers(300))}"
        for u in range(30)
        for i in range(20)
        if rng.random() < (0.7 if (u + i) % 2 else 0.2)
    ]
    (folder / "ratings.csv").write_text("userId,movieId,rating,timestamp\n" + "\n".join(rows))
    films = [f'{i:03d},"Film, {i}",{("Drama", "Comedy|Crime")[i % 2]}' for i in range(20)]
    (folder / "movies.csv").write_text("movieId,title,genres\n" + "\n".join(films))
    people = [f"u{u:02d},{20 + u}" for u in range(30)] + ["newcomer,33"]
    (folder / "users.csv").write_text("userId,age\n" + "\n".join(people))
    (folder / "recipe.json").write_text(
        Recipe(name="Own", models={"ease": 1.0, "trending": 0.5}, freshness=0.2).to_json()
    )
    return folder


@pytest.fixture
def data(files):
    return (
        *("--interactions", str(files / "ratings.csv")),
        *("--items", str(files / "movies.csv")),
        *("--users", str(files / "users.csv")),
    )


@pytest.fixture(autouse=True)
def _silence(monkeypatch):
    """No progress, however slow the machine."""
    monkeypatch.setattr("recengine.cli.inputs._PAUSE", float("inf"))


@pytest.fixture
def ask(capsys):
    """Run a command that should work; returns its JSON document."""

    def ask(*arguments):
        assert main([*arguments, "--json"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))

    return ask


@pytest.fixture
def refused(capsys):
    """Run a command that cannot work; returns the sentence."""

    def refused(*arguments):
        assert main(list(arguments)) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert "Traceback" not in err
        return err.strip()

    return refused


def test_check_accounts_for_every_line(ask, files, tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text((files / "ratings.csv").read_text() + "\nu99\nu01,003,5,1600000000\n")
    found = ask("check", str(path))
    assert {
        *("rows_read", "accepted", "repaired", "refused", "ignored"),
        *("mapping", "problems", "dataset"),
    } <= set(found)
    assert found["rows_read"] == sum(
        found[name] for name in ("accepted", "repaired", "refused", "ignored")
    )
    assert found["refused"] == 1
    assert found["mapping"]["user_id"]["column"] == "userId"
    for guess in found["mapping"].values():
        assert {"column", "confidence", "why"} <= set(guess)
        assert 0 <= guess["confidence"] <= 1
    for problem in found["problems"]:
        assert set(problem) == {"code", "line", "column", "value", "message", "fix", "count"}
    assert {"users", "items", "interactions", "fingerprint"} <= set(found["dataset"])
    assert found["dataset"]["users"] == 30


@pytest.mark.parametrize(("name", "kind"), [("movies.csv", "items"), ("users.csv", "users")])
def test_check_tells_what_kind_of_file_it_is(ask, files, name, kind):
    found = ask("check", str(files / name))
    assert found["kind"] == kind
    assert found["dataset"] == {kind: found["accepted"] + found["repaired"]}


def test_check_takes_the_same_file_gzipped_as_the_same_data(ask, files, tmp_path):
    packed = tmp_path / "ratings.csv.gz"
    packed.write_bytes(gzip.compress((files / "ratings.csv").read_bytes()))
    plain = ask("check", str(files / "ratings.csv"))["dataset"]
    assert ask("check", str(packed))["dataset"]["fingerprint"] == plain["fingerprint"]


def test_check_knows_the_samples(ask):
    assert ask("check", "--sample", "shop")["dataset"]["users"] == 1_500


def test_recommend_has_the_shape_that_scripts_rely_on(ask, data):
    found = ask("recommend", *data, "--user", "u03", "-k", "5")
    assert {"user_id", "recipe", "dataset", "items"} <= set(found)
    assert found["user_id"] == "u03"
    assert Recipe.model_validate(found["recipe"]) == PRESETS["plain"].recipe.changed(k=5)
    assert [item["rank"] for item in found["items"]] == [1, 2, 3, 4, 5]
    scores = [item["score"] for item in found["items"]]
    assert scores == sorted(scores, reverse=True)
    for item in found["items"]:
        assert {
            *("rank", "item_id", "title", "score", "models"),
            *("stages", "reasons", "explored", "propensity"),
        } <= set(item)
        assert item["title"] == f"Film, {int(item['item_id'])}"
        assert all({"weight", "score"} <= set(part) for part in item["models"].values())
        assert all({"stage", "effect", "rank"} <= set(stage) for stage in item["stages"])
        for reason in item["reasons"]:
            assert {"kind", "item_id", "title", "model", "contribution"} <= set(reason)
        assert isinstance(item["explored"], bool)
        assert 0 < item["propensity"] <= 1


@pytest.mark.parametrize("reasons", [(), ("--reasons", "0"), ("--reasons", "all")])
@pytest.mark.parametrize("recipe", [*PRESETS, "recipe.json"])
def test_reasons_add_up_to_the_score_and_to_each_models_part(ask, data, files, recipe, reasons):
    source = str(files / recipe) if recipe.endswith(".json") else recipe
    found = ask("recommend", *data, "--user", "u07", "--recipe", source, *reasons)
    assert found["items"]
    for item in found["items"]:
        total = sum(reason["contribution"] for reason in item["reasons"])
        assert total == pytest.approx(item["score"], abs=1e-6)
        for name, part in item["models"].items():
            own = sum(r["contribution"] for r in item["reasons"] if r["model"] == name)
            assert own == pytest.approx(part["contribution"], abs=1e-6)


def test_all_reasons_name_past_items_only_and_leave_no_rest(ask, data):
    found = ask("recommend", *data, "--user", "u07", "--reasons", "all")
    kinds = {reason["kind"] for item in found["items"] for reason in item["reasons"]}
    assert "rest" not in kinds
    assert "history" in kinds


def test_fewer_reasons_tell_the_same_list(ask, data):
    few = ask("recommend", *data, "--user", "u07", "--reasons", "1")["items"]
    every = ask("recommend", *data, "--user", "u07", "--reasons", "all")["items"]
    assert [(i["item_id"], i["score"]) for i in few] == [(i["item_id"], i["score"]) for i in every]
    assert all(len(i["reasons"]) <= len(j["reasons"]) for i, j in zip(few, every, strict=True))


def test_a_newcomer_gets_what_is_popular_and_is_told_so(ask, data, tmp_path):
    path = tmp_path / "ease.json"
    path.write_text('\ufeff{"models": {"ease": 1}}', encoding="utf-8")
    found = ask("recommend", *data, "--user", "newcomer", "-k", "3", "--recipe", str(path))
    assert found["fallback"] is True
    assert [set(item["models"]) - {"ease"} for item in found["items"]] == [{"popularity"}] * 3
    assert ask("recommend", *data, "--user", "u01", "--recipe", str(path))["fallback"] is False


def test_the_seed_decides_what_is_explored(ask, data):
    def listed(seed):
        found = ask(
            "recommend",
            *data,
            "--user",
            "u03",
            "--recipe",
            "youtube",
            "-k",
            "3",
            "--seed",
            str(seed),
        )
        return [item["item_id"] for item in found["items"]]

    assert listed(1) == listed(1)
    assert len({tuple(listed(seed)) for seed in range(9)}) > 1


@pytest.mark.parametrize("model", [n for n in REGISTRY if REGISTRY[n].capabilities.similar_items])
def test_similar_names_other_items_most_alike_first(ask, data, model):
    found = ask("similar", *data, "--item", "004", "-k", "4", "--model", model)
    assert found["item_id"] == "004"
    assert found["title"] == "Film, 4"
    assert [item["rank"] for item in found["items"]] == [1, 2, 3, 4]
    assert "004" not in {item["item_id"] for item in found["items"]}
    values = [item["similarity"] for item in found["items"]]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("named", ["Film, 4", "film, 4"])
def test_similar_takes_a_title_as_well(ask, data, named):
    by_id = ask("similar", *data, "--item", "004")
    assert ask("similar", *data, "--item", named) == by_id


def test_words_of_several_titles_ask_which(refused, data):
    said = refused("similar", *data, "--item", "film")
    assert "more than one item called like 'film': Film, " in said
    assert said.endswith("and others. Give the id of one of them.")


@pytest.mark.parametrize("named", ["opera", " "])
def test_what_no_title_holds_is_answered_with_how_ids_are_written(refused, data, named):
    assert "Ids are written as in the file" in refused("similar", *data, "--item", named)


def test_evaluate_has_the_shape_that_scripts_rely_on(ask, data):
    found = ask("evaluate", *data, "--models", "popularity,ease", "--recipe", "netflix", "-k", "5")
    assert {"protocol", "dataset", "results", "comparisons"} <= set(found)
    assert [result["model"] for result in found["results"]] == [
        *("popularity", "ease"),
        "recipe:Netflix style",
    ]
    for result in found["results"]:
        assert {"model", "metrics", "fit_seconds", "score_seconds", "peak_mb"} <= set(result)
        assert {"ndcg@5", "recall@5", "precision@5", "map@5"} <= set(result["metrics"])
        for estimate in result["metrics"].values():
            assert {"mean", "low", "high"} <= set(estimate)
    assert {line["model"] for line in found["comparisons"]} == {"ease", "recipe:Netflix style"}


def test_a_report_runs_again_from_its_file_to_the_same_digits(ask, data, tmp_path, capsys):
    arguments = ("--models", "popularity,als", "--recipe", "plain", "--split", "leave_n_out")
    found = ask("evaluate", *data, *arguments, "--last", "2", "--seed", "5")
    assert found["setup"]["split"] == (
        SplitSettings(name="leave_n_out", last=2, seed=5).model_dump()
    )
    path = tmp_path / "report.json"
    path.write_text(json.dumps(found))
    again = ask("evaluate", *data, "--from", str(path))
    assert again["reproduced"] == {"same": True, "differing": []}
    found["results"][0]["metrics"]["ndcg@10"]["mean"] += 1e-9
    path.write_text(json.dumps({**found, "versions": {"recengine": "0.0.1"}}))
    capsys.readouterr()
    assert main(["evaluate", *data, "--from", str(path)]) == 0
    told = capsys.readouterr().out
    assert "results.0.metrics.ndcg@10.mean" in told
    assert "made with recengine 0.0.1" in told
    path.write_text(json.dumps({**found, "versions": [1]}))
    assert main(["evaluate", *data, "--from", str(path)]) == 0
    assert "It was made with" not in capsys.readouterr().out


def test_a_report_of_a_sample_needs_no_file(ask, tmp_path):
    found = ask("evaluate", "--sample", "shop", "--models", "popularity", "--metrics", "hit")
    path = tmp_path / "report.json"
    path.write_text(json.dumps(found))
    assert ask("evaluate", "--from", str(path))["reproduced"]["same"]


def test_a_report_is_refused_on_other_data(ask, refused, data, tmp_path):
    path = tmp_path / "report.json"
    path.write_text(json.dumps(ask("evaluate", *data, "--models", "popularity")))
    said = refused("evaluate", "--sample", "shop", "--from", str(path))
    assert "fingerprint" in said
    path.write_text("[]")
    assert "no report" in refused("evaluate", *data, "--from", str(path))
    assert "cannot be read" in refused("evaluate", *data, "--from", str(tmp_path / "none.json"))


def test_an_approach_that_does_not_fit_the_data_is_named_and_the_rest_is_told(
    ask, tmp_path, capsys
):
    rows = [f"u{u:02d},i{i},{u + i}" for u in range(20) for i in range(u % 5, 8)]
    (tmp_path / "views.csv").write_text("user_id,item_id,timestamp\n" + "\n".join(rows))
    page = tmp_path / "report.html"
    asked = ("evaluate", "--interactions", str(tmp_path / "views.csv"), "--metrics", "hit")
    found = ask(*asked, "--models", "svd,popularity,ease", "--page", str(page))
    assert [result["model"] for result in found["results"]] == ["popularity", "ease"]
    assert list(found["left_out"]) == ["SVD"]
    assert "SVD did not take part: SVD learns from ratings that differ" in page.read_text()
    assert main([*asked, "--models", "svd,popularity"]) == 0
    assert "SVD did not take part" in capsys.readouterr().out
    assert main([*asked, "--models", "svd"]) == 1
    assert "SVD learns from ratings that differ" in capsys.readouterr().err


def test_the_finding_is_about_the_metric_that_was_named_first(data, capsys):
    asked = ("--models", "popularity,svd", "--metrics", "rmse,diversity,ndcg")
    assert main(["evaluate", *data, *asked]) == 0
    said = capsys.readouterr().out
    assert "SVD reaches an RMSE of" in said


@pytest.fixture
def parts(files, tmp_path):
    """The ratings cut into a file to learn from and one to test by."""
    head, *lines = (files / "ratings.csv").read_text().splitlines()
    for name, some in (("train", lines[::2]), ("test", lines[1::2]), ("other", lines[3::2])):
        (tmp_path / f"{name}.csv").write_text("\n".join([head, *some]))
    return tmp_path


def test_a_report_of_files_notices_another_test_file(ask, refused, parts):
    train = ("evaluate", "--train", str(parts / "train.csv"), "--test")
    found = ask(*train, str(parts / "test.csv"), "--models", "popularity", "--metrics", "hit")
    rows = sum(len((parts / f"{name}.csv").read_text().split()) - 1 for name in ("train", "test"))
    assert found["dataset"]["interactions"] == rows
    (parts / "report.json").write_text(json.dumps(found))
    kept = ("--from", str(parts / "report.json"))
    assert ask(*train, str(parts / "test.csv"), *kept)["reproduced"]["same"]
    assert "fingerprint" in refused(*train, str(parts / "other.csv"), *kept)


def test_a_misspelt_column_to_include_is_refused_of_files_that_are_split_too(refused, parts):
    files = ("--train", str(parts / "train.csv"), "--test", str(parts / "test.csv"))
    said = refused("evaluate", *files, "--include", "nope", "--purpose", "a test")
    assert "No file has a column 'nope'" in said


def test_a_comparison_can_be_written_as_a_page(ask, refused, data, tmp_path):
    path = tmp_path / "report.html"
    ask("evaluate", *data, "--models", "popularity,content", "--page", str(path))
    assert path.read_text().startswith("<!doctype html>")
    wrong = str(tmp_path / "none" / "report.html")
    said = refused("evaluate", *data, "--models", "popularity", "--page", wrong)
    assert "cannot be written" in said


def test_a_split_at_random_on_data_with_times_is_warned_of(ask, data):
    found = ask("evaluate", *data, "--models", "popularity", "--split", "random")
    assert "future" in found["caveat"]
    calm = ask("evaluate", *data, "--models", "popularity", "--split", "temporal")
    assert calm["caveat"] == ""


@pytest.mark.parametrize("split", SPLITS)
def test_the_same_seed_gives_the_same_evaluation_apart_from_times_and_memory(ask, data, split):
    def judged():
        found = ask("evaluate", *data, "--models", "popularity,als", "--split", split)
        for result in found["results"]:
            for name in ("fit_seconds", "score_seconds", "peak_mb"):
                del result[name]
        return found

    assert judged() == judged()


@pytest.mark.parametrize("command", ["check", "recommend", "similar", "evaluate"])
def test_without_json_people_get_lines_to_read(command, data, capsys):
    own = {
        "recommend": ("--user", "u03"),
        "similar": ("--item", "004"),
        "evaluate": ("--models", "popularity,content"),
    }
    assert main([command, *data, *own.get(command, ())]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) > 2
    assert not out.startswith("{")
    assert err == ""


@pytest.mark.parametrize(("metric", "sure"), [("ndcg", True), ("coverage", False)])
def test_a_count_is_written_without_an_interval(data, capsys, metric, sure):
    assert main(["evaluate", *data, "--models", "popularity", "--metrics", metric]) == 0
    assert ("95 % of" in capsys.readouterr().out) == sure


def unusable(folder):
    """Files that hold nothing that could be used, by what is wrong with them."""
    contents = {
        "empty.csv": b"",
        "blank.csv": b"\n\n",
        "header.csv": b"user_id,item_id\n",
        "nouser.csv": b"colour,weight\n" + b"blue,2.5\n" * 30,
        "picture.csv": PICTURE,
        "page.csv": b"<!DOCTYPE html><html><body>not found</body></html>",
        "truncated.csv.gz": gzip.compress(b"user_id,item_id\n" + b"u1,i1\n" * 900)[:40],
        "old.xls.csv": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


BAD_FILES = {
    "missing.csv": "missing.csv",
    "empty.csv": "empty",
    "blank.csv": "blank.csv",
    "header.csv": "header.csv",
    "nouser.csv": "nouser.csv",
    "picture.csv": "PNG|picture",
    "page.csv": "page",
    "truncated.csv.gz": "truncated",
    "old.xls.csv": "old.xls.csv",
    ".": "nouser.csv",  # of a folder without any table, the one that comes nearest
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["check", "recommend", "evaluate"])
def test_an_unusable_file_is_one_sentence_on_stderr(refused, tmp_path, name, command):
    path = str(unusable(tmp_path) / name)
    if command == "check":
        said = refused("check", path, "--kind", "interactions", "--json")
    else:
        own = ("--user", "u") if command == "recommend" else ()
        said = refused(command, "--interactions", path, *own, "--json")
    assert any(word.lower() in said.lower() for word in BAD_FILES[name].split("|"))


def test_an_unusable_file_of_items_is_refused_before_any_work(refused, files, tmp_path):
    ratings = str(files / "ratings.csv")
    for name in ("missing.csv", "empty.csv", "picture.csv"):
        items = str(unusable(tmp_path) / name)
        said = refused("recommend", "--interactions", ratings, "--items", items, "--user", "u01")
        assert name.split(".")[0] in said


def test_items_that_match_nothing_are_refused_with_the_count(refused, files, tmp_path):
    other = tmp_path / "films.csv"
    other.write_text("movieId,title\n" + "".join(f"x{i},Other {i}\n" for i in range(20)))
    ratings = str(files / "ratings.csv")
    said = refused("recommend", "--interactions", ratings, "--items", str(other), "--user", "u01")
    assert "0 of" in said or "None of" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("recommend", "--user", "nobody"), "nobody"),
        (("recommend", "--user", ""), "person"),
        (("similar", "--item", "no such item"), "no such item"),
        (("recommend", "--user", "u01", "--recipe", "soup"), "'soup'"),
        (("evaluate", "--recipe", "soup"), "'soup'"),
        (("evaluate", "--models", "crystal_ball"), "crystal_ball"),
        (("evaluate", "--models", "ease,ease"), "twice"),
        (("evaluate", "--models", ""), "No model"),
        (("evaluate", "--metrics", "luck"), "luck"),
        (("evaluate", "--baseline", "als", "--models", "ease"), "als"),
        (("recommend", "--user", "u01", "--columns", "user_id=nowhere"), "nowhere"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_name_that_is_not_there_is_one_sentence(refused, data, arguments, words):
    command, *rest = arguments
    assert words in refused(command, *data, *rest, "--json")


RECIPES = {
    "{": "recipe",
    "": "recipe",
    "[]": "recipe",
    '{"diversity": 2}': "diversity",
    '{"models": {"magic": 1}}': "magic",
    '{"taste": 1}': "taste",
    '{"k": 0}': "k:",
    '{"freshness": NaN}': "recipe",
    '{"models": {"ease": 1e999}}': "recipe",
}


@pytest.mark.parametrize("text", RECIPES)
def test_a_recipe_that_cannot_be_used_is_one_sentence(refused, data, tmp_path, text):
    path = tmp_path / "recipe.json"
    path.write_text(text)
    said = refused("recommend", *data, "--user", "u01", "--recipe", str(path))
    assert RECIPES[text] in said


def test_a_recipe_file_that_is_not_text_is_one_sentence(refused, data, tmp_path):
    path = tmp_path / "recipe.json"
    path.write_bytes(PICTURE)
    assert "recipe" in refused("recommend", *data, "--user", "u01", "--recipe", str(path))


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("recommend", "--user", "u"), ("similar", "--item", "i"), ("evaluate",)],
    ids=" ".join,
)
def test_without_data_one_is_told_how_to_name_some(refused, arguments):
    assert "--sample" in refused(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("cook",),
        ("recommend",),
        ("recommend", "--user", "u", "--sample", "nowhere"),
        ("recommend", "--user", "u", "--sample", "shop", "-k", "0"),
        ("recommend", "--user", "u", "--sample", "shop", "-k", "101"),
        ("recommend", "--user", "u", "--sample", "shop", "-k", "many"),
        ("recommend", "--user", "u", "--sample", "shop", "--reasons", "-1"),
        ("recommend", "--user", "u", "--sample", "shop", "--reasons", "some"),
        ("recommend", "--user", "u", "--sample", "shop", "--interactions", "x.csv"),
        ("similar", "--item", "i", "--sample", "shop", "--model", "popularity"),
        ("evaluate", "--sample", "shop", "--split", "sideways"),
        ("evaluate", "--sample", "shop", "--columns", "user_id"),
        ("evaluate", "--sample", "shop", "--columns", "shoe_size=x"),
        ("evaluate", "--sample", "shop", "--seed", "x"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "usage:" in err
    assert "Traceback" not in err


def test_columns_can_be_named_where_guessing_is_not_wanted(ask, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("a,b,c\n" + "".join(f"p{n % 5},q{n % 3},{n % 5}\n" for n in range(30)))
    found = ask("check", str(path), "--kind", "interactions", "--columns", "user_id=a,item_id=b")
    assert found["mapping"]["user_id"]["column"] == "a"
    assert found["dataset"]["items"] == 3


def test_tuned_parameters_are_used_by_evaluate(ask, data, tmp_path):
    out = tmp_path / "found.json"
    found = ask("tune", *data, "--model", "item_knn", "--trials", "3", "--out", str(out))
    assert json.loads(out.read_text()) == {"item_knn": found["parameters"]}
    out.write_text('{"item_knn": {"neighbours": 1}}')
    usual, other = (
        ask("evaluate", *data, "--models", "item_knn", *extra)["results"][0]["metrics"]
        for extra in ((), ("--parameters", str(out)))
    )
    assert usual != other


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("no json", "no JSON of parameters by model"),
        (
            '{"item_knn": {"l2": 1}}',
            "Item neighbours has no parameter 'l2'. Choose among",
        ),
        ('{"item_knn": {"shrink": -1}}', "shrink is -1"),
        ('{"item_knn": {"shrink": "much"}}', "shrink is 'much', which is not a number from 0"),
        ('{"item_knn": {"shrink": [1]}}', "no JSON of parameters by model"),
    ],
)
def test_parameters_that_cannot_be_are_refused_in_a_sentence(
    refused, data, tmp_path, text, sentence
):
    path = tmp_path / "parameters.json"
    path.write_text(text)
    assert sentence in refused("evaluate", *data, "--models", "item_knn", "--parameters", str(path))


def test_parameters_of_who_does_not_take_part_are_told_of_and_of_nobody_refused(
    refused, data, tmp_path, capsys
):
    path = tmp_path / "parameters.json"
    path.write_text('{"bpr": {"epochs": 3}}')
    assert main(["evaluate", *data, "--models", "popularity", "--parameters", str(path)]) == 0
    assert capsys.readouterr().err == (
        "note: BPR (bpr) does not take part, so its parameters are not used.\n"
    )
    path.write_text('{"item_nkn": {"neighbours": 3}}')
    said = refused("evaluate", *data, "--models", "popularity", "--parameters", str(path))
    assert said.startswith("There is no model called 'item_nkn'. Did you mean 'item_knn'? Choose")


def test_collected_progress_is_a_line_now_and_then(monkeypatch, capsys):
    monkeypatch.setattr("recengine.cli.inputs._PAUSE", 10.0)
    times = iter([0.0, 3.0, 10.0, 10.0, 15.0, 21.0, 21.0])
    show = _now_and_then(lambda: next(times))
    for share in (0.1, 0.2, 0.3, 0.4):
        show(share, f"at {share}")
    assert capsys.readouterr().err == " 20% at 0.2\n 40% at 0.4\n"


@pytest.mark.parametrize("model", ["popularity", "hybrid", "hybird"])
def test_what_cannot_be_tuned_is_refused_in_a_sentence(refused, data, model):
    assert "Choose a" in refused("tune", *data, "--model", model)


def test_a_parameter_can_be_text_such_as_the_file_of_a_checkpoint(refused, data, tmp_path):
    path = tmp_path / "parameters.json"
    there = tmp_path / "none" / "run.npz"
    path.write_text(json.dumps({"sasrec": {"checkpoint": str(there)}}))
    said = refused("evaluate", *data, "--models", "sasrec", "--parameters", str(path))
    assert f"No checkpoint can be written to {there}." in said


def test_being_stopped_from_the_keyboard_is_one_word(monkeypatch, refused, data):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("recengine.cli.recommend.dataset_of", interrupted)
    assert refused("recommend", *data, "--user", "u01") == "Stopped."


def test_the_version_is_the_packages(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.strip() == __version__


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "recengine", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_as_a_program_it_does_the_same(data, tmp_path):
    done = run("recommend", *data, "--user", "u03", "-k", "2", "--json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["items"]) == 2
    assert done.stderr == ""
    failed = run("check", str(tmp_path / "nothing.csv"))
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (1, "", 1)
