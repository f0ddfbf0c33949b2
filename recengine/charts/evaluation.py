"""Figures of a comparison: who is better and is it sure, and what accuracy costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recengine.charts.figure import SIDES, line_at, new_figure, text, whisker
from recengine.charts.palette import colours_of
from recengine.evaluation import METRICS, Report, Result

if TYPE_CHECKING:
    import plotly.graph_objects as go


def metric_label(key: str) -> str:
    """How people call ``ndcg@10``.

    >>> metric_label("recall@5")
    'Recall@5'
    """
    name, _, k = key.partition("@")
    return f"{METRICS[name].label}@{k}" if k else METRICS[name].label


def _more_is_better(key: str) -> bool:
    return METRICS[key.partition("@")[0]].higher_is_better


def leaderboard(report: Report, metric: str) -> go.Figure:
    """A dot with its interval for each contender, best at the top, the baseline as a line."""
    ordered = sorted(
        (result for result in report.results if metric in result.metrics),
        key=lambda result: result.metrics[metric].mean,
        reverse=not _more_is_better(metric),
    )
    best = ordered[-1]
    figure = new_figure(_leader(report, best, metric), height=130 + 46 * len(ordered))
    hues = _hues(report)
    for result in ordered:
        estimate = result.metrics[metric]
        low = estimate.low if estimate.low is not None else estimate.mean
        high = estimate.high if estimate.high is not None else estimate.mean
        within = f" (95 % interval {low:.3g} to {high:.3g})" if report.has_interval(metric) else ""
        colour = hues[result.model]
        figure.add_scatter(
            x=[estimate.mean],
            y=[text(result.label)],
            mode="markers",
            marker={"size": 12, "color": colour},
            error_x=whisker(estimate.mean, low, high, colour),
            hovertemplate=f"%{{y}}: %{{x:.3g}}{within}<extra></extra>",
        )
    baseline = report.result(report.baseline)
    if metric in baseline.metrics:
        line_at(figure, baseline.metrics[metric].mean, text(baseline.label))
    figure.update_xaxes(title=metric_label(metric), rangemode="tozero")
    return figure


def _leader(report: Report, best: Result, metric: str) -> str:
    """Who leads, and whether chance could explain it."""
    compared = [each for each in report.comparisons if each.metric == metric]
    if best.model == report.baseline:
        sure = all(each.verdict == "worse" for each in compared)
    else:
        sure = all(each.verdict == "better" for each in compared if each.model == best.model)
    if sure:
        return f"{text(best.label)} has the best {metric_label(metric)}"
    return f"{text(best.label)} leads in {metric_label(metric)}, but chance could explain it"


def trade_off(report: Report, across: str, up: str) -> go.Figure:
    """Each contender by two metrics, such as diversity against accuracy."""
    corner = f"{'top' if _more_is_better(up) else 'bottom'} " + (
        "right" if _more_is_better(across) else "left"
    )
    title = f"What {metric_label(up)} costs in {metric_label(across)}: best is {corner}"
    figure = new_figure(title, height=400)
    hues = _hues(report)
    both = [each for each in report.results if {across, up} <= set(each.metrics)]
    for place, result in enumerate(sorted(both, key=lambda each: each.metrics[across].mean)):
        figure.add_scatter(
            x=[result.metrics[across].mean],
            y=[result.metrics[up].mean],
            mode="markers+text",
            text=[text(result.label)],
            textposition=SIDES[place % len(SIDES)],
            marker={"size": 14, "color": hues[result.model]},
            hovertemplate=f"{text(result.label)}: %{{x:.3g}}, %{{y:.3g}}<extra></extra>",
        )
    values = [each.metrics[across].mean for each in both] or [0.0]
    room = 0.25 * (max(values) - min(values)) or 0.1 * max(abs(values[0]), 1.0)
    figure.update_xaxes(title=metric_label(across), range=[min(values) - room, max(values) + room])
    figure.update_yaxes(title=metric_label(up), rangemode="tozero")
    return figure


def _hues(report: Report) -> dict[str, str]:
    names = [result.model for result in report.results]
    return dict(zip(names, colours_of(names), strict=True))
