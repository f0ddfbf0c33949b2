"""Guide: a row for every model, what this data lets it do, what it costs and finds."""

import re

import numpy as np
import pytest

from recengine.data.samples import load_sample
from recengine.errors import Cancelled
from recengine.evaluation import Estimate, Measurement, ModelContender, evaluate, guide
from recengine.evaluation.guide import (
    approaches,
    describes_items,
    finding,
    measure,
    to_frame,
)
from recengine.models import REGISTRY, create
from recengine.models.costs import MINUTES, Fit, expected_minutes
from recengine.ranking import Engine
from tests import worlds

QUICK = ("ease", "svd", "popularity", "item_knn")


@pytest.fixture(scope="module")
def busy():
    return worlds.busy()


@pytest.fixture(scope="module")
def measured(busy):
    found = {}
    measure(busy, QUICK, lambda each: found.update({each.model: each}))
    return found


def row(rows, name):
    return next(row for row in rows if row.name == name)


def needs(rows, name):
    return {need.what: need for need in row(rows, name).needs}


def test_every_model_has_a_row_that_says_when_to_use_it(busy):
    rows = approaches(busy)
    assert [row.name for row in rows] == list(REGISTRY)
    assert all(row.use and row.kind and row.needs[0].what == "interactions" for row in rows)


def test_what_this_data_has_is_told_from_what_would_unlock_more(busy):
    rows = approaches(busy)
    assert needs(rows, "content")["attributes"].met
    assert needs(rows, "markov")["times"].met
    assert not needs(rows, "svd")["ratings"].met
    assert "rating" in needs(rows, "svd")["ratings"].missing
    assert needs(approaches(worlds.rated(busy)), "svd")["ratings"].met


def test_data_with_neither_times_nor_attributes_says_which_column_is_missing():
    rows = approaches(worlds.dataset([("ann", "tea"), ("bob", "tea"), ("ann", "jam")]))
    assert "genres" in needs(rows, "content")["attributes"].missing
    assert "timestamp" in needs(rows, "trending")["times"].missing
    assert str(needs(rows, "ease")["interactions"]) == "interactions: has it"


def test_titles_and_dates_of_arrival_describe_no_item(busy):
    assert describes_items(busy)
    bare = worlds.dataset([("ann", "i000")], busy.items[["item_id", "title", "added"]])
    assert not describes_items(bare)


def test_a_model_that_this_data_refuses_says_why_before_anything_is_measured(busy):
    refused = {row.name for row in approaches(busy) if row.problem}
    assert refused == {name for name, model in REGISTRY.items() if model.capabilities.ratings}
    problem = row(approaches(busy), "svd").problem
    assert "learns from ratings that differ" in problem.message
    assert "als" in problem.fix


def test_what_the_engine_fitted_is_known_at_once(busy):
    engine = Engine.fit(busy, ("ease", "als"))
    rows = approaches(busy, engine.fits)
    assert row(rows, "ease").fit == engine.fits["ease"]
    assert row(rows, "popularity").fit is not None  # the engine needs it, asked for or not
    assert row(rows, "slim").fit is None


def test_measuring_gives_the_figures_of_an_evaluation(busy, measured):
    report = evaluate(
        busy, [ModelContender(create(n)) for n in ("ease", "popularity")], metrics="ndcg@10"
    )
    rows = approaches(busy, measured=measured)
    for name in ("ease", "popularity"):
        figures = vars(report.result(name).metrics["ndcg@10"])
        assert vars(row(rows, name).ndcg) == pytest.approx(figures)
        assert row(rows, name).fit.seconds > 0
    assert row(rows, "slim").ndcg is None


def test_a_model_that_cannot_be_measured_does_not_stop_the_others(busy, measured):
    assert set(measured) == set(QUICK)
    assert measured["svd"].problem.code == "no_ratings"
    assert measured["svd"].ndcg is None


def test_measured_figures_go_before_what_was_known(busy, measured):
    rows = approaches(busy, {"ease": Fit(99.0, 1.0), "slim": Fit(98.0, None)}, measured)
    assert row(rows, "ease").fit.seconds < 99
    assert row(rows, "slim").fit == Fit(98.0, None)


def test_those_that_find_most_stand_first_and_the_unmeasured_in_their_order(busy, measured):
    rows = approaches(busy, measured=measured)
    means = [row.ndcg.mean for row in rows if row.ndcg]
    assert means == sorted(means, reverse=True)
    assert [row.name for row in rows[3:]] == [
        name for name in REGISTRY if name not in QUICK or name == "svd"
    ]


def test_whoever_stops_half_way_keeps_what_was_measured(busy):
    found = []

    def stop_at_the_third(_share, words):
        if words.startswith(create("ease").label):
            raise Cancelled

    with pytest.raises(Cancelled):
        measure(busy, ("popularity", "item_knn", "ease", "als"), found.append, stop_at_the_third)
    assert [each.model for each in found] == ["popularity", "item_knn"]


def test_progress_never_falls_and_those_that_need_patience_come_last(busy, monkeypatch):
    monkeypatch.setitem(MINUTES, "ease", 1.0)
    told, found = [], []
    measure(busy, ("ease", "popularity"), found.append, lambda share, _: told.append(share))
    assert [each.model for each in found] == ["popularity", "ease"]
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_every_model_that_needs_patience_says_for_how_long(busy):
    patient = {name for name, model in REGISTRY.items() if model.capabilities.patient}
    assert set(MINUTES) == patient
    assert {row.name for row in approaches(busy) if row.minutes is not None} == patient
    assert expected_minutes(load_sample("streaming"), "sasrec") > expected_minutes(busy, "sasrec")


def test_the_finding_names_the_first_its_figure_and_whom_it_may_have_passed_by_chance(
    busy, measured
):
    assert finding(approaches(busy)) == "Nothing is measured yet."
    rows = approaches(busy, measured=measured)
    said = finding(rows)
    assert said.startswith(f"{rows[0].label} finds most of 3 measured: NDCG@10 ")
    level = [row.label for row in rows if row.level]
    assert level
    assert all(label in said for label in level)
    assert said.endswith(" Not measured: Learned blend, Two towers, SASRec and 11 more.")
    one = {"ease": measured["ease"]}
    assert re.match(r"EASE is measured: NDCG@10 0\.\d+ \(", finding(approaches(busy, measured=one)))


def test_a_lead_that_chance_cannot_explain_is_said(busy):
    found = {
        name: Measurement(name, ndcg=Estimate(mean, mean, mean), per_person=np.full(40, mean))
        for name, mean in (("popularity", 0.2), ("ease", 0.4))
    }
    rows = approaches(busy, measured=found)
    assert not any(row.level for row in rows)
    assert "Its lead over all others is more than chance." in finding(rows)


def test_the_table_to_download_has_a_row_a_model_and_its_figures(busy, measured):
    frame = to_frame(approaches(busy, measured=measured)).set_index("model")
    assert set(frame.index) == set(REGISTRY)
    assert frame.loc["ease", "ndcg@10"] == measured["ease"].ndcg.mean
    assert frame.loc["slim", ["fit_seconds", "ndcg@10"]].isna().all()
    assert "learns from ratings" in frame.loc["svd", "problem"]
    assert guide.METRIC in frame.columns
