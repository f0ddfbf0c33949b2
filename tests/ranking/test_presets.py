"""Presets: recipes that work on any world."""

import pytest

from recengine.errors import InvalidSetting
from recengine.models import REGISTRY
from recengine.ranking import PRESETS, Recipe, parse_recipe, preset
from recengine.ranking.fields import recipe_fields
from tests.ranking.kitchen import PEOPLE, engine


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_a_valid_recipe_of_registered_models_that_add_up(name):
    recipe = preset(name)
    assert parse_recipe(recipe.to_json()) == recipe
    assert set(recipe.models) <= set(REGISTRY)
    assert sum(recipe.models.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_says_why_and_has_a_name_of_its_own(name):
    assert PRESETS[name].why.endswith(".")
    names = [each.recipe.name for each in PRESETS.values()]
    assert names.count(preset(name).name) == 1
    assert preset(name).name != Recipe().name


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_gives_everybody_a_full_list(name):
    for person in PEOPLE:
        found = engine().recommend(engine().history(person), preset(name), person=person)
        assert len(found) == preset(name).k


def test_presets_give_lists_of_their_own():
    lists = {
        engine().recommend(engine().history("u003"), preset(name), person="u003").item_ids
        for name in PRESETS
    }
    assert len(lists) == len(PRESETS)


def test_an_unknown_preset_is_refused_with_those_there_are():
    with pytest.raises(InvalidSetting, match=r"no recipe called 'hulu'\. Choose among plain"):
        preset("hulu")


@pytest.mark.parametrize("name", PRESETS)
def test_every_choice_of_a_preset_has_its_reason_and_nothing_else_has(name):
    plain = preset("plain")
    chosen = {
        each.path
        for each in recipe_fields()
        if each.path != "name" and each.of(preset(name)) != each.of(plain)
    }
    assert set(PRESETS[name].choices) == chosen
    assert all(why.endswith(".") for why in PRESETS[name].choices.values())


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "plain"])
def test_a_style_names_what_it_imitates(name):
    assert PRESETS[name].sources
    for source in PRESETS[name].sources:
        assert source.says.endswith(".")
        assert str(source.year) in source.citation
        assert source.title in source.citation
