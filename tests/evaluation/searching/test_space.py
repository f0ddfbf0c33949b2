"""The space: what is searched can be had, and what is not searched stays."""

from __future__ import annotations

import pytest

from recengine.evaluation.searching import SEARCHED
from recengine.evaluation.searching.space import choices_of, distributions, recipe_of
from recengine.ranking import PRESETS, Exploration, Recipe, Rules
from tests import worlds

MEMBERS = ("ease", "als", "content", "item_knn", "markov", "trending", "popularity")


@pytest.fixture(scope="module")
def space():
    return distributions(worlds.busy(), MEMBERS, Recipe())


def test_both_ends_of_what_is_searched_are_possible_recipes(space):
    for field, reach in space.items():
        ends = getattr(reach, "choices", None) or (reach.low, reach.high)
        for end in ends:
            recipe_of({field: end}, Recipe(), "End")


def test_every_choice_is_a_field_of_recipes_and_says_why():
    for each in SEARCHED:
        assert each.field in Recipe.model_fields
        assert each.why.endswith(".")
        assert bool(each.options) != bool(each.most)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_in_reach_exactly(space, name):
    own = PRESETS[name].recipe
    start = Recipe(rules=own.rules, exploration=own.exploration)
    again = recipe_of(choices_of(own, space), start, own.name)
    assert again.weights == pytest.approx(own.weights)
    assert again.changed(models=own.models) == own


def test_what_is_not_searched_stays_as_in_the_start(space):
    start = Recipe(
        rules=Rules(hide="consumed"), exploration=Exploration(rate=0.1), diversity_by="dpp", k=20
    )
    made = recipe_of(choices_of(Recipe(diversity=0.5), space), start, "Found")
    assert (made.rules, made.exploration, made.k) == (start.rules, start.exploration, 20)
    assert (made.diversity, made.diversity_by) == (0.5, "dpp")


def test_the_starts_own_half_life_is_in_reach():
    start = Recipe(half_life_days=45.0)
    space = distributions(worlds.busy(), MEMBERS, start)
    assert 45.0 in space["half_life_days"].choices
    assert choices_of(start, space)["half_life_days"] == 45.0


def test_a_half_life_out_of_reach_becomes_the_nearest(space):
    assert choices_of(Recipe(half_life_days=200.0), space)["half_life_days"] == 180.0


def test_without_times_nothing_is_searched_that_needs_them():
    plain = worlds.dataset([("a", "x"), ("a", "y"), ("b", "x")])
    fields = distributions(plain, ("ease",), Recipe())
    assert set(fields) == {"models.ease", "popularity_discount", "diversity"}
