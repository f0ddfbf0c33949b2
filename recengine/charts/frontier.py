"""Figure of a search: accuracy up, the other wish across, and the front that nothing beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recengine.charts.figure import new_figure, text
from recengine.charts.palette import CHOSEN_COLOUR, REST_COLOUR
from recengine.evaluation.searching import RecipeTrial, Search, label, percent

if TYPE_CHECKING:
    import plotly.graph_objects as go

_FRONT_COLOUR = "#0072B2"
_MARK_COLOUR = "#7A5195"
#: Where a label stands beside its mark, in turns, so that neighbours do not cover each other.
_SIDES = ("top center", "bottom center", "middle right", "middle left")


def frontier(search: Search, chosen: int | None = None) -> go.Figure:
    """Every trial as a dot, the front as a line, start and presets by name, the chosen one ringed.

    The number of its trial stands in the ``customdata`` of every dot.
    """
    figure = new_figure(front_finding(search), height=440)
    front = search.front
    others = [
        number
        for number, each in enumerate(search.trials)
        if number not in front and each.origin in ("search", "alone", "learned")
    ]
    _dots(figure, search, others, {"size": 7, "color": REST_COLOUR, "opacity": 0.55})
    marker = {"size": 11, "color": _FRONT_COLOUR}
    _dots(figure, search, front, marker, mode="lines+markers")
    marks = [n for n, each in enumerate(search.trials) if each.origin in ("start", "preset")]
    for place, number in enumerate(marks):
        _named(figure, search, number, _SIDES[place % len(_SIDES)])
    if chosen is not None:
        _ringed(figure, search, chosen)
    figure.update_xaxes(title=f"{label(search.goal)}: more is to the right")
    figure.update_yaxes(title=label(search.accuracy))
    figure.update_layout(clickmode="event+select", hovermode="closest")
    return figure


def front_finding(search: Search) -> str:
    """What the front says, in a sentence."""
    front = search.front
    goal, accuracy = label(search.goal).lower(), label(search.accuracy)
    if len(front) < 2:
        return f"One recipe is ahead of all others in {accuracy} and in {goal}"
    (low, best), (high, least) = search.points[[front[0], front[-1]]]
    if low <= 0 or best <= 0:
        return f"{len(front)} recipes that nothing beats in both {accuracy} and {goal}"
    return (
        f"From end to end of the front: {percent(high / low - 1)} more {goal} for "
        f"{percent(1 - least / best)} less {accuracy}"
    )


def _dots(
    figure: go.Figure,
    search: Search,
    numbers: list[int] | tuple[int, ...],
    marker: dict[str, object],
    mode: str = "markers",
) -> None:
    points = search.points[list(numbers)]
    figure.add_scatter(
        x=points[:, 0],
        y=points[:, 1],
        mode=mode,
        marker=marker,
        line={"color": _FRONT_COLOUR, "width": 1.5},
        customdata=list(numbers),
        text=[text(search.trials[number].recipe.name) for number in numbers],
        hovertemplate="%{text}: %{x:.3g}, %{y:.3g}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": marker.get("opacity", 1)}},
    )


def _named(figure: go.Figure, search: Search, number: int, side: str) -> None:
    """A recipe that people know, by its name."""
    own = search.trials[number]
    name = f"{own.recipe.name} (start)" if own.origin == "start" else own.recipe.name
    (x, y) = search.points[number]
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers+text",
        marker={"size": 11, "symbol": "diamond", "color": _MARK_COLOUR},
        text=[text(name)],
        textposition=side,
        customdata=[number],
        hovertemplate="%{text}: %{x:.3g}, %{y:.3g}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
    )


def _ringed(figure: go.Figure, search: Search, number: int) -> None:
    """The chosen one, with the interval of its accuracy."""
    own: RecipeTrial = search.trials[number]
    accuracy = own.figures[search.accuracy]
    figure.add_scatter(
        x=[own.figures[search.goal].mean],
        y=[accuracy.mean],
        mode="markers",
        marker={
            "size": 18,
            "symbol": "circle-open",
            "color": CHOSEN_COLOUR,
            "line": {"width": 3},
        },
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [accuracy.high - accuracy.mean],
            "arrayminus": [accuracy.mean - accuracy.low],
            "color": CHOSEN_COLOUR,
            "thickness": 2,
        },
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )
