"""Compare: choose, run, keep; a job that can be stopped, and a report of the data that is open."""

import time

import pytest

from recengine.ranking import PRESETS
from screens.parts import comparison, session
from tests import worlds
from tests.screens.driving import calm, holding, on, said, until


@pytest.fixture
def app(world):
    return holding(world, "compare.py")


def choose(app, *names):
    app.multiselect(key="w_contenders").set_value(list(names)).run()
    return app


def press(app):
    app.button(key="compare").click().run()
    return app


def has_report(app):
    return "report" in app.session_state and "comparing" not in app.session_state


def slowly(*_, progress, **__):
    """An evaluation that never ends by itself."""
    while True:
        progress(0.5, "Still at it")
        time.sleep(0.01)


def test_before_a_comparison_one_is_told_what_to_do(app):
    assert "press Compare" in said(calm(app))


def test_a_comparison_ends_in_a_sentence_a_table_and_charts(app):
    press(choose(app, "popularity", "item_knn", "plain", "mine"))
    calm(until(app, has_report))
    assert "#### " in said(app)
    frame = app.dataframe[0].value
    assert list(frame["Approach"])[:2] == ["Popularity", "Similar items"] or len(frame) == 4
    assert len(app.get("plotly_chart")) == 3


def test_a_report_stays_after_a_visit_to_other_screens(app):
    until(press(choose(app, "popularity", "ease")), has_report)
    before = app.dataframe[0].value
    on(on(app, "explore.py"), "start.py")
    calm(on(app, "compare.py"))
    assert app.dataframe[0].value.equals(before)
    assert app.multiselect(key="w_contenders").value == ["popularity", "ease"]


def test_another_metric_is_drawn_from_the_same_report(app):
    until(press(choose(app, "popularity", "ease")), has_report)
    report = app.session_state.report
    app.segmented_control(key="w_metric").set_value("coverage@10").run()
    calm(app)
    assert app.session_state.report is report
    assert "Coverage" in app.get("plotly_chart")[0].proto.spec


@pytest.mark.parametrize("split", ["leave_last_out", "temporal", "random"])
def test_every_way_of_splitting_runs(app, split):
    app.segmented_control(key="w_split").set_value(split).run()
    calm(until(press(choose(app, "popularity", "content")), has_report))


def test_nothing_chosen_cannot_be_compared(app):
    assert choose(app).button(key="compare").disabled


@pytest.mark.parametrize("name", PRESETS)
def test_my_recipe_can_be_compared_with_the_preset_it_came_from(app, name):
    session_recipe = PRESETS[name].recipe
    app.session_state["recipe"] = app.session_state["reference"] = session_recipe
    press(choose(app, name, "mine"))
    calm(until(app, has_report))
    assert len(app.dataframe[0].value["Approach"].unique()) == 2


def test_a_running_comparison_shows_progress_and_stops_within_two_seconds(app, monkeypatch):
    monkeypatch.setattr(comparison, "evaluate", slowly)
    press(choose(app, "popularity", "ease"))
    until(app, lambda app: "Still at it" in app.get("progress")[0].proto.text)
    job = app.session_state.jobs["compare"]
    begun = time.monotonic()
    app.button(key="cancel_compare").click().run()
    assert job.done.wait(2)
    assert time.monotonic() - begun < 2
    until(app, lambda app: "comparing" not in app.session_state, seconds=5)
    assert "Stopped as asked" in app.info[0].value
    assert "press Compare" in said(calm(app.run()))


def test_while_it_runs_the_other_screens_answer(app, monkeypatch):
    monkeypatch.setattr(comparison, "evaluate", slowly)
    press(choose(app, "popularity", "ease"))
    begun = time.monotonic()
    calm(on(app, "explore.py"))
    assert time.monotonic() - begun < 2
    on(app, "compare.py")
    app.button(key="cancel_compare").click().run()
    until(app, lambda app: "comparing" not in app.session_state, seconds=5)


def test_a_report_of_other_data_is_never_shown(app, monkeypatch):
    gate = []

    def waits(*args, progress, **choices):
        while not gate:
            progress(0.1, "Waiting")
            time.sleep(0.01)
        return really(*args, progress=progress, **choices)

    really = comparison.evaluate
    monkeypatch.setattr(comparison, "evaluate", waits)
    press(choose(app, "popularity", "ease"))
    other = session.prepare("file", worlds.checkerboard(), lambda *_: None)
    app.session_state["workspace"] = other
    app.session_state["person"] = other.telling[0].user_id
    gate.append(True)
    app.run()
    until(app, lambda app: "comparing" not in app.session_state)
    calm(app.run())
    assert "press Compare" in said(app)
    assert not app.dataframe


def test_an_error_of_the_job_is_one_sentence_and_can_be_tried_again(app, monkeypatch):
    def fails(*_, **__):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(comparison, "evaluate", fails)
    press(choose(app, "popularity", "ease"))
    until(app, lambda app: bool(app.error))
    assert "inside" not in said(app)
    assert not app.exception
    monkeypatch.undo()
    calm(until(press(app), has_report))
