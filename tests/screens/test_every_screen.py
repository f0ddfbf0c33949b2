"""Laws of every screen, found by looking into the folder so that none escapes."""

import re

import pytest

from screens.parts import session
from tests.screens.driving import (
    ROOT,
    SCREENS,
    calm,
    holding,
    is_open,
    on,
    open_sample,
    said,
    start,
    until,
)

#: Screens that offer more than a sample where no data is open.
OFFERED = {
    "recipes.py": ["Open the streaming sample", "Put it beside the others"],
    "worked_examples.py": [
        "Open the streaming sample and begin",
        "Open the shop sample and begin",
    ],
}


def test_the_search_for_screens_finds_them_and_each_stands_in_the_navigation():
    assert {"start.py", "data.py", "explore.py", "compare.py"} <= set(SCREENS)
    routed = (ROOT / "app.py").read_text(encoding="utf-8")
    assert [name for name in SCREENS if f'"screens/{name}"' not in routed] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_without_data_and_one_button_changes_that(screen, samples):
    app = calm(on(start(), screen))
    offers = [button for button in app.button if button.label.startswith("Open the streaming")]
    assert len(offers) == 1
    offers[0].click().run()
    calm(until(app, is_open))
    assert app.session_state.workspace is samples["streaming"]
    assert len(app.title) == 1


@pytest.mark.parametrize("screen", [name for name in SCREENS if name != "start.py"])
def test_without_data_a_screen_says_what_would_be_there(screen):
    app = on(start(), screen)
    assert "would stand here" in said(app)
    offered = OFFERED.get(screen, ["Open the streaming sample"])
    assert [button.label for button in app.button] == offered


@pytest.mark.parametrize("sample", ["streaming", "shop"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_a_sample_without_a_traceback(screen, sample, samples):
    app = calm(open_sample(sample, screen))
    assert app.title[0].value
    assert samples[sample].dataset.name in said(app)
    assert [note.value for note in app.warning] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_a_small_file(screen, world):
    app = calm(holding(world, screen))
    assert len(app.title) == 1


@pytest.mark.parametrize("screen", SCREENS)
def test_the_chosen_person_is_the_same_on_every_screen(screen, samples):
    app = open_sample("shop", "start.py")
    chosen = samples["shop"].telling[2].user_id
    app.selectbox(key="w_person").set_value(chosen).run()
    calm(on(app, screen))
    assert app.session_state.person == chosen
    assert app.selectbox(key="w_person").value == chosen


@pytest.mark.parametrize("screen", SCREENS)
def test_closing_removes_the_data_and_leads_back_to_the_empty_state(screen, world):
    app = holding(world, screen)
    assert app.button(key="close_data").label == "Close and remove my data"
    calm(app.button(key="close_data").click().run())
    for name in ("workspace", "person", "recipe", "report", "listed"):
        assert name not in app.session_state
    assert "No data is open yet." in said(app)


def test_opening_a_sample_is_a_job_that_shows_how_far_it_is(monkeypatch):
    monkeypatch.setattr(session, "_SAMPLES", {})
    app = start()
    app.button(key="open_shop").click().run()
    assert app.button(key="cancel_open_shop").label == "Cancel"
    assert app.get("progress")
    until(app, is_open)
    assert app.session_state.workspace.source == "shop"
    assert calm(app).get("progress") == []


def test_opening_a_sample_can_be_cancelled_and_what_was_open_stays(world, monkeypatch):
    monkeypatch.setattr(session, "_SAMPLES", {})
    app = holding(world)
    app.button(key="change_to_streaming").click().run()
    app.button(key="cancel_open_streaming").click().run()
    until(app, lambda app: "opening" not in app.session_state, seconds=10)
    assert "Stopped as asked" in app.info[0].value
    assert app.session_state.workspace.dataset is world
    assert not calm(app).session_state.jobs


def test_where_people_are_too_many_to_list_an_id_is_typed(world, monkeypatch):
    monkeypatch.setattr(session, "MOST_LISTED_PEOPLE", 10)
    app = holding(world)
    before = app.session_state.person
    app.text_input(key="w_person").set_value("nobody <b>here</b>").run()
    assert len(app.error) == 1
    assert not app.exception
    assert app.session_state.person == before
    app.text_input(key="w_person").set_value(" u003 ").run()
    calm(app)
    assert app.session_state.person == "u003"
    assert "Showing u003" in said(app)


def test_an_unforeseen_error_shows_an_id_that_stands_in_the_log_and_no_traceback(
    world, monkeypatch, caplog
):
    def broken(*_):
        raise ZeroDivisionError("a secret")

    app = holding(world)
    monkeypatch.setattr("screens.parts.figures.count", broken)
    app.run()
    assert not app.exception
    assert [error.value.startswith("Something went wrong") for error in app.error] == [True]
    assert "a secret" not in said(app)
    number = re.search(r"error ([0-9a-f]{8})", app.error[0].value)
    assert f"error {number[1]}" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    calm(app.run())
