"""Compare: choose, ask, keep; jobs that can be stopped, and results of the data that is open."""

import json
import time

import pytest

from recengine.data.quality import Cleaning
from recengine.data.splits import SPLITS
from recengine.evaluation import METRICS, Setup
from recengine.evaluation.reproducing import parse_report
from recengine.ranking import PRESETS
from screens.parts import compare_files, compare_form, compare_leaks, session
from tests import worlds
from tests.screens.driving import calm, holding, on, open_sample, said, until

PARTS = (
    "Leaderboard",
    "Differences",
    "Length of the list",
    "Trade-off",
    "Where it wins",
    "All numbers",
    "How it is measured",
)


@pytest.fixture
def app(world):
    return holding(world, "compare.py")


def choose(app, *names):
    app.multiselect(key="w_contenders").set_value(list(names)).run()
    return app


def press(app):
    app.button(key="compare").click().run()
    return app


def runs(app):
    return app.session_state.compare_runs if "compare_runs" in app.session_state else []


def has_report(app):
    return bool(runs(app)) and all(run.report is not None for run in runs(app))


def compared(app, *names):
    return calm(until(press(choose(app, *names)), has_report))


def look(app, part):
    app.segmented_control(key="w_compare_part").set_value(part).run()
    return calm(until(app, lambda _: not any(run.wishes for run in runs(app))))


def numbers(app):
    return look(app, "All numbers").dataframe[0].value


def slowly(*_, progress, **__):
    """A comparison that never ends by itself."""
    while True:
        progress(0.5, "Still at it")
        time.sleep(0.01)


def test_before_a_comparison_one_is_told_what_to_do(app):
    assert "press Compare" in said(calm(app))


def test_a_comparison_ends_in_a_sentence_and_a_leaderboard(app):
    compared(app, "popularity", "item_knn", "plain", "mine")
    assert "#### " in said(app)
    assert len(app.get("plotly_chart")) == 1
    assert len(numbers(app)) == 4


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_result_is_drawn(app, part):
    look(compared(app, "popularity", "ease"), part)
    assert app.segmented_control(key="w_compare_part").value == part


