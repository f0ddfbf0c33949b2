"""Home page: a page of rows for each recipe, alone or beside another, and what two share."""

import pytest

from recengine.ranking import preset
from recengine.ranking.home import home_page, overlap
from screens.parts import session
from screens.parts.text import plain
from tests.screens.driving import calm, components, holding, on, open_sample, said


def rows(app):
    """Every page that is drawn: its rows."""
    return [each["rows"] for each in components(app) if each["layout"] == "rows"]


def headings(page):
    return [f"{row['heading']} {row['about']}".strip() for row in page]


@pytest.fixture
def home(samples):
    return open_sample("streaming", "home.py")


def expected(samples, sample, person, name):
    engine = samples[sample].engine
    return home_page(engine, engine.history(person), preset(name), person=person)


@pytest.mark.parametrize("sample", ["streaming", "shop"])
@pytest.mark.parametrize("name", ["plain", "netflix", "youtube", "amazon"])
def test_each_recipe_has_its_own_page_and_every_row_says_why(sample, name, samples):
    app = open_sample(sample, "home.py")
    app.button(key=f"preset_{name}").click().run()
    (page,) = rows(calm(app))
    judge = expected(samples, sample, app.session_state.person, name)
    assert headings(page) == [f"{row.heading} {row.about}".strip() for row in judge.rows]
    assert all(row["why"].endswith(".") for row in page)
    for missing in judge.missing:
        assert plain(str(missing)) in said(app)


def test_every_title_has_a_reason_to_show_and_none_comes_twice(home):
    (page,) = rows(home)
    posters = [item for row in page for item in row["items"]]
    assert all(item["reason"]["kind"] in {"history", "popular", "explored"} for item in posters)
    assert len({item["title"] for item in posters}) == len(posters)
    assert not any(item["also"] for item in posters)


def test_two_people_stand_side_by_side_with_what_they_share(home, samples):
    telling = samples["streaming"].telling
    home.segmented_control(key="w_home_against").set_value("person").run()
    assert home.selectbox(key="w_home_person").value == telling[1].user_id
    home.selectbox(key="w_home_person").set_value(telling[2].user_id).run()
    pages = [expected(samples, "streaming", telling[n].user_id, "plain") for n in (0, 2)]
    assert plain(str(overlap(*pages))) in said(calm(home))
    drawn = rows(home)
    assert [headings(page) for page in drawn] == [
        [f"{row.heading} {row.about}".strip() for row in page.rows] for page in pages
    ]
    marked = [sum(item["also"] for row in page for item in row["items"]) for page in drawn]
    assert marked == [overlap(*pages).titles] * 2


def test_two_recipes_stand_side_by_side_and_the_choice_survives_other_screens(home, samples):
    home.segmented_control(key="w_home_against").set_value("recipe").run()
    home.selectbox(key="w_home_recipe").set_value("youtube").run()
    drawn = rows(calm(home))
    assert drawn[1][0]["heading"] == "Up next after"
    on(home, "explore.py")
    on(home, "home.py")
    assert rows(calm(home)) == drawn
    assert home.selectbox(key="w_home_recipe").value == "youtube"


def test_the_link_follows_the_recipe_that_is_chosen_here(home):
    before = home.query_params["recipe"]
    home.button(key="preset_youtube").click().run()
    assert home.query_params["recipe"] != before


def test_a_preset_that_was_changed_keeps_its_rows(samples):
    app = open_sample("shop", "explore.py")
    app.button(key="preset_amazon").click().run()
    app.slider(key="w_recipe_diversity").set_value(70).run()
    assert app.session_state.recipe.name == "Own mix"
    (page,) = rows(calm(on(app, "home.py")))
    assert "Others also bought" in headings(page)


def test_the_start_screen_shows_the_same_page(home):
    start = rows(on(home, "start.py"))
    assert start == rows(on(home, "home.py"))


def test_an_id_that_nobody_has_is_one_sentence(world, monkeypatch):
    monkeypatch.setattr(session, "MOST_LISTED_PEOPLE", 10)
    app = holding(world, "home.py")
    app.segmented_control(key="w_home_against").set_value("person").run()
    app.text_input(key="w_home_person").set_value("nobody <b>here</b>").run()
    assert [error.value.startswith("busy has no person") for error in app.error] == [True]
    app.text_input(key="w_home_person").set_value(" u003 ").run()
    assert "Person u003" in said(calm(app))


def test_whom_one_compared_with_goes_with_the_data(world):
    app = holding(world, "home.py")
    app.segmented_control(key="w_home_against").set_value("person").run()
    app.selectbox(key="w_home_person").set_value("u003").run()
    app.button(key="close_data").click().run()
    assert "looked_at" not in app.session_state


def test_each_page_can_be_taken_away(home):
    home.segmented_control(key="w_home_against").set_value("recipe").run()
    offers = [button.label for button in home.get("download_button")]
    assert offers == ["Page as CSV", "Page as CSV"]


def test_any_title_of_the_page_opens_on_its_own_screen(home, samples):
    choice = home.selectbox(key="w_open_home")
    (page,) = rows(home)
    dataset = samples["streaming"].dataset
    shown = [item["title"] for row in page for item in row["items"]]
    assert choice.options == shown
    choice.set_value(dataset.titles.tolist().index(shown[5])).run()
    assert calm(home).title[0].value == "Item"
    assert home.session_state.looked_at.item == dataset.titles.tolist().index(shown[5])
