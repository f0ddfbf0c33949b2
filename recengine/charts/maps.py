"""The map of a catalogue: a dot an item, near where one model finds them alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from recengine.arrays import Array
from recengine.charts.figure import new_figure, text
from recengine.charts.palette import CHOSEN_COLOUR, GROUP_COLOURS, REST_COLOUR
from recengine.data.dataset import Dataset
from recengine.models.item_map import ItemMap

if TYPE_CHECKING:
    import plotly.graph_objects as go

_OTHER = "other"
_NONE = "no category"
#: Diameters in pixels of the least and the most popular dot.
_SMALLEST, _LARGEST = 5.0, 19.0
#: A label that reads in both themes.
_LABEL = {"bgcolor": "rgba(29,27,24,0.88)", "font": {"color": "#ffffff", "size": 13}}


def item_map(
    dataset: Dataset,
    found: ItemMap,
    label: str,
    chosen: int | None = None,
    near: Sequence[int] = (),
) -> go.Figure:
    """A dot an item; the chosen one is named and ringed, and so are those ``near`` it.

    Parameters
    ----------
    found : where the items lie.
    label : of the model that finds them alike.
    chosen : an item code, which need not be on the map.
    near : codes of the items most like it.
    """
    figure = new_figure(_finding(found, label), height=560)
    shown, others = _shown(found.groups)
    places = np.array([shown.index(group) if group in shown else -1 for group in found.groups])
    sizes = _sizes(found.events)
    titles = [text(str(dataset.titles[code])) for code in found.codes]
    for place in [*range(len(shown)), -1]:
        own = np.flatnonzero(places == place)
        if not len(own):
            continue
        name = text(shown[place]) if place >= 0 else others
        figure.add_scatter(
            x=found.xy[own, 0],
            y=found.xy[own, 1],
            mode="markers",
            name=name,
            text=[f"{titles[row]}<br>{name} · {found.events[row]:,} events" for row in own],
            customdata=found.codes[own].tolist(),
            marker={
                "size": sizes[own],
                "color": GROUP_COLOURS[place] if place >= 0 else REST_COLOUR,
                "opacity": 0.75,
                "line": {"width": 0.5, "color": "rgba(255,255,255,0.7)"},
            },
            # A selection is shown by rings, which also follow whoever chooses by keyboard.
            selected={"marker": {"opacity": 0.75}},
            unselected={"marker": {"opacity": 0.75}},
            hovertemplate="%{text}<extra></extra>",
        )
    _ring(figure, found, near, sizes, width=1.5)
    if chosen is not None:
        _ring(figure, found, [chosen], sizes, width=4.0)
        for row in np.flatnonzero(found.codes == chosen):
            figure.add_annotation(
                x=found.xy[row, 0],
                y=found.xy[row, 1],
                text=titles[row],
                showarrow=True,
                ax=0,
                ay=-30,
                arrowcolor=CHOSEN_COLOUR,
                borderpad=4,
                **_LABEL,
            )
    hidden = {"showgrid": False, "zeroline": False, "showticklabels": False, "title": ""}
    figure.update_xaxes(**hidden)
    figure.update_yaxes(**hidden)
    figure.update_layout(
        dragmode=False,  # so that a finger scrolls past; the tool bar has zoom and pan
        showlegend=len(shown) > 0,
        legend={"orientation": "h", "y": -0.02, "yanchor": "top", "itemsizing": "constant"},
        hoverdistance=30,
    )
    return figure


def _finding(found: ItemMap, label: str) -> str:
    """How much neighbours on the map have in common."""
    same, by_chance = found.agreement
    if by_chance <= 0 or len(set(found.groups) - {""}) < 2:
        return f"{len(found):,} titles as {text(label)} finds them alike: near means alike"
    times = same / by_chance
    if times < 1.2:
        return f"{text(label)}: neighbours share a category no more often than by chance"
    return (
        f"{text(label)}: neighbours share their first category in {same:.0%} of pairs, "
        f"by chance in {by_chance:.0%}"
    )


def _shown(groups: Sequence[str]) -> tuple[list[str], str]:
    """Groups with a hue of their own, largest first, and what all else is called."""
    counts = Counter(group for group in groups if group)
    shown = [name for name, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]
    others = _OTHER if len(counts) > len(GROUP_COLOURS) else _NONE
    return shown[: len(GROUP_COLOURS)], others


def _sizes(events: Array) -> Array:
    """Diameters, so that areas grow with popularity."""
    share = np.sqrt(events / max(events.max(initial=0), 1))
    sizes: Array = _SMALLEST + (_LARGEST - _SMALLEST) * share
    return sizes


def _ring(
    figure: go.Figure, found: ItemMap, items: Sequence[int], sizes: Array, *, width: float
) -> None:
    """A ring around some items, those that are on the map."""
    rows = np.flatnonzero(np.isin(found.codes, list(items)))
    figure.add_scatter(
        x=found.xy[rows, 0],
        y=found.xy[rows, 1],
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": sizes[rows] + 8,
            "color": CHOSEN_COLOUR,
            "line": {"width": width},
        },
        hoverinfo="skip",
        showlegend=False,
    )
