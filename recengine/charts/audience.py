"""Who likes an item: how many times as frequent each group is among them, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recengine.charts.figure import new_figure, text, whisker
from recengine.charts.palette import GROUP_COLOURS, REST_COLOUR
from recengine.evaluation.audience import Audience, Share

if TYPE_CHECKING:
    import plotly.graph_objects as go

#: So many groups fit a screen.
MOST_GROUPS = 10


def audience(found: Audience) -> go.Figure:
    """A dot with its interval for each group, the surest at the top; grey where chance explains."""
    shown = found.groups[:MOST_GROUPS][::-1]
    figure = new_figure(text(found.finding), height=150 + 34 * len(shown))
    for group in shown:
        sure = group.low > 1 or group.high < 1
        colour = GROUP_COLOURS[0] if sure else REST_COLOUR
        figure.add_scatter(
            x=[group.ratio],
            y=[text(f"{group.label}: {group.name}")],
            mode="markers",
            marker={"size": 11, "color": colour, "symbol": "circle" if sure else "circle-open"},
            error_x=whisker(group.ratio, group.low, group.high, colour),
            hovertemplate=_words(group),
        )
    figure.add_vline(x=1, line={"dash": "dot", "color": "#888888"})
    figure.update_xaxes(
        title="times as frequent",
        type="log",
        tickvals=[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50],
    )
    return figure


def _words(group: Share) -> str:
    return (
        f"%{{y}}: {100 * group.share:.3g} % against {100 * group.others:.3g} % of others, "
        f"{group.ratio:.3g} times ({group.low:.3g} to {group.high:.3g})<extra></extra>"
    )
