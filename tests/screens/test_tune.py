"""Best recipe: search, stop, go on, choose, take along, and look at the test once."""

from __future__ import annotations

import time

import pytest

from recengine.progress import quiet
from screens.parts import session, tuned
from tests import worlds
from tests.screens.driving import calm, holding, on, said, until

VIEW = "Best recipe"


@pytest.fixture
def app(world, monkeypatch):
    """Few trials, so that the number and not the time ends a search."""
    monkeypatch.setattr(tuned, "MOST_TRIALS", 9)
    app = holding(world, "compare.py")
    app.segmented_control(key="w_compare_view").set_value(VIEW).run()
    return calm(app)


def press(app, key="tune_search"):
    app.button(key=key).click().run()
    return app


def done(app):
    return not app.session_state.tuned.wishes


def searched(app):
    return calm(until(press(app), done))


def another(app):
    """Choose a trial of the search that is not the start."""
    kept = app.session_state.tuned
    kept.chosen = next(n for n, t in enumerate(kept.search.trials) if t.origin == "alone")
    return calm(app.run())


def test_before_a_search_one_is_told_what_would_be_here(app):
    assert "A dot for each recipe" in said(app)
    assert "tune_more" not in [button.key for button in app.button]


def test_a_search_ends_in_a_picture_a_recipe_in_words_and_the_front(app):
    searched(app)
    search = app.session_state.tuned.search
    assert len(search.trials) == 9
    assert "9 recipes tried" in said(app)
    assert len(app.get("plotly_chart")) == 1
    front = app.dataframe[1].value
    assert list(front["Recipe"]) == [search.trials[n].recipe.name for n in search.front]
    assert front[""].tolist().count("▶") == 1
    assert not app.button(key="tune_search").disabled
    assert not app.button(key="tune_more").disabled


def test_it_stays_after_a_visit_to_other_screens(app):
    searched(app)
    before = app.session_state.tuned.search
    on(on(app, "explore.py"), "compare.py")
    assert app.session_state.tuned.search is before
    assert "9 recipes tried" in said(calm(app))


def test_another_data_set_forgets_it(app):
    searched(app)
    other = session.prepare("file", worlds.checkerboard(), quiet)
    app.session_state["workspace"] = other
    app.session_state["person"] = other.telling[0].user_id
    calm(app.run())
    assert app.session_state.tuned.search is None
    assert "A dot for each recipe" in said(app)


def test_other_settings_are_told_of(app):
    searched(app)
    app.segmented_control(key="w_tune_goal").set_value("novelty").run()
    assert "found with other settings" in said(calm(app))
    app.segmented_control(key="w_tune_goal").set_value("diversity").run()
    assert "found with other settings" not in said(calm(app))


def test_going_on_keeps_what_was_tried(app, monkeypatch):
    searched(app)
    before = app.session_state.tuned.search.trials
    monkeypatch.setattr(tuned, "MOST_TRIALS", 12)
    calm(until(press(app, "tune_more"), done).run())
    after = app.session_state.tuned.search.trials
    assert (after[:9], len(after)) == (before, 12)


def test_a_stop_within_two_seconds_keeps_its_trials(app, monkeypatch):
    really = tuned.go_on

    def never_ends(search, bench, *, take, progress, **choices):
        search = really(search, bench, take=take, **{**choices, "trials": 3})
        while True:
            progress(0.5, "Still at it")
            time.sleep(0.01)

    monkeypatch.setattr(tuned, "go_on", never_ends)
    press(app)
    until(app, lambda app: "Still at it" in app.get("progress")[0].proto.text)
    job = app.session_state.jobs["recipe_search"]
    begun = time.monotonic()
    app.button(key="cancel_recipe_search").click().run()
    assert job.done.wait(2)
    assert time.monotonic() - begun < 2
    until(app, done, seconds=5)
    assert "Stopped as asked" in app.info[0].value
    assert "3 recipes tried" in said(calm(app.run()))


def test_a_chosen_recipe_opens_in_explore_beside_the_start(app):
    another(searched(app))
    kept = app.session_state.tuned
    chosen = kept.search.trials[kept.chosen].recipe
    press(app, "tune_open")
    assert app.session_state.recipe.makes_the_same_list(chosen)
    assert app.session_state.recipe.name == f"Found: {chosen.name}"
    assert app.session_state.reference == kept.search.start
    assert app.title[0].value == "Explore"


def test_the_test_is_looked_at_once_and_a_second_look_says_why_not(app):
    another(searched(app))
    calm(until(press(app, "tune_look"), done).run())
    assert "The test was looked at once" in said(app)
    assert "tune_look" not in [button.key for button in app.button]
    assert "has chosen by the test" in said(app).replace("\\", "")
    calm(until(press(app, "tune_look_again"), done).run())
    assert "looked at 2 times" in said(app)


def test_a_look_is_remembered_by_the_next_search(app):
    another(searched(app))
    until(press(app, "tune_look"), done)
    searched(app.run())
    assert "The test was looked at once" in said(app)


def test_the_start_itself_needs_no_look(app):
    searched(app)
    app.session_state.tuned.chosen = 0
    app.run()
    assert app.button(key="tune_look").disabled


def test_an_error_is_a_sentence_and_can_be_tried_again(app, monkeypatch):
    def fails(*_, **__):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(tuned, "go_on", fails)
    press(app)
    until(app, lambda app: bool(app.error))
    assert "inside" not in said(app)
    assert not app.exception
    monkeypatch.undo()
    monkeypatch.setattr(tuned, "MOST_TRIALS", 3)
    searched(app)


def test_data_with_nothing_to_hide_say_so():
    alone = worlds.dataset([("a", "x"), ("b", "x"), ("b", "y")])
    app = holding(alone, "compare.py")
    app.segmented_control(key="w_compare_view").set_value(VIEW).run()
    press(app)
    while not app.error:
        app.run()
    assert "leaves nobody with both a history" in app.error[0].value.replace("\\", "")
    assert not app.exception
