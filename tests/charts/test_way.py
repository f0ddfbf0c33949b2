"""Figures of one list: every title has its line, terms add up, and titles state what was found."""

import pytest

from recengine import charts
from recengine.models.content import Shared
from recengine.ranking import Engine, Recipe
from recengine.ranking.counterfactual import Counterfactual
from tests import worlds


@pytest.fixture(scope="module")
def engine():
    return Engine.fit(worlds.busy(), ["ease", "item_knn", "content"])


def found(engine, recipe=None, **options):
    recipe = recipe or Recipe(models={"ease": 0.5, "content": 0.5}, freshness=0.8, k=6)
    return engine.recommend(engine.history("u003"), recipe, **options)


def test_every_title_has_a_line_that_ends_at_its_place(engine):
    shown = found(engine)
    figure = charts.bump(shown, shown.items[2].item)
    assert len(figure.data) == len(shown)
    assert [trace.y[-1] for trace in figure.data] == [1, 2, 3, 4, 5, 6]
    widths = [trace.line.width for trace in figure.data]
    assert widths.index(max(widths)) == 2
    assert ", 3rd in the list" in figure.layout.meta["description"]
    assert "moved most, from" in charts.bump(shown).layout.meta["description"]


def test_a_stage_that_moved_nothing_is_left_out(engine):
    stages = charts.bump(found(engine)).data[0].x
    assert "Diversity" not in stages
    assert "Freshness" in stages


def test_a_title_that_was_met_ends_at_hiding(engine):
    met = int(engine.history("u003").items[0])
    shown = found(engine, also=[met])
    assert [item.item for item in shown.others] == [met]
    line = charts.bump(shown, met).data[-1]
    assert line.y[-1] is None
    assert line.customdata[-1] == "left out"


def test_an_empty_list_is_an_empty_figure(engine):
    shown = found(engine, hidden=list(range(30)))
    assert len(shown) == 0
    assert len(charts.bump(shown).data) == 0


def test_terms_of_the_waterfall_add_up_to_the_score(engine):
    for item in found(engine).items:
        trace = charts.waterfall(item).data[0]
        assert sum(trace.x) == pytest.approx(item.score, abs=1e-6)
        assert trace.measure[-1] == "total"


def test_the_largest_fall_is_the_title(engine):
    item = found(engine).items[0]
    each = [Counterfactual("a", "Alba <b>", 1, 9), Counterfactual("b", "Brio", 1, 1)]
    figure = charts.without(item, each)
    assert "without Alba &lt;b&gt;, from 1st to 9th" in figure.layout.meta["description"]
    assert {tuple(trace.x) for trace in figure.data} == {(1, 9), (1, 1)}


def test_attributes_are_bars_and_the_title_names_the_largest(engine):
    item = found(engine).items[0]
    terms = [Shared("Genres: crime <i>", 0.3), Shared("Genres: drama", -0.1)]
    figure = charts.attributes(item, terms)
    assert list(figure.data[0].x) == [-0.1, 0.3]
    assert "“crime &lt;i&gt;” adds most" in figure.layout.meta["description"]
    assert "all 2 together 0.2" in figure.layout.xaxis.title.text
