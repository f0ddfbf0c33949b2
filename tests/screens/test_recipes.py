"""Recipes: what is in each of them, how their lists differ, and how one is taken along."""

import json
from urllib.parse import parse_qsl

import pytest

from recengine.charts import overlap
from recengine.errors import InvalidSetting, Problem
from recengine.ranking import PRESETS, Recipe, parse_recipe, preset
from recengine.ranking.overlap import in_common
from tests.screens.driving import calm, components, holding, on, open_sample, said, start

STYLES = [preset(name).name for name in PRESETS]


def table(app):
    return next(found for found in components(app) if "stages" in found)


def names(app):
    return [column["name"] for column in table(app)["columns"]]


def bring(app, text):
    app.text_area(key="w_recipe_text").set_value(text)
    return app.button(key="bring_recipe").click().run()


def test_recipes_stand_side_by_side_without_data_too():
    app = calm(on(start(), "recipes.py"))
    assert names(app) == STYLES
    assert [code.value for code in app.code if code.language == "bash"] == [
        f"python -m recengine recommend --sample streaming --user v0042 --recipe {name}"
        for name in PRESETS
    ]
    assert "would stand here" in said(app)


def test_every_field_is_there_on_demand(samples):
    app = open_sample("shop", "recipes.py")
    few = sum(len(stage["rows"]) for stage in table(app)["stages"])
    app.toggle(key="w_every_field").set_value(True).run()
    assert sum(len(stage["rows"]) for stage in table(calm(app))["stages"]) > few


def test_json_link_and_sources_are_those_of_each_recipe(samples):
    app = calm(open_sample("shop", "recipes.py"))
    texts = [code.value for code in app.code if code.language == "json"]
    assert [parse_recipe(each) for each in texts] == [preset(name) for name in PRESETS]
    links = [code.value for code in app.code if "/explore?" in code.value]
    for link, name in zip(links, PRESETS, strict=True):
        asked = dict(parse_qsl(link.partition("?")[2]))
        assert (asked["data"], asked["person"]) == ("shop", app.session_state.person)
        assert Recipe.from_link(asked["recipe"]) == preset(name)
    for each in PRESETS.values():
        for source in each.sources:
            assert str(source.year) in said(app)


@pytest.mark.parametrize("name", PRESETS)
def test_a_recipe_is_taken_into_explore(name, samples):
    app = open_sample("streaming", "recipes.py")
    app.button(key=f"use_{name}").click().run()
    assert app.session_state.recipe == preset(name)
    assert app.session_state.reference == preset(name)


def test_the_matrix_is_what_the_lists_of_the_person_share(samples):
    app = calm(open_sample("streaming", "recipes.py"))
    engine, person = samples["streaming"].engine, app.session_state.person
    lists = [
        engine.recommend(engine.history(person), preset(name), person=person) for name in PRESETS
    ]
    expected = overlap(STYLES, in_common(lists))
    drawn = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert drawn["layout"]["title"]["text"] == expected.layout.title.text
    numbers = [note["text"] for note in drawn["layout"]["annotations"]]
    assert numbers == [note.text for note in expected.layout.annotations]
    shown = app.dataframe[0].value
    assert shown["Plain"].tolist() == [item.title for item in lists[0].items]


def test_the_own_mix_is_a_column_as_long_as_it_is_another(samples):
    app = open_sample("streaming", "explore.py")
    assert names(on(app, "recipes.py")) == STYLES
    on(app, "explore.py").slider(key="w_recipe_diversity").set_value(80).run()
    assert names(calm(on(app, "recipes.py"))) == [*STYLES, "Own mix"]


def test_a_preset_without_what_cannot_be_fitted_is_no_mix_of_ones_own(world):
    app = calm(holding(world, "recipes.py"))
    assert names(app) == STYLES
    assert "ID --recipe plain" in said(app) or any("ID" in code.value for code in app.code)


def test_a_recipe_of_ones_own_stands_beside_the_others_and_can_be_used(samples):
    app = open_sample("shop", "recipes.py")
    bring(app, '{"name": "<b>Mine</b> *1*", "models": {"content": 1}, "diversity": 0.4}')
    assert names(calm(app)) == [*STYLES, "<b>Mine</b> *1*"]
    assert r"\<b\>Mine" in app.tabs[-1].label
    app.button(key="use_own_4").click().run()
    assert app.session_state.recipe == Recipe(
        name="<b>Mine</b> *1*", models={"content": 1.0}, diversity=0.4
    )
    assert names(on(app, "recipes.py")) == [*STYLES, "<b>Mine</b> *1*"]
    remove = next(button for button in app.button if button.label.startswith("Remove"))
    remove.click().run()
    assert names(calm(app)) == [*STYLES, "<b>Mine</b> *1*"]  # it is the current one still
    assert table(app)["columns"][-1]["why"] == "As set in Explore."


def test_a_name_that_is_taken_gets_a_number(samples):
    app = bring(bring(open_sample("shop", "recipes.py"), '{"name": "Plain"}'), '{"name": "Plain"}')
    assert names(calm(app)) == [*STYLES, "Plain 2", "Plain 3"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"diversity": 2}', "diversity"),
        ("not json", "JSON"),
        ('{"flavour": 1}', "no such field"),
        ('{"models": {"nothing": 1}}', "no model is called"),
        ("[1]", "The recipe"),
        ("x" * 20_001, "too long"),
    ],
)
def test_what_is_wrong_with_a_recipe_is_one_sentence(text, words, samples):
    app = bring(open_sample("shop", "recipes.py"), text)
    assert not app.exception
    assert [words in error.value for error in app.error] == [True]
    assert names(app) == STYLES


@pytest.mark.parametrize(
    ("content", "number"), [(b'\xef\xbb\xbf{"name": "From a file"}', 5), (b"\xff\xfe\x00", 4)]
)
def test_a_file_is_read_or_refused(content, number, samples):
    app = open_sample("shop", "recipes.py")
    app.file_uploader(key="w_recipe_file").set_value(("r.json", content, "application/json"))
    app.button(key="bring_recipe").click().run()
    assert not app.exception
    assert len(names(app)) == number
    assert len(app.error) == (number == 4)


def test_a_recipe_of_an_approach_that_is_not_fitted_here_says_so(samples):
    app = bring(open_sample("shop", "recipes.py"), '{"models": {"slim": 0.5, "ease": 0.5}}')
    assert "which is not fitted here" in said(calm(app))


def test_pressed_with_nothing_there_it_says_what_to_bring(samples):
    app = bring(open_sample("shop", "recipes.py"), " ")
    assert "Paste the text of a recipe" in calm(app).info[0].value
    assert names(app) == STYLES


def test_a_recipe_that_does_not_fit_the_data_leaves_the_rest_of_the_page(samples, monkeypatch):
    def refuse(recipe):
        raise InvalidSetting(Problem("no", "The catalogue has no column brand.", "Leave it out."))

    monkeypatch.setattr("screens.parts.session.recommend", refuse)
    app = open_sample("shop", "recipes.py")
    assert [error.value for error in app.error] == [
        r"The catalogue has no column brand\. **Leave it out\.**"
    ]
    assert names(app) == STYLES
    assert app.button(key="bring_recipe")