@pytest.mark.parametrize("metric", ["coverage@10", "diversity@10", "map@10"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_an_answer_for_every_kind_of_metric(app, part, metric):
    compared(app, "popularity", "ease")
    app.segmented_control(key="w_metric").set_value(metric).run()
    look(app, part)


def test_a_single_approach_has_nothing_to_differ_from(app):
    look(compared(app, "ease"), "Differences")
    assert "Compare two or more" in said(app)


def test_results_stay_after_a_visit_to_other_screens(app):
    before = numbers(compared(app, "popularity", "ease"))
    on(on(app, "explore.py"), "start.py")
    calm(on(app, "compare.py"))
    assert app.segmented_control(key="w_compare_part").value == "All numbers"
    assert app.dataframe[0].value.equals(before)
    assert app.multiselect(key="w_contenders").value == ["popularity", "ease"]


def test_everything_that_was_chosen_stays_after_a_visit_to_other_screens(app):
    app.selectbox(key="w_split").set_value("leave_n_out").run()
    app.slider(key="w_last").set_value(2).run()
    app.slider(key="w_k").set_value(5).run()
    app.multiselect(key="w_metrics").set_value(["hit", "mrr"]).run()
    app.selectbox(key="w_baseline").set_value("ease").run()
    app.number_input(key="w_seed").set_value(7).run()
    kept = app.session_state.compare_choices
    assert (kept.split.name, kept.split.last, kept.k) == ("leave_n_out", 2, 5)
    calm(on(on(app, "explore.py"), "compare.py"))
    assert app.session_state.compare_choices == kept
    setup = kept.setup(app.session_state.recipe, "")
    assert (setup.baseline, setup.seed, setup.metrics) == ("ease", 7, "hit,mrr")


def test_another_metric_is_drawn_from_the_same_report(app):
    compared(app, "popularity", "ease")
    (run,) = runs(app)
    app.segmented_control(key="w_metric").set_value("coverage@10").run()
    calm(app)
    assert runs(app) == [run]
    assert "Coverage" in app.get("plotly_chart")[0].proto.spec


@pytest.mark.parametrize("split", SPLITS)
def test_every_protocol_runs(app, split):
    app.selectbox(key="w_split").set_value(split).run()
    compared(app, "popularity", "content")
    assert runs(app)[0].report.setup["split"]["name"] == split


def test_learning_from_the_future_is_warned_of_and_mended_by_one_press(app):
    app.selectbox(key="w_split").set_value("random").run()
    assert "future" in app.warning[0].value
    app.button(key="in_time").click().run()
    assert app.selectbox(key="w_split").value == "temporal"
    assert not calm(app).warning


def test_metrics_that_the_data_cannot_have_say_what_would_unlock_them(app):
    offered = app.multiselect(key="w_metrics").options
    lacking = {m.label for m in METRICS.values() if m.lacks(app.session_state.workspace.dataset)}
    assert lacking
    assert not lacking & set(offered)
    assert all(label in said(app) for label in lacking)


def test_approaches_that_cannot_be_fitted_are_not_offered_and_the_form_says_why(app):
    assert "svd" not in app.multiselect(key="w_contenders").options
    (said,) = [each.value for each in app.caption if each.value.startswith("SVD, ")]
    assert "not on this data" in said
    assert "stars" in said


def test_who_did_not_take_part_is_named_with_the_result(app, monkeypatch):
    monkeypatch.setattr("screens.parts.compare_form._unfit", lambda _: {})
    compared(app.run(), "popularity", "svd", "ease")
    told = [each.value for each in app.caption if "did not take part" in each.value]
    assert len(told) == 1
    assert told[0].startswith("SVD")


def test_nothing_chosen_cannot_be_compared(app):
    assert choose(app).button(key="compare").disabled


def test_one_button_chooses_eight_approaches(app):
    app.button(key="choose_Eight approaches").click().run()
    assert len(app.multiselect(key="w_contenders").value) == 8
    assert "Compare 8 approaches" in app.button(key="compare").label


@pytest.mark.parametrize("name", PRESETS)
def test_my_recipe_can_be_compared_with_the_preset_it_came_from(app, name):
    session_recipe = PRESETS[name].recipe
    app.session_state["recipe"] = app.session_state["reference"] = session_recipe
    compared(app, name, "mine")
    assert len(numbers(app)["Approach"].unique()) == 2


def test_several_comparisons_wait_for_each_other_and_are_all_kept(app):
    press(choose(app, "popularity"))
    press(choose(app, "ease"))
    press(choose(app, "popularity", "ease"))
    until(app, has_report)
    assert [len(run.report.results) for run in runs(app)] == [1, 1, 2]
    first = runs(app)[0].number
    app.selectbox(key="w_compare_shown").set_value(first).run()
    assert len(numbers(app)) == 1
    assert "made with other settings" in app.info[0].value
    app.button(key="compare_remove").click().run()
    calm(app)
    assert first not in [run.number for run in runs(app)]


def test_six_results_are_kept_and_then_the_oldest_gives_way(app):
    kept = []
    for _ in range(8):
        compared(app, "popularity")
        kept.append([run.number for run in runs(app)])
    assert [len(numbers) for numbers in kept] == [1, 2, 3, 4, 5, 6, 6, 6]
    assert kept[-1] == [3, 4, 5, 6, 7, 8]


def test_what_a_result_waits_for_ends_with_it(app, monkeypatch):
    look(compared(app, "popularity", "ease"), "How it is measured")
    monkeypatch.setattr(compare_leaks, "leak_check", slowly)
    app.button(key="check_leaks").click().run()
    until(app, lambda app: "leaks_1" in app.session_state.jobs)
    job = app.session_state.jobs["leaks_1"]
    (run,) = runs(app)
    app.session_state["workspace"] = session.prepare("file", worlds.checkerboard(), lambda *_: None)
    app.session_state["person"] = app.session_state["workspace"].telling[0].user_id
    calm(app.run())
    assert run not in runs(app)
    assert job.done.wait(5)


def test_a_running_comparison_shows_progress_and_stops_within_two_seconds(app, monkeypatch):
    monkeypatch.setattr(Setup, "run", slowly)
    press(choose(app, "popularity", "ease"))
    until(app, lambda app: "Still at it" in app.get("progress")[0].proto.text)
    job = app.session_state.jobs["compare_1"]
    begun = time.monotonic()
    app.button(key="cancel_compare_1").click().run()
    assert job.done.wait(2)
    assert time.monotonic() - begun < 2
    until(app, lambda app: not runs(app), seconds=5)
    assert "Stopped as asked" in app.info[0].value
    assert "press Compare" in said(calm(app.run()))


def test_while_it_runs_the_other_screens_answer(app, monkeypatch):
    monkeypatch.setattr(Setup, "run", slowly)
    press(choose(app, "popularity", "ease"))
    begun = time.monotonic()
    calm(on(app, "explore.py"))
    assert time.monotonic() - begun < 2
    on(app, "compare.py")
    app.button(key="cancel_compare_1").click().run()
    until(app, lambda app: not runs(app), seconds=5)


def test_one_that_waits_can_be_taken_back_while_another_runs(app, monkeypatch):
    monkeypatch.setattr(Setup, "run", slowly)
    press(press(choose(app, "popularity", "ease")))
    assert "Queue" in app.button(key="compare").label
    app.button(key="cancel_compare_2").click().run()
    app.button(key="cancel_compare_1").click().run()
    until(app, lambda app: not runs(app), seconds=5)


def test_with_other_data_results_and_waiting_comparisons_are_gone(app, monkeypatch):
    compared(app, "popularity")
    monkeypatch.setattr(Setup, "run", slowly)
    press(app)
    job = app.session_state.jobs["compare_2"]
    other = session.prepare("file", worlds.checkerboard(), lambda *_: None)
    app.session_state["workspace"] = other
    app.session_state["person"] = other.telling[0].user_id
    calm(app.run())
    assert "press Compare" in said(app)
    assert not app.dataframe
    assert job.done.wait(5)


def test_an_error_of_the_job_is_one_sentence_and_can_be_tried_again(app, monkeypatch):
    def fails(*_, **__):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(Setup, "run", fails)
    press(choose(app, "popularity", "ease"))
    until(app, lambda app: bool(app.error))
    assert "inside" not in said(app)
    assert not app.exception
    monkeypatch.undo()
    compared(app, "popularity", "ease")


def test_the_report_of_the_page_can_be_run_again(app):
    compared(app, "popularity", "mine")
    report = runs(app)[0].report
    kept = parse_report(json.dumps(report.to_dict()))
    assert kept.fingerprint == app.session_state.workspace.dataset.fingerprint
    assert [entrant.name for entrant in kept.setup.entrants] == [r.model for r in report.results]


def test_with_many_people_the_page_is_prepared_when_somebody_asks(app, monkeypatch):
    compared(app, "popularity", "ease")
    assert not any(button.key == "prepare_page" for button in app.button)
    monkeypatch.setattr(compare_files, "_PAGE_AT_ONCE", 10)
    app.run()
    app.button(key="prepare_page").click().run()
    until(app, lambda _: bool(runs(app)[0].page))
    assert runs(app)[0].page.startswith("<!doctype html>")
    assert not any(button.key == "prepare_page" for button in calm(app.run()).button)
    assert "report.html" in str(app.get("download_button"))


def test_preparing_the_page_can_be_stopped(app, monkeypatch):
    def slowly(*asked):
        while True:
            asked[-1](0.5, "a group")
            time.sleep(0.01)

    compared(app, "popularity", "ease")
    monkeypatch.setattr(compare_files, "_PAGE_AT_ONCE", 10)
    monkeypatch.setattr(compare_files, "comparison_page", slowly)
    app.run()
    app.button(key="prepare_page").click().run()
    job = app.session_state["jobs"]["page_1"]
    assert app.button(key="prepare_page").disabled
    app.button(key="cancel_page_1").click().run()
    assert job.done.wait(5)
    until(app, lambda _: not runs(app)[0].wishes)
    assert not calm(app.run()).button(key="prepare_page").disabled


def how(app):
    return look(compared(app, "popularity"), "How it is measured")


def test_the_command_that_runs_it_again_stands_where_the_terminal_reads_the_same(samples):
    app = open_sample("shop", "compare.py")
    app.multiselect(key="w_metrics").set_value(["hit"]).run()
    how(app)
    assert runs(app)[0].setup.sample == "shop"
    assert [code.value for code in app.code] == ["python -m recengine evaluate --from report.json"]


@pytest.mark.parametrize("somebody_removed", [True, False])
def test_what_was_cleaned_otherwise_or_lacks_somebody_is_not_run_again(world, somebody_removed):
    loaded = session.prepare("shop", world, lambda *_: None)
    if somebody_removed:
        loaded = session.prepare_without(loaded, "u000", lambda *_: None)
        loaded = session.prepare_cleaned(loaded, loaded.cleaning, lambda *_: None)
    else:
        loaded = session.prepare_cleaned(loaded, Cleaning(lone_events="drop"), lambda *_: None)
    app = holding(world, "start.py")
    app.session_state["workspace"] = loaded
    app.session_state["person"] = loaded.telling[0].user_id
    how(on(app, "compare.py"))
    assert runs(app)[0].setup.sample == ""
    assert not app.code
    assert "would read all of it" in said(app)


def test_a_lead_is_checked_for_the_future(app):
    look(compared(app, "popularity", "ease"), "How it is measured")
    app.button(key="check_leaks").click().run()
    until(app, lambda app: runs(app)[0].leaks)
    assert "Under a random split" in said(calm(app))


def test_popularity_alone_has_no_lead_to_check(app):
    look(compared(app, "popularity"), "How it is measured")
    assert "compare another approach" in said(app)


def test_the_words_of_a_definition_are_those_of_the_code(app):
    look(compared(app, "popularity", "ease"), "How it is measured")
    drawn = [element.value for element in app.get("text")]
    assert METRICS["ndcg"].definition in drawn


def test_the_eight_approaches_are_eight_that_exist():
    assert len(set(compare_form._EIGHT)) == 8
