"""Recipe: every choice survives JSON and a link, and every wrong one is refused in a sentence."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.errors import InvalidSetting
from recengine.models import REGISTRY
from recengine.ranking import Exploration, Recipe, Rules, parse_recipe
from recengine.ranking.recipe import LINK_LIMIT
from tests.ranking.kitchen import recipes


@given(recipes())
def test_any_recipe_comes_back_from_json_as_it_was(recipe):
    assert parse_recipe(recipe.to_json()) == recipe


@given(recipes())
def test_any_recipe_comes_back_from_a_link_as_it_was(recipe):
    link = recipe.to_link()
    assert len(link) <= LINK_LIMIT
    assert Recipe.from_link(link) == recipe


def test_a_link_needs_no_escaping():
    link = Recipe(name="Ümläüt & ? # %", diversity=0.3).to_link()
    assert set(link) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_the_json_of_a_recipe_names_only_what_differs_from_the_defaults():
    assert Recipe().to_json() == "{}"
    recipe = Recipe(exploration=Exploration(rate=0.1), k=5)
    assert json.loads(recipe.to_json()) == {"exploration": {"rate": 0.1}, "k": 5}


@given(st.text(max_size=200))
def test_a_link_that_nobody_wrote_is_refused(text):
    with pytest.raises(InvalidSetting, match="The settings in this link cannot be read"):
        Recipe.from_link(text)


def test_a_link_cut_off_anywhere_is_refused():
    link = Recipe(name="Long enough", models={"ease": 1.0}).to_link()
    for end in range(0, len(link) - 8, 3):
        with pytest.raises(InvalidSetting, match="cannot be read"):
            Recipe.from_link(link[:end])


def packed(text: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        b"[1]",
        b'{"diversity":2}',
        b'{"unknown":1}',
        b"\xff\xfe",
        b'{"name":"' + b"a" * 50_000_000 + b'"}',  # small in the link, 50 MB unpacked
        b" " * 20_000 + b"{}",
    ],
    ids=["no object", "out of range", "unknown field", "no text", "bomb", "late"],
)
def test_a_well_packed_link_with_something_else_in_it_is_refused(text):
    with pytest.raises(InvalidSetting, match="cannot be read"):
        Recipe.from_link(packed(text))


def test_a_link_beyond_the_limit_is_refused_unread():
    with pytest.raises(InvalidSetting, match="cannot be read"):
        Recipe.from_link(Recipe().to_link() + "A" * LINK_LIMIT)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"diversity": 1.1}, "recipe's diversity: Input should be less than or equal to 1"),
        ({"freshness": -0.1}, "recipe's freshness: Input should be greater than or equal to 0"),
        ({"half_life_days": 0}, "recipe's half_life_days: Input should be greater than"),
        ({"freshness_half_life_days": 0}, "recipe's freshness_half_life_days: Input should be gre"),
        ({"k": 0}, "recipe's k: Input should be greater than or equal to 1"),
        ({"k": 101}, "recipe's k: Input should be less than or equal to 100"),
        ({"k": 2.5}, "recipe's k: Input should be a valid integer"),
        ({"name": "n" * 61}, "recipe's name: String should have at most 60 characters"),
        ({"models": {"oracle": 1}}, "recipe's models: no model is called 'oracle'; there are pop"),
        ({"models": {"ease": 1.5}}, r"recipe's models\.ease: Input should be less than"),
        ({"models": ["ease"]}, "recipe's models: Input should be an? (valid dictionary|object)"),
        ({"events": {"teleport": 1}}, "recipe's events: no event is called 'teleport'; there are"),
        ({"events": {"view": -2}}, r"recipe's events\.view: Input should be greater than"),
        ({"exploration": {"rate": 0.5}}, r"recipe's exploration\.rate: Input should be less than"),
        ({"exploration": {"seed": -1}}, r"recipe's exploration\.seed: Input should be greater"),
        ({"exploration": {"strategy": "x"}}, r"recipe's exploration\.strategy: Input should be"),
        ({"rules": {"hide": "all"}}, r"recipe's rules\.hide: Input should be 'seen', 'consumed'"),
        ({"divresity": 0.1}, "recipe's divresity: there is no such field; there are name, "),
        ({"rules": {"show": 1}}, r"recipe's rules\.show: there is no such field; there are hide,"),
    ],
    ids=str,
)
def test_a_wrong_field_is_named_with_what_is_wrong(wrong, says):
    with pytest.raises(InvalidSetting, match=says):
        parse_recipe(wrong)
    with pytest.raises(InvalidSetting, match=says):
        parse_recipe(json.dumps(wrong))
    with pytest.raises(InvalidSetting, match=says):
        Recipe().changed(**wrong)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize(
    "field",
    [
        '"diversity":%s',
        '"freshness":%s',
        '"half_life_days":%s',
        '"freshness_half_life_days":%s',
        '"models":{"ease":%s}',
        '"events":{"view":%s}',
        '"exploration":{"rate":%s}',
        '"diversity":"%s"',
    ],
)
def test_what_is_not_a_finite_number_is_refused_everywhere(field, number):
    text = "{" + field % number + "}"
    with pytest.raises(InvalidSetting, match="The recipe's"):
        parse_recipe(text)
    with pytest.raises(InvalidSetting, match="The recipe's"):
        parse_recipe(json.loads(text))


@pytest.mark.parametrize("text", ["", "{", "nonsense", "3", "null"])
def test_text_that_is_no_recipe_is_refused(text):
    with pytest.raises(InvalidSetting, match="The recipe's text"):
        parse_recipe(text)


@pytest.mark.parametrize("part", [Recipe, Exploration, Rules])
def test_every_field_says_what_it_does(part):
    for name, field in part.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


@given(recipes())
def test_the_weights_that_count_add_up_to_one_and_none_is_nought(recipe):
    assert sum(recipe.weights.values()) == pytest.approx(1.0)
    assert all(weight >= 0 for weight in recipe.weights.values())
    assert set(recipe.weights) <= set(REGISTRY)


def test_a_recipe_that_weighs_nothing_falls_back_to_popularity():
    assert Recipe(models={}).weights == {"popularity": 1.0}
    assert Recipe(models={"ease": 0.0}).weights == {"popularity": 1.0}


def test_a_recipe_can_be_cut_to_the_models_there_are():
    recipe = Recipe(models={"ease": 0.5, "als": 0.25, "content": 0.25}, diversity=0.2)
    assert recipe.only(["als", "content"]) == recipe.changed(models={"als": 0.25, "content": 0.25})


def test_changing_one_choice_keeps_the_others_and_the_original():
    recipe = Recipe(name="Mine", diversity=0.4)
    changed = recipe.changed(k=3)
    assert (changed.name, changed.diversity, changed.k) == ("Mine", 0.4, 3)
    assert recipe.k == 10


def test_a_recipe_cannot_be_changed_in_place():
    with pytest.raises(ValueError, match="frozen"):
        Recipe().k = 3


def test_two_recipes_never_share_their_defaults():
    first, second = Recipe(), Recipe()
    first.models["ease"] = 0.0
    assert second.models["ease"] == Recipe().models["ease"] == 0.4
