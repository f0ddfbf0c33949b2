"""Models: the guide is filled by a job, the map by another; one item is looked at everywhere."""

import time

import numpy as np
import pandas as pd
import pytest

from recengine.errors import Cancelled
from recengine.evaluation import Measurement
from recengine.models import REGISTRY
from recengine.models.item_map import item_map
from screens.parts import guide, looked_at, map_of_items, session
from tests import worlds
from tests.screens.driving import calm, holding, is_open, on, open_sample, said, until

QUICK = ["popularity", "item_knn", "ease"]


@pytest.fixture
def app(world):
    return models(holding(world, "compare.py"))


def models(app):
    app.segmented_control(key="w_compare_view").set_value("Models").run()
    return app


def kept(app):
    return app.session_state.looked_at


def table(app):
    return app.dataframe[0].value.set_index("Approach")


def measure(app, names=QUICK):
    app.button_group(key="w_measure").set_value(names).run()
    app.button(key="measure").click().run()
    return app


def idle(app):
    return not kept(app).wishes


def draw_map(app):
    app.button(key="draw_map").click().run()
    return until(app, lambda app: idle(app) and app.get("plotly_chart"))


def lists(app):
    """The numbered lists, as they are written."""
    return [each.value for each in app.markdown if each.value.startswith("1. ")]


def look_at(app, code):
    app.selectbox(key="w_item").set_value(code).run()
    return app


def test_before_anything_is_measured_every_approach_has_a_row_and_those_fitted_their_time(app):
    calm(app)
    rows = table(app)
    assert set(rows.index) == {model.label for model in REGISTRY.values()}
    assert "Nothing is measured yet" in said(app)
    known = {REGISTRY[name].label for name in session.APPROACHES}
    assert set(rows.index[rows["Fit, s"].notna()]) == known
    assert rows["NDCG@10"].isna().all()
    assert rows["When to use it"].str.len().min() > 20


def test_what_this_data_refuses_says_why_and_what_to_use_instead(app):
    assert "SVD" in said(app)
    assert "learns from ratings that differ" in said(app)
    assert "use als instead" in said(app)
    assert table(app).loc["SVD", "95 % interval"] == "not on this data"
    assert "none in this data" in table(app).loc["SVD", "What it needs"]


def test_what_needs_patience_is_not_ticked_and_says_so(app):
    ticked = app.button_group(key="w_measure").value
    assert {name for name, model in REGISTRY.items() if model.capabilities.everyday} == set(ticked)
    told = said(app).replace("\\", "")
    assert "take longest: SASRec, Two towers, Learned blend" in told
    assert "stars and not choices: SVD, SVD++, Rating neighbours" in told
    app.button(key="tick_all").click().run()
    assert app.button(key="measure").label == f"Measure {len(REGISTRY)} approaches"
    app.button(key="tick_quick").click().run()
    assert app.button_group(key="w_measure").value == ticked


def test_measuring_fills_the_table_and_says_who_finds_most(app):
    calm(until(measure(app), idle))
    rows = table(app)
    measured = rows["NDCG@10"].notna()
    assert set(rows.index[measured]) == {REGISTRY[name].label for name in QUICK}
    assert list(measured[:3]) == [True] * 3
    assert f"{rows.index[0]} finds most of 3 measured" in said(app)
    assert rows["95 % interval"].iloc[0].count(" to ") == 1


def test_a_model_that_cannot_be_fitted_does_not_stop_the_others(app):
    calm(until(measure(app, ["svd", "popularity"]), idle))
    assert table(app)["NDCG@10"].notna().sum() == 1
    assert kept(app).measured["svd"].problem.code == "no_ratings"


def test_nothing_ticked_cannot_be_measured(app):
    app.button_group(key="w_measure").set_value([]).run()
    assert calm(app).button(key="measure").disabled


def test_whoever_cancels_keeps_what_was_measured(app, monkeypatch):
    def one_and_then_never(_dataset, names, tell, progress):
        tell(Measurement(names[0], problem=None))
        while True:
            progress(0.5, "Still at it")
            time.sleep(0.01)

    monkeypatch.setattr(guide, "measure", one_and_then_never)
    measure(app)
    until(app, lambda app: "Still at it" in app.get("progress")[0].proto.text)
    assert app.button(key="measure").disabled
    job = app.session_state.jobs["measure"]
    app.button(key="cancel_measure").click().run()
    assert job.done.wait(2)
    until(app, idle, seconds=5)
    assert list(kept(app).measured) == ["popularity"]
    assert not calm(app.run()).button(key="measure").disabled


