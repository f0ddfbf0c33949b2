"""The heat map of groups: its finding, signs beside colours, hatches, and names as text."""

import json

import pytest

from recengine import charts
from recengine.charts.palette import DIVERGING
from recengine.evaluation.segment_finding import segment_finding
from tests.charts.test_figures import HOSTILE, luminance, words
from tests.evaluation.test_segment_finding import B, N, W, found

MIXED = {"ease": (W, N, B, B), "als": (B, B, N, B)}


def heat(figure):
    return next(trace for trace in figure.data if trace.type == "heatmap")


def signs(figure):
    """What stands in the cells, row by row from the top."""
    z = heat(figure).z
    texts = {(note.y, note.x): note.text for note in figure.layout.annotations}
    return [[texts.get((up, at), "") for at in range(len(z[up]))] for up in reversed(range(len(z)))]


def test_a_sure_cell_has_a_sign_and_every_cell_its_difference():
    figure = charts.segments(found(MIXED))
    assert figure.layout.title.text.replace("<br>", " ") == segment_finding(found(MIXED))
    assert figure.layout.meta["description"] == segment_finding(found(MIXED))
    assert signs(figure) == [
        ["▼ -0.200", "▲ +0.200"],
        ["+0.010", "▲ +0.200"],
        ["▲ +0.200", "+0.010"],
        ["▲ +0.200", "▲ +0.200"],
    ]
    assert heat(figure).zmin == -heat(figure).zmax == -0.2


def test_a_pointer_learns_figure_interval_people_and_verdict():
    short_ease = heat(charts.segments(found(MIXED))).customdata[-1][0]
    assert short_ease.split("<br>") == [
        "Ease, short",
        "NDCG@10 0.300 (95 % interval 0.200 to 0.400)",
        "0.200 less than Popularity (-0.300 to -0.100): worse",
        "40 people",
    ]


def test_a_hidden_group_is_hatched_and_has_no_cells():
    figure = charts.segments(found(MIXED, hidden=("middle",)))
    (bar,) = [trace for trace in figure.data if trace.type == "bar"]
    assert bar.marker.pattern.shape == "/"
    assert "too few people" in bar.hovertemplate
    assert figure.layout.yaxis.ticktext[bar.y[0]] == "middle"
    assert list(heat(figure).z[bar.y[0]]) == [None, None]
    assert signs(figure)[1] == ["", ""]


def test_where_nothing_can_be_told_all_is_hatched():
    figure = charts.segments(found(MIXED, hidden=("short", "middle", "long", "longest")))
    assert [trace.type for trace in figure.data] == ["bar"]
    assert json.loads(figure.to_json())["data"]


def test_with_many_approaches_only_the_signs_stand_in_the_cells():
    many = {f"model{number}": (W, N, B, B) for number in range(6)}
    assert signs(charts.segments(found(many))) == [["▼"] * 6, [""] * 6, ["▲"] * 6, ["▲"] * 6]


def test_names_stay_text():
    hostile = found({HOSTILE: (W, N, B, B)})
    hostile.labels[HOSTILE] = HOSTILE
    assert "<a" not in words(charts.segments(hostile))


@pytest.mark.parametrize("colour", DIVERGING)
def test_the_words_in_a_cell_read_on_every_colour(colour):
    (ink,) = {note.font.color for note in charts.segments(found(MIXED)).layout.annotations}
    assert (luminance(colour) + 0.05) / (luminance(ink) + 0.05) > 4.5
