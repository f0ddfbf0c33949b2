"""The figure of a search: every trial, the front as a line, names as text, the choice ringed."""

from __future__ import annotations

import json

import pytest

from recengine import charts
from recengine.evaluation import Estimate
from recengine.evaluation.searching import RecipeTrial, Search, bargain
from recengine.ranking import Recipe

POINTS = [(0.5, 0.2), (0.6, 0.3), (0.7, 0.1), (0.4, 0.15), (0.45, 0.05)]
ORIGINS = ["start", "search", "preset", "alone", "search"]


@pytest.fixture
def search():
    trials = tuple(
        RecipeTrial(
            Recipe(name=f"<b>{n}</b>"),
            origin,
            {},
            {"ndcg@10": Estimate(up, up - 0.01, up + 0.03), "novelty": Estimate(across, 0, 1)},
            {},
            0.1,
        )
        for n, ((across, up), origin) in enumerate(zip(POINTS, ORIGINS, strict=True))
    )
    start = trials[0].recipe
    return Search("f", "leave_last_out", "ndcg@10", "novelty", 0, 9, ("ease",), start, trials)


def test_every_trial_can_be_clicked_by_its_number(search):
    figure = charts.frontier(search, 1)
    numbers = [n for trace in figure.data for n in trace.customdata or ()]
    assert set(numbers) == set(range(len(POINTS)))
    for trace in (trace for trace in figure.data if trace.customdata):
        for number, x, y in zip(trace.customdata, trace.x, trace.y, strict=True):
            assert (x, y) == POINTS[number]


def test_the_front_is_joined_and_nothing_else(search):
    line = next(trace for trace in charts.frontier(search).data if trace.mode == "lines+markers")
    assert list(line.customdata) == list(search.front) == [1, 2]


def test_the_chosen_one_is_ringed_with_its_interval(search):
    ring = charts.frontier(search, 1).data[-1]
    assert ring.marker.symbol == "circle-open"
    assert (ring.x[0], ring.y[0]) == POINTS[1]
    assert ring.error_y.array[0] == pytest.approx(0.03)
    assert ring.error_y.arrayminus[0] == pytest.approx(0.01)


def test_names_are_text_and_the_title_says_what_was_found(search):
    figure = charts.frontier(search)
    assert "<b>" not in json.dumps([trace.text for trace in figure.data if trace.text])
    assert figure.layout.title.text.replace("<br>", " ") == bargain(search)


def test_the_picture_holds_the_front_and_what_has_a_name(search):
    figure = charts.frontier(search)
    for number in (*search.front, 0):
        x, y = POINTS[number]
        assert figure.layout.xaxis.range[0] < x < figure.layout.xaxis.range[1]
        assert figure.layout.yaxis.range[0] < y < figure.layout.yaxis.range[1]
    assert POINTS[4][1] < figure.layout.yaxis.range[0]


def test_a_single_trial_has_a_picture_too(search):
    one = Search(*list(vars(search).values())[:-2], search.trials[:1])
    low, high = charts.frontier(one, 0).layout.yaxis.range
    assert low < POINTS[0][1] < high
