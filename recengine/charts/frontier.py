"""Figure of a search: accuracy up, the other wish across, and the front that nothing beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recengine.arrays import Floats
from recengine.charts.figure import SIDES, new_figure, text, whisker
from recengine.charts.palette import CHOSEN_COLOUR, REST_COLOUR
from recengine.evaluation.searching import RecipeTrial, Search, bargain, label

if TYPE_CHECKING:
    import plotly.graph_objects as go

_FRONT_COLOUR = "#0072B2"
_MARK_COLOUR = "#7A5195"
#: Room around what the picture is about, as a share of it.
_ROOM = 0.2


def frontier(search: Search, chosen: int | None = None) -> go.Figure:
    """Every trial as a dot, the front as a line, start and presets by name, the chosen one ringed.

    The number of its trial stands in the ``customdata`` of every dot. The picture is of the front
    and of what has a name; what is far worse lies outside.
    """
    figure = new_figure(text(bargain(search)), height=440)
    front = search.front
    others = [
        number
        for number, each in enumerate(search.trials)
        if number not in front and each.origin in ("search", "alone", "learned")
    ]
    _dots(figure, search, others, {"size": 7, "color": REST_COLOUR, "opacity": 0.55})
    marker = {"size": 11, "color": _FRONT_COLOUR}
    _dots(figure, search, front, marker, mode="lines+markers")
    points = search.points
    marks = [n for n, each in enumerate(search.trials) if each.origin in ("start", "preset")]
    for place, number in enumerate(sorted(marks, key=lambda n: points[n, 0])):
        _named(figure, search, number, SIDES[place % len(SIDES)])
    if chosen is not None:
        _ringed(figure, search, chosen)
    looked_at = [*front, *marks, *([] if chosen is None else [chosen])]
    figure.update_xaxes(
        title=f"{label(search.goal)}: more is to the right", range=_around(points[looked_at, 0])
    )
    figure.update_yaxes(title=label(search.accuracy), range=_around(points[looked_at, 1]))
    figure.update_layout(clickmode="event+select", hovermode="closest")
    return figure


def _around(values: Floats) -> tuple[float, float]:
    """The ends of an axis."""
    low, high = float(values.min()), float(values.max())
    room = _ROOM * (high - low) or 0.1 * abs(high) or 0.1
    return low - room, high + room


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
    short = own.recipe.name.removeprefix("Like ").removesuffix(" style")
    x, y = search.points[number]
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers+text",
        marker={"size": 11, "symbol": "diamond", "color": _MARK_COLOUR},
        text=["start" if own.origin == "start" else text(short)],
        textposition=side,
        customdata=[number],
        hovertemplate=f"{text(own.recipe.name)}: %{{x:.3g}}, %{{y:.3g}}<extra></extra>",
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
        error_y=whisker(accuracy.mean, accuracy.low, accuracy.high, CHOSEN_COLOUR),
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )
