"""The picture of an audience: its finding, its intervals, and group names as text."""

from dataclasses import replace

import pytest

from recengine.charts import audience as drawn
from recengine.charts.audience import MOST_GROUPS
from recengine.charts.palette import REST_COLOUR
from recengine.evaluation.audience import Audience, Share

BIG = Share("Plan", "big", -1, 45, 0.75, 0.25, 3.0, 2.0, 4.5)
NORTH = Share("Region", "<b>north</b>", -1, 31, 0.5, 0.5, 1.0, 0.7, 1.4)


def dots(figure):
    return [trace for trace in figure.data if trace.type == "scatter"]


def test_each_group_has_a_dot_with_its_interval_the_surest_at_the_top():
    figure = drawn(Audience(60, (BIG, NORTH), (), 2))
    assert [trace.y[0] for trace in dots(figure)] == [
        "Region: &lt;b&gt;north&lt;/b&gt;",
        "Plan: big",
    ]
    big = dots(figure)[-1]
    assert big.x[0] == 3.0
    assert big.error_x.array[0] == pytest.approx(1.5)
    assert big.error_x.arrayminus[0] == pytest.approx(1.0)


def test_what_chance_explains_is_hollow_and_grey_and_not_told_by_colour_alone():
    north, big = dots(drawn(Audience(60, (BIG, NORTH), (), 2)))
    assert (north.marker.color, north.marker.symbol) == (REST_COLOUR, "circle-open")
    assert big.marker.color != REST_COLOUR
    assert big.marker.symbol == "circle"


def test_the_title_is_the_finding():
    title = drawn(Audience(60, (BIG, NORTH), (), 2)).layout.title.text.replace("<br>", " ")
    assert title.startswith("“Plan: big” is 3 times as frequent among those who like it")


def test_only_so_many_groups_are_drawn():
    many = tuple(replace(BIG, name=f"group {number}") for number in range(MOST_GROUPS + 5))
    figure = drawn(Audience(60, many, (), 1))
    assert len(dots(figure)) == MOST_GROUPS
    assert dots(figure)[-1].y[0] == "Plan: group 0"
