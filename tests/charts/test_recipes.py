"""Recipes side by side: every cell says what the recipe holds, and marks what differs."""

import numpy as np
import pytest
from hypothesis import given

from recengine.charts import overlap
from recengine.charts.palette import MODEL_COLOURS
from recengine.charts.recipes import Column, preset_columns, side_by_side, under_own_name
from recengine.ranking import PRESETS, Recipe
from recengine.ranking.fields import recipe_fields
from tests.ranking.kitchen import recipes


def rows(table):
    return {row["path"]: row for stage in table["stages"] for row in stage["rows"]}


def test_a_cell_differs_where_the_recipe_does_and_a_preset_says_why():
    table = rows(side_by_side(preset_columns(), everything=True))
    fields = {each.path: each for each in recipe_fields()}
    assert set(table) == set(fields) - {"name"}
    for path, row in table.items():
        assert row["help"] == fields[path].help
        for cell, each in zip(row["cells"], PRESETS.values(), strict=True):
            differs = fields[path].of(each.recipe) != fields[path].of(Recipe())
            assert cell["differs"] == differs
            assert bool(cell["why"]) == differs
            assert cell["words"] == fields[path].words(each.recipe)


def test_only_what_differs_is_there_unless_everything_is_wanted():
    table = rows(side_by_side(preset_columns()))
    assert table
    assert all(row["differs"] for row in table.values())
    assert "popularity_discount" not in table
    own = Column(Recipe(popularity_discount=0.2))
    assert "popularity_discount" in rows(side_by_side([*preset_columns(), own]))


@given(recipes())
def test_bars_are_the_shares_of_the_weights_in_the_colours_of_the_app(recipe):
    bars = rows(side_by_side([Column(recipe)], everything=True))["models"]["cells"][0]["bars"]
    assert sum(bar["share"] for bar in bars) == pytest.approx(1.0)
    assert sorted(bar["colour"] for bar in bars) == sorted(
        MODEL_COLOURS[name] for name in recipe.weights
    )
    shares = [bar["share"] for bar in bars]
    assert shares == sorted(shares, reverse=True)


def test_a_second_recipe_of_a_name_gets_a_number_even_where_the_name_is_long():
    long = Recipe(name="x" * 60)
    second = under_own_name(long, {long.name})
    assert second.name == "x" * 50 + " 2"
    assert second.changed(name=long.name) == long


def test_the_matrix_shows_every_number_once_under_a_title_that_states_the_finding():
    shared = np.array([[10, 3], [3, 9]])
    figure = overlap(["<b>Plain</b>", "Own"], shared)
    assert (
        figure.layout.title.text.replace("<br>", " ")
        == "Any two of these lists share 3 of 10 titles"
    )
    assert sorted(int(note.text) for note in figure.layout.annotations) == [3, 3, 9, 10]
    assert figure.layout.xaxis.ticktext == ("&lt;b&gt;Plain&lt;/b&gt;", "Own")
    assert figure.layout.yaxis.ticktext == ("Own", "&lt;b&gt;Plain&lt;/b&gt;")
    assert figure.data[0].z[1].tolist() == [10, 3]
    assert figure.layout.meta["description"]


def test_a_long_name_is_cut_in_the_matrix():
    figure = overlap(["A name of many letters, one after the other"], np.array([[3]]))
    assert figure.layout.xaxis.ticktext == ("A name of many lett…",)
