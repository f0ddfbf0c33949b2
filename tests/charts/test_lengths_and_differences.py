"""Metric against length, and difference to the baseline: values, intervals, findings, names."""

from dataclasses import replace

import numpy as np
import pytest

from recengine import charts
from recengine.charts.curves import spread
from recengine.data.splits import leave_last_out
from recengine.evaluation import METRICS, Estimate
from recengine.evaluation.claims import better_and_worse
from recengine.evaluation.curves import Curve
from tests import worlds
from tests.charts.test_figures import HOSTILE, title, words
from tests.evaluation.lists_by_hand import at_random, report_with


def curve(metric="ndcg", **means):
    return Curve(
        metric=METRICS[metric],
        ks=(1, 2, 5),
        labels={name: name.title() for name in means},
        values={
            name: tuple(Estimate(mean, mean - 0.1, mean + 0.1) for mean in row)
            for name, row in means.items()
        },
    )


@pytest.mark.parametrize(
    ("found", "finding"),
    [
        (
            curve(a=(0.3, 0.4, 0.5), b=(0.2, 0.3, 0.4)),
            "A has the best mean NDCG at every length of the list",
        ),
        (
            curve(a=(0.3, 0.4, 0.4), b=(0.2, 0.5, 0.6)),
            "A has the best mean NDCG@1, B from NDCG@2 on",
        ),
        (
            curve("gini", a=(0.3, 0.4, 0.5), b=(0.2, 0.3, 0.4)),
            "B has the best mean Gini at every length of the list",
        ),
    ],
)
def test_the_title_says_whether_the_length_of_the_list_matters(found, finding):
    assert title(charts.by_length(found)) == finding


def test_each_approach_has_a_line_a_band_and_its_name_at_the_end():
    figure = charts.by_length(curve(a=(0.3, 0.4, 0.5), b=(0.2, 0.3, 0.4)))
    band, line = figure.data[:2]
    assert list(line.x) == [1, 2, 5]
    assert list(line.y) == [0.3, 0.4, 0.5]
    assert list(band.y) == pytest.approx([0.4, 0.5, 0.6, 0.4, 0.3, 0.2])
    assert [note.text for note in figure.layout.annotations] == ["A", "B"]


def test_a_count_of_lists_has_no_band():
    assert len(charts.by_length(curve("coverage", a=(0.3, 0.4, 0.5))).data) == 1


def test_names_that_would_touch_are_moved_apart_in_their_order():
    values = np.array([0.5, 0.51, 0.1, 0.505])
    moved = spread(values, 0.1)
    assert np.diff(np.sort(moved)).min() >= 0.1 - 1e-12
    assert (np.argsort(moved) == np.argsort(values)).all()
    assert moved[2] == 0.1
    assert moved[[0, 1, 3]].mean() == pytest.approx(values[[0, 1, 3]].mean())


@pytest.fixture(scope="module")
def report():
    world = worlds.busy()
    split = leave_last_out(world)
    made = report_with(world, [split], at_random(split, ("base", "one", "two")))
    compared = list(made.comparisons)
    compared[0] = replace(compared[0], verdict="worse")
    return replace(made, comparisons=tuple(compared))


def test_each_difference_has_its_dot_interval_and_people(report):
    figure = charts.differences(report, "recall@3")
    for dot in figure.data:
        result = next(each for each in report.results if each.label == dot.y[0])
        compared = report.comparison(result.model, "recall@3")
        assert dot.x[0] == compared.difference
        assert dot.x[0] - dot.error_x.arrayminus[0] == pytest.approx(compared.low)
        assert dot.x[0] + dot.error_x.array[0] == pytest.approx(compared.high)
        sure = compared.verdict != "not distinguishable"
        assert dot.marker.symbol == ("circle" if sure else "circle-open")
        better, worse = better_and_worse(compared)
        said = f"of {compared.people} people better for {better}, worse for {worse}"
        assert said in dot.hovertemplate


def test_a_pointer_tells_the_numbers_of_the_table_though_rounding_makes_a_difference(report):
    (compared,) = [each for each in report.comparisons if each.metric == "recall@3"][:1]
    many = replace(compared, people=900, wins=48, losses=130)
    values = {
        name: {"recall@3": np.full(900, 0.1 + (name != "base") * 1e-17)}
        for name in report.per_person
    }
    figure = charts.differences(replace(report, comparisons=(many,), per_person=values), "recall@3")
    assert "of 900 people better for 48, worse for 130" in figure.data[0].hovertemplate


def test_where_nothing_is_sure_the_title_says_so(report):
    even = [replace(each, verdict="not distinguishable") for each in report.comparisons]
    figure = charts.differences(replace(report, comparisons=tuple(even)), "recall@3")
    assert title(figure) == "Nothing can be told apart from Popularity, base in Recall@3"


def test_names_stay_text(report):
    results = tuple(replace(each, label=HOSTILE) for each in report.results)
    hostile = replace(curve(a=(0.3, 0.4, 0.5)), labels={"a": HOSTILE})
    for figure in (
        charts.differences(replace(report, results=results), "recall@3"),
        charts.by_length(hostile),
    ):
        assert "<a" not in words(figure)
