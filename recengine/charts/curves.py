"""A metric against the length of the list, with its interval as a band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import isotonic_regression

from recengine.arrays import Floats
from recengine.charts.figure import new_figure, text
from recengine.charts.palette import colours_of
from recengine.evaluation.curves import Curve

if TYPE_CHECKING:
    import plotly.graph_objects as go

#: How much of the height keeps two labels apart, and how many characters of a label are shown.
_APART, _WIDTH = 0.07, 16


def by_length(found: Curve) -> go.Figure:
    """A line for each approach, named at its end."""
    names = list(found.values)
    hues = dict(zip(names, colours_of(names), strict=True))
    figure = new_figure(_finding(found), height=420)
    for name in names:
        estimates = found.values[name]
        _band(figure, found, name, hues[name])
        figure.add_scatter(
            x=list(found.ks),
            y=[each.mean for each in estimates],
            mode="lines+markers",
            line={"color": hues[name], "width": 2.5},
            marker={"size": 7},
            customdata=[[each.low, each.high] for each in estimates],
            hovertemplate=f"{text(found.labels[name])}, first %{{x}}: %{{y:.3g}}"
            + (
                " (95 % %{customdata[0]:.3g} to %{customdata[1]:.3g})<extra></extra>"
                if found.metric.per_person and found.several
                else "<extra></extra>"
            ),
        )
    _labels(figure, found, hues)
    figure.update_xaxes(
        title="places of the list", type="log", tickvals=list(found.ks), showgrid=False
    )
    figure.update_yaxes(title=found.metric.label, rangemode="tozero")
    return figure


def _finding(found: Curve) -> str:
    """Whether the order of approaches depends on the length of the list."""
    sign = 1 if found.metric.higher_is_better else -1
    best = [
        max(found.values, key=lambda name: sign * found.values[name][place].mean)
        for place in range(len(found.ks))
    ]
    label = text(found.labels[best[-1]])
    if len(set(best)) == 1 and len(found.ks) > 1:
        return f"{label} has the best mean {found.metric.label} at every length of the list"
    place = next(at for at in range(len(best)) if set(best[at:]) == {best[-1]})
    if place == 0:
        return f"{label} has the best mean {found.metric.label}@{found.ks[0]}"
    before = text(found.labels[best[place - 1]])
    return (
        f"{before} has the best mean {found.metric.label}@{found.ks[place - 1]}, "
        f"{label} from {found.metric.label}@{found.ks[place]} on"
    )


def _band(figure: go.Figure, found: Curve, name: str, hue: str) -> None:
    """The interval at every length."""
    if not found.metric.per_person:
        return
    ks, estimates = list(found.ks), found.values[name]
    red, green, blue = (int(hue[at : at + 2], 16) for at in (1, 3, 5))
    figure.add_scatter(
        x=[*ks, *reversed(ks)],
        y=[*(each.high for each in estimates), *(each.low for each in reversed(estimates))],
        mode="lines",
        fill="toself",
        fillcolor=f"rgba({red}, {green}, {blue}, 0.15)",
        line={"width": 0},
        hoverinfo="skip",
    )


def _labels(figure: go.Figure, found: Curve, hues: dict[str, str]) -> None:
    """Names at the ends of the lines, moved apart where they would touch."""
    ends = {name: values[-1].mean for name, values in found.values.items()}
    top = max(each.high for values in found.values.values() for each in values) or 1.0
    places = spread(np.array(list(ends.values())) / top, _APART) * top
    for (name, hue), place in zip(hues.items(), places, strict=True):
        label = found.labels[name]
        short = label if len(label) <= _WIDTH else label[: _WIDTH - 1].rstrip() + "…"
        figure.add_annotation(
            x=1.01,
            xref="paper",
            xanchor="left",
            y=float(place),
            text=text(short),
            showarrow=False,
            font={"color": hue, "size": 13},
        )
    longest = max(min(len(label), _WIDTH) for label in found.labels.values())
    figure.update_layout(margin={"r": 20 + 7 * longest})


def spread(values: Floats, apart: float) -> Floats:
    """Values in the same order, moved as little as possible so that none are closer than ``apart``.

    What is left after each has stepped down by its place need only not fall, and the closest such
    sequence is the isotonic regression.

    >>> spread(np.array([0.9, 0.1, 0.12]), 0.1).round(2)
    array([0.9 , 0.06, 0.16])
    """
    order = np.argsort(values, kind="stable")
    steps = apart * np.arange(len(values))
    out = np.empty(len(values))
    out[order] = isotonic_regression(values[order] - steps).x + steps
    return out
