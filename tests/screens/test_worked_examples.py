"""Worked examples: one click opens the sample, steps go forth and back, nothing is lost unasked."""

import pytest

from recengine.ranking import preset
from recengine.ranking.worked import STEPS, STORIES, sentences, walk
from screens.parts.text import plain
from tests.screens.driving import (
    calm,
    components,
    drawn,
    holding,
    is_open,
    on,
    open_sample,
    said,
    start,
    until,
)

SCREEN = "worked_examples.py"


def step_of(app):
    return next(bar.proto.text for bar in app.get("progress"))


def press(app, key, times=1):
    for _ in range(times):
        app.button(key=key).click().run()
    return calm(app)


@pytest.mark.parametrize("name", STORIES)
def test_one_click_opens_the_sample_and_begins(name, samples):
    app = calm(on(start(), SCREEN))
    press(app, f"begin_{name}")
    calm(until(app, is_open))
    assert app.session_state.workspace is samples[STORIES[name].sample]
    assert step_of(app) == f"Step 1 of {len(STEPS)}"
    assert STORIES[name].title in said(app)


@pytest.mark.parametrize("name", STORIES)
def test_every_step_says_what_the_engine_says(name, samples):
    story = STORIES[name]
    app = open_sample(story.sample, SCREEN)
    found = walk(samples[story.sample].engine, story)
    for step, heading in enumerate(STEPS):
        assert step_of(calm(app)) == f"Step {step + 1} of {len(STEPS)}"
        assert app.subheader[0].value == heading
        assert all(plain(words) in said(app) for words in sentences(found, step))
        shown = list(components(app))
        assert shown or app.get("plotly_chart")
        if step + 1 < len(STEPS):
            press(app, "example_next")
    assert app.button(key="example_next").disabled
    assert [card["id"] for card in drawn(app, "cards")["items"]] == list(found.found.item_ids)


def test_steps_go_back_and_are_kept_on_other_screens(samples):
    app = open_sample("shop", SCREEN)
    assert app.button(key="example_back").disabled
    press(app, "example_next", 3)
    press(app, "example_back")
    assert step_of(app).startswith("Step 3")
    calm(on(on(app, "explore.py"), SCREEN))
    assert step_of(app).startswith("Step 3")
    press(app, "example_again")
    assert step_of(app).startswith("Step 1")


def test_the_end_opens_the_same_person_and_recipe_in_explore(samples):
    app = open_sample("streaming", SCREEN)
    before = app.session_state.person
    press(app, "example_next", len(STEPS) - 1)
    assert app.session_state.person == before
    app.button(key="example_explore").click().run()
    found = walk(samples["streaming"].engine, STORIES["mystery"])
    assert app.session_state.person == found.person
    assert app.session_state.recipe == preset("netflix")
    cards = drawn(on(app, "explore.py"), "cards")
    assert [item["id"] for item in cards["items"]] == list(found.found.item_ids)


def test_the_end_leads_to_the_other_example(samples):
    app = open_sample("streaming", SCREEN)
    press(app, "example_next", len(STEPS) - 1)
    press(app, "begin_boots")
    calm(until(app, is_open))
    assert app.session_state.workspace is samples["shop"]
    assert step_of(app).startswith("Step 1")
    assert STORIES["boots"].title in said(app)


def test_a_file_of_ones_own_stays_until_a_second_button_says_so(world, samples):
    app = calm(holding(world, SCREEN))
    assert "your file leaves this session" in said(app)
    assert "begin_boots" not in {button.key for button in app.button}
    press(app, "ask_boots")
    assert app.session_state.workspace.dataset is world
    assert "opening" not in app.session_state
    assert app.button(key="begin_boots").label == "Close my file and open the shop sample"
    press(app, "begin_boots")
    calm(until(app, is_open))
    assert app.session_state.workspace is samples["shop"]


def test_where_nobody_fits_the_page_says_so(world):
    app = holding(world, SCREEN)
    loaded = app.session_state.workspace
    app.session_state.workspace = type(loaded)(**{**vars(loaded), "source": "shop"})
    assert "Nobody in this data fits the story" in said(calm(app.run()))


def test_closing_the_data_drops_the_example_too(samples):
    app = open_sample("shop", SCREEN)
    assert "example" in app.session_state
    press(app, "close_data")
    assert "example" not in app.session_state
