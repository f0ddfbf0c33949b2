"""The map of a catalogue: its title states what neighbours share; names and titles stay text."""

import json

import numpy as np
import pytest

from recengine import charts
from recengine.charts.palette import GROUP_COLOURS, REST_COLOUR
from recengine.models import create
from recengine.models.item_map import ItemMap, item_map
from tests import worlds
from tests.charts.test_figures import HOSTILE, title, words


@pytest.fixture(scope="module")
def dataset():
    return worlds.camps()


@pytest.fixture(scope="module")
def found(dataset):
    return item_map(create("content").fit(dataset), dataset)


def strewn(dataset, groups):
    n = len(groups)
    xy = np.random.default_rng(0).normal(size=(n, 2))
    return ItemMap(np.arange(n), xy, np.arange(n)[::-1], tuple(groups))


def many(n):
    return worlds.dataset([("ann", f"i{code:03}") for code in range(n)])


def dots(figure):
    return [trace for trace in figure.data if trace.customdata is not None]


def test_a_dot_an_item_with_its_title_code_and_events(dataset, found):
    figure = charts.item_map(dataset, found, "Content")
    shown = {}
    for trace in dots(figure):
        shown.update(zip(trace.customdata, trace.text, strict=True))
    assert shown == {
        code: f"{dataset.titles[code]}<br>{group} · {events} events"
        for code, group, events in zip(found.codes, found.groups, found.events, strict=True)
    }
    assert json.loads(figure.to_json())["data"]


def test_the_title_states_how_often_neighbours_share_a_category(dataset, found):
    same, by_chance = found.agreement
    figure = charts.item_map(dataset, found, "Content")
    assert title(figure) == (
        f"Content: neighbours share their first category in {same:.0%} of pairs, "
        f"by chance in {by_chance:.0%}"
    )
    assert figure.layout.meta["description"] == title(figure)


def test_a_map_that_categories_do_not_explain_says_so():
    dataset = many(400)
    figure = charts.item_map(dataset, strewn(dataset, ["a", "b"] * 200), "EASE")
    assert "no more often than by chance" in title(figure)


def test_without_categories_all_dots_are_alike_and_there_is_no_legend():
    dataset = many(30)
    figure = charts.item_map(dataset, strewn(dataset, [""] * 30), "EASE")
    assert "near means alike" in title(figure)
    assert [trace.marker.color for trace in dots(figure)] == [REST_COLOUR]
    assert not figure.layout.showlegend


def test_at_most_seven_groups_have_a_hue_and_the_largest_come_first():
    dataset = many(78)
    groups = [f"g{n:02}" for n in range(12) for _ in range(12 - n)]
    figure = charts.item_map(dataset, strewn(dataset, groups), "EASE")
    names = [trace.name for trace in dots(figure)]
    assert names == [f"g{n:02}" for n in range(len(GROUP_COLOURS))] + ["other"]
    assert len({trace.marker.color for trace in dots(figure)}) == len(names)


def test_what_is_popular_is_larger(dataset, found):
    figure = charts.item_map(dataset, found, "Content")
    times = dict(zip(found.codes, found.events, strict=True))
    pairs = [
        (times[code], size)
        for trace in dots(figure)
        for code, size in zip(trace.customdata, trace.marker.size, strict=True)
    ]
    events, sizes = zip(*sorted(pairs), strict=True)
    assert list(sizes) == sorted(sizes)
    assert events[0] < events[-1]


def test_the_chosen_item_is_named_and_ringed_and_so_are_those_near_it(dataset, found):
    figure = charts.item_map(dataset, found, "Content", chosen=4, near=[5, 6])
    near, chosen = figure.data[-2:]
    row = found.codes.tolist().index(4)
    assert (chosen.x[0], chosen.y[0]) == tuple(found.xy[row])
    assert len(near.x) == 2
    assert [note.text for note in figure.layout.annotations] == [dataset.titles[4]]


def test_an_item_that_is_not_on_the_map_is_not_named():
    dataset = many(30)
    figure = charts.item_map(dataset, strewn(dataset, [""] * 20), "EASE", chosen=29)
    assert not figure.layout.annotations
    assert len(figure.data[-1].x) == 0


def test_titles_and_categories_are_text():
    catalogue = worlds.camps_catalogue().assign(title=HOSTILE, genres=HOSTILE)
    hostile = worlds.dataset([("ann", "c1"), ("ann", "d1")], catalogue)
    found = strewn(hostile, [HOSTILE] * 6 + ["b"] * 6)
    figure = charts.item_map(hostile, found, HOSTILE, chosen=0, near=[1])
    assert "&lt;a href" in words(figure)
    assert "<a" not in words(figure)
