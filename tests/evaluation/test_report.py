"""What a report hands to scripts and files."""

import json

import pytest

from recengine.evaluation import ModelContender, evaluate
from recengine.models import EASE, Popularity
from tests.worlds import checkerboard


@pytest.fixture(scope="module")
def report():
    contenders = [ModelContender(Popularity()), ModelContender(EASE())]
    return evaluate(checkerboard(), contenders, metrics="ndcg@10,coverage@10")


def test_the_json_shape_that_scripts_rely_on(report):
    out = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert set(out) == {
        *("protocol", "dataset", "results", "comparisons", "baseline", "seed"),
        *("people", "newcomers", "left_out", "setup", "versions"),
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
