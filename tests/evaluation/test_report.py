"""What a report hands to scripts and files."""

import json

import pytest

from recengine import charts
from recengine.evaluation import Comparison, ModelContender, evaluate
from recengine.evaluation.claims import UNTOLD, better_and_worse, person_by_person
from recengine.evaluation.curves import curve
from recengine.models import EASE, Popularity
from tests.worlds import checkerboard, dataset


@pytest.fixture(scope="module")
def report():
    contenders = [ModelContender(Popularity()), ModelContender(EASE())]
    return evaluate(checkerboard(), contenders, metrics="ndcg@10,coverage@10")


def test_the_json_shape_that_scripts_rely_on(report):
    out = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert set(out) == {
        *("protocol", "dataset", "results", "comparisons", "baseline", "seed"),
        *("people", "newcomers", "left_out", "setup", "versions", "caveat"),
    }
    assert out["dataset"] == {
        "name": "checkerboard",
        "fingerprint": checkerboard().fingerprint,
        "users": 20,
        "items": 12,
        "interactions": 100,
    }
    for result in out["results"]:
        fields = {
            "model",
            "metrics",
            "fit_seconds",
            "score_seconds",
            "peak_mb",
            "learned",
            "cold",
            "not_given",
        }
        assert set(result) == fields
        assert set(result["metrics"]) == {"ndcg@10", "coverage@10"}
        assert set(result["metrics"]["ndcg@10"]) == {"mean", "low", "high"}
    (comparison,) = out["comparisons"]
    assert comparison["model"] == "ease"
    assert comparison["baseline"] == "popularity"
    assert comparison["verdict"] in {"better", "worse", "not distinguishable"}


def test_the_frame_has_a_row_a_contender_and_metric_and_survives_csv(report):
    frame = report.to_frame()
    assert frame[["label", "metric"]].to_numpy().tolist() == [
        ["Popularity", "ndcg@10"],
        ["Popularity", "coverage@10"],
        ["EASE", "ndcg@10"],
        ["EASE", "coverage@10"],
    ]
    assert frame["difference"].notna().tolist() == [False, False, True, False]
    assert frame.to_csv(index=False).count("\n") == 5


def test_values_per_person_have_the_mean_that_is_reported(report):
    values = report.per_person["ease"]["ndcg@10"]
    assert len(values) == len(report.people) == 20
    assert report.result("ease").metrics["ndcg@10"].mean == pytest.approx(values.mean())


def test_of_one_person_no_interval_is_told_and_of_few_no_number():
    rows = [("ann", "tea", 0), ("ann", "jam", 1), ("ann", "oil", 2)]
    contenders = [ModelContender(Popularity()), ModelContender(EASE())]
    report = evaluate(dataset(rows), contenders, metrics="ndcg@2,coverage@2")
    out = report.to_dict()
    for result in out["results"]:
        assert (result["metrics"]["ndcg@2"]["low"], result["metrics"]["ndcg@2"]["high"]) == (
            None,
            None,
        )
    assert report.to_frame()[["low", "high"]].isna().all(axis=None)
    assert "interval" not in charts.leaderboard(report, "ndcg@2").data[0].hovertemplate
    assert "95 %" not in charts.by_length(curve(report, "ndcg")).data[1].hovertemplate
    assert (out["comparisons"][0]["wins"], out["comparisons"][0]["losses"]) == (None, None)


def test_a_count_has_no_interval(report):
    assert report.has_interval("ndcg@10")
    assert not report.has_interval("coverage@10")
    assert "interval" in charts.leaderboard(report, "ndcg@10").data[0].hovertemplate
    assert "interval" not in charts.leaderboard(report, "coverage@10").data[0].hovertemplate


@pytest.mark.parametrize(
    ("people", "wins", "losses", "said"),
    [
        (400, 48, 130, ("48", "130")),
        (400, 48, 3, ("48", "few")),
        (400, 48, 0, ("48", "none")),
        (51, 48, 3, (UNTOLD, "few")),
        (100, 48, 47, (UNTOLD, UNTOLD)),  # both would tell of the 5 for whom they are equal
        (95, 48, 47, ("48", "47")),
        (8, 8, 0, ("few", "none")),
    ],
)
def test_no_number_of_people_below_eleven_is_told_nor_follows(people, wins, losses, said):
    figures = (0.1, 0.05, 0.15, 0.001, 0.001, "better")
    numbers = {"people": people, "wins": wins, "losses": losses}
    compared = Comparison("hit@10", "a", "b", *figures, **numbers)
    assert better_and_worse(compared) == said
    assert (UNTOLD in said) == (person_by_person(compared) == "")
