"""Figures of newcomers and new items: finding, band, and what they are held against."""

import json

import pytest

from recengine import charts
from recengine.evaluation import Comparison, Estimate
from recengine.evaluation.newcomers import Learning, Step, finding
from recengine.ranking.sharpening import finding as sharpening_finding
from recengine.ranking.sharpening import sharpen


@pytest.fixture
def measured():
    against = Comparison("ndcg@10", "0", "popularity", 0.1, 0.05, 0.15, 0.01, 0.01, "better")
    steps = tuple(
        Step(n, Estimate(0.3 + n / 10, 0.2 + n / 10, 0.4 + n / 10), against, n / 4)
        for n in range(3)
    )
    return Learning("<b>Plain</b>", 100, Estimate(0.2, 0.1, 0.3), steps)


def title(figure):
    return figure.layout.title.text.replace("<br>", " ")


def test_the_curve_has_a_point_an_answer_its_band_and_popularity_as_a_line(measured):
    figure = charts.learning_curve(measured)
    band, line = figure.data
    assert title(figure) == finding(measured)
    assert list(line.y) == [step.ndcg.mean for step in measured.steps]
    assert list(band.y) == pytest.approx([0.4, 0.5, 0.6, 0.4, 0.3, 0.2])
    assert figure.layout.shapes[0].y0 == 0.2
    assert "<b>" not in json.dumps(figure.to_plotly_json(), default=str)


def test_the_estimate_is_drawn_against_the_true_and_the_usual_rate():
    way = sharpen(100, true=0.4, usual=0.1)
    figure = charts.sharpening(way)
    band, line = figure.data
    assert title(figure) == sharpening_finding(way)
    assert {shape.y0 for shape in figure.layout.shapes} == {0.4, 0.1}
    assert list(line.x) == [step.impressions for step in way.steps]
    assert max(band.y) == max(step.appeal.high for step in way.steps)
