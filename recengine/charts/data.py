"""Figures of a data set: long tail, activity, sparsity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from recengine.arrays import Array
from recengine.charts.figure import new_figure
from recengine.charts.palette import OTHER_COLOURS, SEQUENTIAL
from recengine.data.events import EVENT_TYPES
from recengine.data.figures import Spread, Steps

if TYPE_CHECKING:
    import plotly.graph_objects as go

_ACCENT = "#0f766e"


def long_tail(spread: Spread) -> go.Figure:
    """Share of events against share of the catalogue, most popular first."""
    head = float(np.interp(0.1, spread.shares, spread.totals))
    figure = new_figure(f"A tenth of the catalogue receives {head:.0%} of all events")
    figure.add_scatter(
        x=spread.shares,
        y=spread.totals,
        mode="lines",
        fill="tozeroy",
        line={"color": _ACCENT, "width": 2.5},
        hovertemplate="%{x:.0%} of the titles: %{y:.0%} of events<extra></extra>",
    )
    figure.add_scatter(
        x=[0, 1], y=[0, 1], mode="lines", line={"color": "#999999", "dash": "dot"}, hoverinfo="skip"
    )
    figure.add_annotation(
        x=0.97, y=0.3, xanchor="right", text="dotted: if all were equally popular", showarrow=False
    )
    figure.update_xaxes(title="share of titles, most popular first", tickformat=".0%")
    figure.update_yaxes(title="share of events", tickformat=".0%", range=[0, 1.02])
    return figure


def activity(counts: pd.DataFrame) -> go.Figure:
    """Events over time, one area a kind."""
    if counts.empty:
        return _without_times("No times in this data, so no activity over time")
    totals = counts.groupby("when")["count"].sum()
    busiest = pd.Timestamp(totals.idxmax())
    figure = new_figure(f"Busiest around {busiest.day} {busiest:%B %Y}")
    order = counts.groupby("event")["count"].sum().sort_values(ascending=False).index
    for place, event in enumerate(order):
        own = counts[counts["event"] == event]
        figure.add_bar(
            x=own["when"],
            y=own["count"],
            name=EVENT_TYPES[event].verb,
            marker={"color": (_ACCENT, *OTHER_COLOURS)[place % (len(OTHER_COLOURS) + 1)]},
        )
    figure.update_layout(
        barmode="stack",
        legend_traceorder="normal",
        showlegend=True,
        bargap=0.08,
        legend={"orientation": "h", "y": -0.16},
    )
    figure.update_yaxes(title="events")
    return figure


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def by_hour(picture: Array) -> go.Figure:
    """Events by weekday and hour."""
    if not picture.any():
        return _without_times("No times in this data, so no hours")
    day, hour = np.unravel_index(int(picture.argmax()), picture.shape)
    busiest = "All at midnight: these are days without hours"
    if picture[:, 1:].any():
        busiest = f"Busiest on {_DAYS[day]}s, {hour}:00 to {(hour + 1) % 24}:00"
    figure = new_figure(busiest)
    figure.add_heatmap(
        z=picture,
        x=list(range(24)),
        y=_DAYS,
        colorscale=_scale(),
        showscale=False,
        hovertemplate="%{y}, %{x}:00: %{z:,} events<extra></extra>",
    )
    figure.update_xaxes(title="hour of the day", dtick=3)
    figure.update_yaxes(autorange="reversed")
    return figure


def lengths(steps: Steps, what: str, title: str) -> go.Figure:
    """People or items by how many events they have."""
    figure = new_figure(title)
    figure.add_bar(
        x=steps.labels,
        y=steps.counts,
        marker={"color": _ACCENT},
        hovertemplate=f"%{{x}} events: %{{y:,}} {what}<extra></extra>",
    )
    figure.update_xaxes(title="events", type="category")
    figure.update_yaxes(title=what)
    return figure


def _without_times(finding: str) -> go.Figure:
    figure = new_figure(finding)
    figure.add_annotation(text="Map a column as When to see it.", showarrow=False)
    return figure


def _scale() -> list[tuple[float, str]]:
    return [(step / (len(SEQUENTIAL) - 1), hue) for step, hue in enumerate(SEQUENTIAL)]


def sparsity(picture: Array, density: float) -> go.Figure:
    """Share of met pairs, busiest people and most popular titles at the top left."""
    percent = f"{density:.1%}" if density >= 0.001 else f"{density:.3%}"
    figure = new_figure(f"{percent} of all person and title pairs were ever met")
    figure.add_heatmap(
        z=np.sqrt(picture),
        customdata=picture,
        colorscale=_scale(),
        showscale=False,
        hovertemplate="%{customdata:.1%} of these pairs were met<extra></extra>",
    )
    figure.update_xaxes(title="titles, most popular first", showticklabels=False)
    figure.update_yaxes(title="people, busiest first", showticklabels=False, autorange="reversed")
    return figure