def test_an_error_while_measuring_is_one_sentence_and_can_be_tried_again(app, monkeypatch):
    def fails(*_, **__):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(guide, "measure", fails)
    measure(app)
    until(app, lambda app: bool(app.error))
    assert "inside" not in said(app)
    monkeypatch.undo()
    calm(until(measure(app), idle))


def test_figures_stay_after_a_visit_to_other_screens_and_the_leaderboard(app):
    until(measure(app), idle)
    before = table(app)
    on(on(app, "explore.py"), "compare.py")
    assert app.segmented_control(key="w_compare_view").value == "Models"
    pd.testing.assert_frame_equal(table(app), before)
    app.segmented_control(key="w_compare_view").set_value("Comparison").run()
    assert "press Compare" in said(calm(app))
    models(app)
    pd.testing.assert_frame_equal(table(app), before)
    assert app.button_group(key="w_measure").value == QUICK


def test_another_data_set_drops_all_of_it_and_ends_its_jobs(app, monkeypatch):
    until(measure(app), idle)
    draw_map(app)
    stopped = []

    def never(*_, progress, **__):
        try:
            while True:
                progress(0.1, "Laying out")
                time.sleep(0.01)
        except Cancelled:
            stopped.append(True)
            raise

    monkeypatch.setattr(looked_at, "item_map", never)
    app.selectbox(key="w_map_model").set_value("content").run()
    assert "item_map" in kept(app).wishes
    other = session.prepare("file", worlds.checkerboard(), lambda *_: None)
    app.session_state["workspace"] = other
    app.session_state["person"] = other.telling[0].user_id
    calm(app.run())
    assert "Nothing is measured yet" in said(app)
    assert not app.get("plotly_chart")
    assert kept(app).loaded is other
    deadline = time.monotonic() + 2
    while not stopped and time.monotonic() < deadline:
        time.sleep(0.01)
    assert stopped


def test_opening_other_data_on_another_screen_drops_all_of_it_too(samples):
    app = models(open_sample("shop", "compare.py"))
    assert kept(app).loaded is samples["shop"]
    on(app, "start.py")
    app.button(key="change_to_streaming").click().run()
    until(app, is_open)
    assert kept(app).loaded is samples["streaming"]


def test_the_map_is_drawn_when_asked_for_and_kept(app):
    assert "would stand here" in said(calm(app))
    draw_map(app)
    found = kept(app).maps["als"]
    assert "ALS factors" in app.get("plotly_chart")[0].proto.spec
    app.run()
    assert kept(app).maps["als"] is found
    on(on(app, "start.py"), "compare.py")
    assert app.get("plotly_chart")


def test_another_fitted_model_draws_its_map_at_once_and_one_that_is_not_asks_first(app):
    draw_map(app)
    app.selectbox(key="w_map_model").set_value("ease").run()
    calm(until(app, lambda app: "ease" in kept(app).maps))
    app.selectbox(key="w_map_model").set_value("graph").run()
    assert not app.get("plotly_chart")
    assert app.button(key="draw_map").label == "Fit Graph filter and draw its map"
    app.button(key="draw_map").click().run()
    calm(until(app, lambda app: "graph" in kept(app).maps))
    assert "graph" in kept(app).models
    assert table(app).loc["Graph filter", "Fit, s"] >= 0


def test_a_model_that_has_no_map_says_why(app):
    app.selectbox(key="w_map_model").set_value("svd").run()
    app.button(key="draw_map").click().run()
    until(app, lambda app: bool(app.error))
    assert "learns from ratings that differ" in app.error[0].value
    app.run()
    assert not app.button(key="draw_map").disabled


def test_a_chosen_title_is_followed_by_the_map_and_the_three_lists(app):
    draw_map(app)
    codes = kept(app).by_popularity
    before = lists(app)
    look_at(app, int(codes[3]))
    calm(app)
    assert kept(app).item == codes[3]
    assert lists(app) != before
    title = kept(app).loaded.dataset.titles[codes[3]]
    assert f"**{title}**" in said(app)
    assert title in app.get("plotly_chart")[0].proto.spec


def test_a_click_on_a_dot_chooses_its_item_and_a_click_beside_leaves_it(app, monkeypatch):
    state = {"looked_at": kept(app)}

    def click(*points):
        state["item_map_chart"] = {"selection": {"points": list(points)}}
        monkeypatch.setattr(map_of_items.st, "session_state", state)
        map_of_items._clicked()

    click({"customdata": 7})
    assert state["looked_at"].item == 7
    for points in ([], [{}], [{"customdata": 10**9}], [{"customdata": "7"}], [{"customdata": -1}]):
        click(*points)
        assert state["looked_at"].item == 7


def test_a_title_that_the_model_knows_nothing_of_is_said_not_to_be_on_the_map(app):
    draw_map(app)
    off = next(code for code in range(30) if code not in kept(app).maps["als"].codes)
    look_at(app, off)
    assert "has no place for it" in said(calm(app))


def test_three_models_list_what_they_find_and_mark_what_two_of_them_found(app):
    three = kept(app).alike(["item_knn", "content", "markov"])
    written = lists(app)[-3:]
    titles = kept(app).loaded.dataset.titles
    for found, text in zip(three, written, strict=True):
        assert titles[found[0].item] in text
        assert text.count("◆") == sum(bool(each.also) for each in found)
    assert "same:" in written[1].replace("\\", "")
    assert any("also" in text for text in written)


def test_a_model_that_is_not_fitted_is_fitted_on_request(app):
    app.selectbox(key="w_alike_2").set_value("rules").run()
    assert "not fitted on this data yet" in said(calm(app))
    app.button(key="fit_2").click().run()
    calm(until(app, lambda app: "rules" in kept(app).models))
    calm(app.run())
    assert not [button for button in app.button if button.key == "fit_2"]
    assert table(app).loc["Bought together", "Fit, s"] >= 0
    assert kept(app).trio == ["item_knn", "content", "rules"]


def test_the_same_model_twice_is_no_second_witness(app):
    app.selectbox(key="w_alike_0").set_value("markov").run()
    app.selectbox(key="w_alike_1").set_value("markov").run()
    calm(app)
    assert "◆" not in "".join(lists(app)[-3:])


def test_data_without_times_or_attributes_is_shown_and_says_what_is_missing():
    rng = np.random.default_rng(0)
    pairs = sorted({(f"u{rng.integers(20):02}", f"i{rng.integers(12):02}") for _ in range(120)})
    app = models(holding(worlds.dataset(pairs), "compare.py"))
    calm(app)
    needs = table(app)["What it needs"]
    assert "attributes: none in this data" in needs["Content"]
    assert "times: none in this data" in needs["Markov"]
    draw_map(app)
    calm(app)


def test_a_large_catalogue_is_searched_and_not_sent(world, monkeypatch):
    monkeypatch.setattr(map_of_items, "MOST_LISTED_ITEMS", 10)
    app = models(holding(world, "compare.py"))
    title = world.titles[5]
    app.text_input(key="w_item_typed").set_value(title.upper()).run()
    options = app.selectbox(key="w_item").options
    assert title in options
    assert len(options) < 15
    app.text_input(key="w_item_typed").set_value("no such words").run()
    assert "No title holds all of these words" in said(calm(app))
    assert len(app.selectbox(key="w_item").options) == 1


def test_titles_from_a_file_are_text(world):
    hostile = "![](http://evil.example) **bold** :material/home: $x$"
    catalogue = world.items.assign(title=hostile)
    app = models(holding(worlds.dataset(_rows(world), catalogue), "compare.py"))
    draw_map(app)
    calm(app)
    written = "".join(lists(app))
    assert "![" not in written
    assert "**bold" not in written
    assert "evil" in written


def _rows(dataset):
    return dataset.interactions.astype({"user_id": str, "item_id": str, "event": str})


def test_the_map_of_a_job_is_that_of_the_library(app):
    draw_map(app)
    loaded = kept(app).loaded
    found = item_map(loaded.engine.models["als"], loaded.dataset)
    np.testing.assert_array_equal(kept(app).maps["als"].xy, found.xy)


def test_closing_the_data_forgets_all_of_it(app):
    until(measure(app), idle)
    app.button(key="close_data").click().run()
    assert "looked_at" not in app.session_state
    calm(app)
