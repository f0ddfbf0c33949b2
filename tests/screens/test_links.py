"""Links: what a link asks for is what is seen, and what it cannot give is said in one sentence."""

import base64
import zlib

import pytest

from recengine.ranking import Exploration, Recipe
from tests.screens.driving import (
    MOVIES,
    calm,
    drop,
    is_open,
    on,
    ratings,
    said,
    shown_list,
    start,
    until,
    use,
)

RECIPE = Recipe(
    name="From a friend",
    models={"ease": 0.5, "trending": 0.25},
    half_life_days=60.0,
    freshness=0.2,
    diversity=0.4,
    exploration=Exploration(rate=0.1, seed=7),
)


def bomb():
    packed = zlib.compress(b'{"name":"' + b"a" * 5_000_000 + b'"}', 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


BROKEN = {
    "not base64": "!!!",
    "cut short": RECIPE.to_link()[:-8],
    "an unknown field": base64.urlsafe_b64encode(zlib.compress(b'{"taste":1}')).decode(),
    "out of range": base64.urlsafe_b64encode(zlib.compress(b'{"diversity":9}')).decode(),
    "a bomb": bomb(),
    "very long": "A" * 100_000,
    "markup": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("sample", ["streaming", "shop"])
def test_a_link_opens_the_sample_the_person_and_the_recipe_it_names(sample, samples):
    person = samples[sample].telling[1].user_id
    app = until(start(data=sample, person=person, recipe=RECIPE.to_link()), is_open)
    on(app, "explore.py")
    assert calm(app).session_state.person == person
    assert app.session_state.recipe == app.session_state.reference == RECIPE
    loaded = samples[sample]
    expected = loaded.engine.recommend(loaded.engine.history(person), RECIPE, person=person)
    assert tuple(item for item, _ in shown_list(app)) == expected.item_ids
    assert not app.warning


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_recipe_is_one_sentence_and_the_sample_is_open(how, samples):
    app = until(start(data="shop", recipe=BROKEN[how]), is_open)
    assert len(app.warning) == 1
    assert app.warning[0].value == (
        "The settings in this link cannot be read\\. "
        "Ask for the link again, or start from a preset\\. "
        "The rest of the view is as the link asked\\."
    )
    assert calm(app).session_state.recipe.name == "Plain"
    calm(app.run())
    assert not app.warning


def test_a_person_nobody_knows_is_one_sentence_and_somebody_else_is_shown(samples):
    app = until(start(data="shop", person="<b>nobody</b>", recipe=RECIPE.to_link()), is_open)
    assert len(app.warning) == 1
    assert calm(app).session_state.person == samples["shop"].telling[0].user_id
    assert app.session_state.recipe == RECIPE


@pytest.mark.parametrize("data", ["", "nonsense", "../etc/passwd", "file-", "file-" + "x" * 9_000])
def test_data_that_no_link_can_name_opens_the_start_screen(data):
    app = calm(start(data=data))
    assert app.button(key="open_streaming")
    assert "workspace" not in app.session_state


def test_the_link_in_the_address_bar_follows_what_is_chosen(samples):
    app = until(start(data="shop"), is_open)
    app.run()
    first = dict(app.query_params)
    app.selectbox(key="w_person").set_value(samples["shop"].telling[1].user_id).run()
    assert app.query_params["person"] == samples["shop"].telling[1].user_id
    on(app, "explore.py")
    app.slider(key="w_recipe_diversity").set_value(70).run()
    assert app.query_params["recipe"] != first["recipe"]
    assert Recipe.from_link(app.query_params["recipe"]).diversity == 0.7


@pytest.fixture
def link_to_a_file(samples):
    """What a visitor with a file of their own would send, and what they see."""
    app = use(drop(start(), ("ratings.csv", ratings()), ("movies.csv", MOVIES)))
    app.selectbox(key="w_person").set_value("u07").run()
    app.slider(key="w_recipe_diversity").set_value(60).run()
    return dict(app.query_params), shown_list(app)


def test_a_link_to_a_file_asks_for_it_and_shows_the_list_once_it_is_there(link_to_a_file):
    asked, expected = link_to_a_file
    app = start(**asked)
    assert asked["data"].removeprefix("file-") in app.info[0].value
    use(drop(app, ("renamed.csv", ratings()), ("movies.csv", MOVIES)))
    assert not calm(app).warning
    assert app.session_state.person == "u07"
    assert shown_list(app) == expected


def test_a_link_to_a_file_knows_another_file_when_it_sees_one(link_to_a_file):
    asked, _ = link_to_a_file
    app = start(**asked)
    drop(app, ("other.csv", ratings(people=20)))
    app.run()
    app.button(key="use_files").click().run()
    until(app, lambda app: bool(app.warning))
    assert [note.value.startswith("This is not the file") for note in app.warning] == [True]
    assert calm(app).session_state.workspace.source == "file"
    assert app.session_state.recipe.name == "Plain"


@pytest.mark.parametrize("screen", ["explore.py", "compare.py"])
def test_somebody_who_waits_for_a_file_is_asked_for_it_on_every_screen(screen, link_to_a_file):
    asked, _ = link_to_a_file
    app = on(start(**asked), screen)
    assert "Drop the same file" in app.info[0].value
    assert "Drop the same file" in said(app)
    assert len(app.file_uploader) == 1
