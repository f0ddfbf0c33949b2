"""Figures: each builds from real results, its title states its own number, names stay text."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from recengine import charts
from recengine.charts.figure import text
from recengine.charts.palette import MODEL_COLOURS, OTHER_COLOURS, SEQUENTIAL, colour_of
from recengine.data.figures import activity, key_figures, long_tail, sparsity_picture
from recengine.evaluation import (
    METRICS,
    Comparison,
    DatasetSummary,
    Estimate,
    ModelContender,
    Report,
    Result,
    evaluate,
)
from recengine.models import REGISTRY, create
from recengine.ranking import PRESETS, Recipe, RecipeContender
from tests import worlds

HOSTILE = '<a href="http://evil.example">*$Up$*</a>'


@pytest.fixture(scope="module")
def dataset():
    return worlds.busy()


@pytest.fixture(scope="module")
def report(dataset):
    models = [ModelContender(create(name)) for name in ("popularity", "item_knn", "ease")]
    recipes = [PRESETS["plain"].recipe, Recipe(name=HOSTILE, models={"content": 1.0})]
    contenders = [RecipeContender(recipes[0]), *models, RecipeContender(recipes[1])]
    return evaluate(dataset, contenders, k=5, metrics="ndcg,coverage,novelty,diversity,gini")


def title(figure):
    """The title as one line; it is broken so that it fits on a phone."""
    return figure.layout.title.text.replace("<br>", " ")


def words(figure):
    """Everything that is written in a figure, as the browser gets it."""
    return json.dumps(figure.to_plotly_json(), default=str)


def builders(dataset, report):
    yield charts.long_tail(long_tail(dataset))
    yield charts.activity(activity(dataset))
    yield charts.sparsity(sparsity_picture(dataset), key_figures(dataset).density)
    for metric in report.results[0].metrics:
        yield charts.leaderboard(report, metric)
    yield charts.trade_off(report, "diversity@5", "ndcg@5")


def test_every_figure_can_be_sent_and_says_in_words_what_it_shows(dataset, report):
    for figure in builders(dataset, report):
        assert json.loads(figure.to_json())["data"]
        assert len(title(figure)) > 10
        assert figure.layout.meta["description"] == title(figure)


def test_no_figure_holds_markup_from_a_name(dataset, report):
    assert "&lt;a href" in words(charts.leaderboard(report, "ndcg@5"))
    for figure in builders(dataset, report):
        assert "<a" not in words(figure)


def test_a_hostile_winner_is_named_as_text_in_the_title(report):
    place = next(n for n, result in enumerate(report.results) if result.label == HOSTILE)
    best = {key: replace(value, mean=9.0) for key, value in report.results[place].metrics.items()}
    results = list(report.results)
    results[place] = replace(results[place], metrics=best)
    figure = charts.leaderboard(replace(report, results=tuple(results)), "ndcg@5")
    assert title(figure).startswith(text(HOSTILE))
    assert "<a" not in title(figure)


def test_the_long_tails_title_states_what_the_top_tenth_receives(dataset):
    spread = long_tail(dataset)
    head = np.interp(0.1, spread.shares, spread.totals)
    assert title(charts.long_tail(spread)) == (
        f"A tenth of the catalogue receives {head:.0%} of all events"
    )
    assert head > 0.1


def test_the_title_of_activity_names_the_busiest_time(dataset):
    counts = activity(dataset)
    busiest = counts.groupby("when")["count"].sum().idxmax()
    assert str(busiest.year) in title(charts.activity(counts))
    assert f"{busiest:%B}" in title(charts.activity(counts))
    assert sum(sum(bar.y) for bar in charts.activity(counts).data) == counts["count"].sum()


def test_without_times_activity_says_so_and_what_to_do():
    figure = charts.activity(pd.DataFrame(columns=["when", "event", "count"]))
    assert "No times" in title(figure)
    assert "Map a column" in figure.layout.annotations[0].text


@pytest.mark.parametrize(
    ("density", "words"), [(0.5, "50.0%"), (0.0123, "1.2%"), (0.00012, "0.012%")]
)
def test_the_title_of_sparsity_states_the_share_of_met_pairs(density, words):
    assert title(charts.sparsity(np.zeros((2, 2)), density)).startswith(f"{words} of all person")


@pytest.mark.parametrize("metric", ["ndcg@5", "gini@5", "novelty@5"])
def test_the_leaderboards_title_names_the_best_and_dots_stand_where_the_means_are(report, metric):
    figure = charts.leaderboard(report, metric)
    means = {text(result.label): result.metrics[metric].mean for result in report.results}
    choose = max if METRICS[metric.split("@")[0]].higher_is_better else min
    best = choose(means, key=means.get)
    leader = next(result for result in report.results if text(result.label) == best)
    compared = [each for each in report.comparisons if each.metric == metric]
    if leader.model == report.baseline:
        sure = {each.verdict for each in compared} <= {"worse"}
    else:
        sure = {each.verdict for each in compared if each.model == leader.model} <= {"better"}
    assert title(figure).startswith(best)
    assert ("has the best" in title(figure)) == sure
    assert ("chance could explain it" in title(figure)) != sure
    assert {dot.y[0]: dot.x[0] for dot in figure.data} == means
    assert figure.data[-1].y[0] == best
    assert figure.layout.shapes[0].x0 == report.result(report.baseline).metrics[metric].mean


def test_intervals_reach_from_low_to_high(report):
    figure = charts.leaderboard(report, "ndcg@5")
    for dot in figure.data:
        result = next(r for r in report.results if text(r.label) == dot.y[0])
        estimate = result.metrics["ndcg@5"]
        assert dot.x[0] - dot.error_x.arrayminus[0] == pytest.approx(estimate.low)
        assert dot.x[0] + dot.error_x.array[0] == pytest.approx(estimate.high)


def test_a_metric_without_an_interval_still_has_its_dot(report):
    assert len(charts.leaderboard(report, "coverage@5").data) == len(report.results)


def test_the_trade_off_puts_every_contender_where_it_stands(report):
    figure = charts.trade_off(report, "diversity@5", "ndcg@5")
    dots = {dot.text[0]: dot for dot in figure.data}
    assert len(dots) == len(report.results)
    for result in report.results:
        dot = dots[text(result.label)]
        assert dot.x[0] == result.metrics["diversity@5"].mean
        assert dot.y[0] == result.metrics["ndcg@5"].mean


@pytest.mark.parametrize(
    ("across", "up", "corner"),
    [
        ("diversity@5", "ndcg@5", "top right"),
        ("gini@5", "ndcg@5", "top left"),
        ("novelty@5", "gini@5", "bottom right"),
        ("gini@5", "gini@5", "bottom left"),
    ],
)
def test_the_best_corner_follows_from_what_is_better(report, across, up, corner):
    assert title(charts.trade_off(report, across, up)).endswith(f"best is {corner}")


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        (("not distinguishable", "worse"), "Popularity leads in"),
        (("worse", "worse"), "Popularity has the best"),
    ],
)
def test_a_baseline_that_leads_is_best_only_if_all_others_are_surely_worse(verdicts, words):
    compared = [
        Comparison("ndcg@5", name, "popularity", -0.1, -0.2, 0.1, 0.5, 0.5, verdict)
        for name, verdict in zip(("ease", "als"), verdicts, strict=True)
    ]
    means = {"popularity": 0.3, "ease": 0.2, "als": 0.1}
    results = [
        Result(name, name.capitalize(), {"ndcg@5": Estimate(mean, mean - 0.1, mean + 0.1)}, 0, 0, 0)
        for name, mean in means.items()
    ]
    summary = DatasetSummary("world", "0", 9, 9, 99)
    led = Report("", summary, tuple(results), tuple(compared), "popularity", 0, ("a", "b"), {})
    assert title(charts.leaderboard(led, "ndcg@5")).startswith(words)


def test_every_model_has_a_colour_of_its_own():
    assert set(REGISTRY) <= set(MODEL_COLOURS)
    assert len(set(MODEL_COLOURS.values())) == len(MODEL_COLOURS)
    assert all(colour_of(name, place) == MODEL_COLOURS[name] for place, name in enumerate(REGISTRY))


def test_recipes_have_colours_that_no_model_of_a_comparison_has():
    models = {MODEL_COLOURS[name] for name in REGISTRY}
    assert not models & set(OTHER_COLOURS)
    assert len(set(OTHER_COLOURS)) == len(OTHER_COLOURS) >= len(PRESETS) + 1


@pytest.mark.parametrize("draw", ["leaderboard", "trade_off"])
def test_all_models_all_presets_and_an_own_recipe_are_told_apart_in_any_order(report, draw):
    presets = [f"recipe:{name}" for name in PRESETS]
    for names in ([*REGISTRY, *presets, "recipe:own"], ["recipe:own", *REGISTRY, *presets]):
        results = [replace(report.results[0], model=name, label=name) for name in names]
        many = replace(report, results=tuple(results), baseline=names[0])
        arguments = ("ndcg@5",) if draw == "leaderboard" else ("diversity@5", "ndcg@5")
        figure = getattr(charts, draw)(many, *arguments)
        assert len({dot.marker.color for dot in figure.data}) == len(names)


def luminance(colour):
    """Relative luminance of a colour, as in the guidelines for web accessibility."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def test_the_sequential_colours_darken_step_by_step():
    steps = [luminance(colour) for colour in SEQUENTIAL]
    assert steps == sorted(steps, reverse=True)


@pytest.mark.parametrize("hue", [*MODEL_COLOURS.values(), *OTHER_COLOURS])
def test_a_hue_stands_out_from_the_paper_in_both_themes(hue):
    for paper in ("#FBFAF7", "#151412"):
        light, dark = sorted([luminance(hue), luminance(paper)], reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 1.9


def test_nobody_calls_outside():
    assert charts.CONFIG["displaylogo"] is False
    assert "plotlyServerURL" not in charts.CONFIG
