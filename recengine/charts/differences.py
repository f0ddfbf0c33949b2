"""How far each approach is from the baseline, and for how many people it is better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recengine.charts.evaluation import metric_label
from recengine.charts.figure import line_at, new_figure, text, whisker
from recengine.charts.palette import colours_of
from recengine.evaluation import Report
from recengine.evaluation.claims import better_and_worse
from recengine.evaluation.groups.words import listed
from recengine.evaluation.significance.comparison import Comparison

if TYPE_CHECKING:
    import plotly.graph_objects as go


def differences(report: Report, metric: str) -> go.Figure:
    """A dot with its interval for each approach, filled where it is sure; zero is the baseline."""
    compared = [each for each in report.comparisons if each.metric == metric]
    compared.sort(key=lambda each: each.difference)
    base = text(report.result(report.baseline).label)
    figure = new_figure(_finding(report, compared, metric), height=140 + 46 * len(compared))
    names = [result.model for result in report.results]
    hues = dict(zip(names, colours_of(names), strict=True))
    for each in compared:
        sure = each.verdict != "not distinguishable"
        figure.add_scatter(
            x=[each.difference],
            y=[text(report.result(each.model).label)],
            mode="markers",
            marker={
                "size": 12,
                "color": hues[each.model],
                "symbol": "circle" if sure else "circle-open",
                "line": {"width": 2},
            },
            error_x=whisker(each.difference, each.low, each.high, hues[each.model]),
            hovertemplate=_words(each),
        )
    line_at(figure, 0, base)
    figure.update_xaxes(title=f"difference in {metric_label(metric)}, 95 % interval")
    return figure


def _finding(report: Report, compared: list[Comparison], metric: str) -> str:
    base = text(report.result(report.baseline).label)
    name = metric_label(metric)
    for verdict, one, many in (("better", "beats", "beat"), ("worse", "loses to", "lose to")):
        labels = [
            text(report.result(each.model).label)
            for each in reversed(compared)
            if each.verdict == verdict
        ]
        if labels:
            return f"{listed(labels)} {one if len(labels) == 1 else many} {base} in {name}"
    return f"Nothing can be told apart from {base} in {name}"


def _words(each: Comparison) -> str:
    """The difference, its interval, and how many people are better and worse off."""
    interval = f" ({each.low:+.3g} to {each.high:+.3g})" if each.people > 1 else ""
    better, worse = better_and_worse(each)
    return (
        f"%{{y}}: %{{x:+.3g}}{interval}, {each.verdict}<br>"
        f"of {each.people:,} people better for {better}, worse for {worse}<extra></extra>"
    )
