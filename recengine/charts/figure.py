"""What every figure shares: a title that states the finding, escaped text, no calls outside."""

from __future__ import annotations

import html
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

#: For whoever shows a figure: a download of the picture, no logo, no editing.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}

#: Where labels stand, in turns from left to right, so that neighbours do not cover each other.
SIDES = ("bottom center", "top center", "bottom right", "top right")

#: Pixels of a line of text.
_LINE = 20
#: Characters of a title that fit on a phone.
_TITLE_WIDTH = 40


def text(words: str) -> str:
    """Words from a file for a label, shown exactly as they are.

    >>> text("<b>Up</b>")
    '&lt;b&gt;Up&lt;/b&gt;'
    """
    return html.escape(words, quote=False)


def new_figure(finding: str, *, height: int = 340) -> go.Figure:
    """An empty figure under a title that states what it shows."""
    import plotly.graph_objects as go  # noqa: PLC0415  slow to import

    figure = go.Figure()
    lines = textwrap.wrap(finding, _TITLE_WIDTH, break_long_words=False)
    figure.update_layout(
        title={"text": "<br>".join(lines), "x": 0, "xanchor": "left", "font": {"size": 15}},
        height=height,
        margin={"l": 10, "r": 10, "t": 36 + _LINE * len(lines), "b": 10},
        hoverlabel={"namelength": -1},
        showlegend=False,
        meta={"description": finding},
    )
    figure.update_xaxes(automargin=True)
    figure.update_yaxes(automargin=True)
    return figure


def line_at(figure: go.Figure, x: float, label: str) -> None:
    """A dotted line across a figure with its name above, and room for that below the title."""
    figure.add_vline(
        x=x,
        line={"dash": "dot", "color": "#888888"},
        annotation={"text": label, "yanchor": "bottom"},
    )
    figure.update_layout(margin_t=figure.layout.margin.t + _LINE)


def whisker(value: float, low: float, high: float, colour: str) -> dict[str, Any]:
    """The interval of a dot, for ``error_x`` or ``error_y``.

    >>> drawn = whisker(2.0, 1.5, 3.0, "#888888")
    >>> drawn["array"], drawn["arrayminus"]
    ([1.0], [0.5])
    """
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - value],
        "arrayminus": [value - low],
        "color": colour,
        "thickness": 2.5,
        "width": 6,
    }
