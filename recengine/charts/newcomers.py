"""Figures of newcomers and new items: what is learned with each answer, and each impression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recengine.charts.figure import new_figure
from recengine.charts.palette import CHOSEN_COLOUR, MODEL_COLOURS
from recengine.evaluation.newcomers import K, Learning, finding
from recengine.ranking.sharpening import Sharpening
from recengine.ranking.sharpening import finding as sharpening_finding

if TYPE_CHECKING:
    import plotly.graph_objects as go

_ACCENT = "#0f766e"
_BAND = "rgba(15, 118, 110, 0.18)"


def learning_curve(measured: Learning) -> go.Figure:
    """NDCG after each answer with its interval, popularity as a dotted line."""
    figure = new_figure(finding(measured), height=400)
    answers = [step.answers for step in measured.steps]
    _band(
        figure,
        answers,
        [step.ndcg.low for step in measured.steps],
        [step.ndcg.high for step in measured.steps],
    )
    figure.add_scatter(
        x=answers,
        y=[step.ndcg.mean for step in measured.steps],
        mode="lines+markers",
        line={"color": _ACCENT, "width": 2.5},
        marker={"size": 9},
        customdata=[[step.ndcg.low, step.ndcg.high] for step in measured.steps],
        hovertemplate=(
            "%{x} answers: %{y:.3f} (95 % %{customdata[0]:.3f} to %{customdata[1]:.3f})"
            "<extra></extra>"
        ),
    )
    figure.add_hline(
        y=measured.popularity.mean,
        line={"dash": "dot", "color": MODEL_COLOURS["popularity"], "width": 2},
        annotation={"text": "popularity, the same for everybody", "yanchor": "top"},
        annotation_position="bottom right",
    )
    figure.update_xaxes(title="questions answered", dtick=1)
    figure.update_yaxes(title=f"NDCG@{K}, 95 % interval", rangemode="tozero")
    return figure


def sharpening(way: Sharpening) -> go.Figure:
    """The estimate with its interval over impressions, the true and the usual rate as lines."""
    figure = new_figure(sharpening_finding(way), height=400)
    shown = [step.impressions for step in way.steps]
    appeals = [step.appeal for step in way.steps]
    _band(figure, shown, [each.low for each in appeals], [each.high for each in appeals])
    figure.add_scatter(
        x=shown,
        y=[each.mean for each in appeals],
        mode="lines",
        line={"color": _ACCENT, "width": 2.5},
        customdata=[[step.appeal.low, step.appeal.high, step.clicks] for step in way.steps],
        hovertemplate=(
            "%{x} impressions, %{customdata[2]} clicks: %{y:.1%} "
            "(95 % %{customdata[0]:.1%} to %{customdata[1]:.1%})<extra></extra>"
        ),
    )
    for value, words, colour, dash in (
        (way.true, "true", CHOSEN_COLOUR, "solid"),
        (way.usual, "usual", MODEL_COLOURS["popularity"], "dot"),
    ):
        figure.add_hline(
            y=value,
            line={"dash": dash, "color": colour, "width": 2},
            annotation={"text": words, "yanchor": "bottom"},
            annotation_position="top right" if words == "true" else "bottom right",
        )
    figure.update_xaxes(title="impressions", rangemode="tozero")
    figure.update_yaxes(title="clicks an impression", tickformat=".0%")
    return figure


def _band(figure: go.Figure, x: list[int], low: list[float], high: list[float]) -> None:
    """The area between two lines."""
    figure.add_scatter(
        x=[*x, *reversed(x)],
        y=[*high, *reversed(low)],
        mode="lines",
        fill="toself",
        fillcolor=_BAND,
        line={"width": 0},
        hoverinfo="skip",
    )
