"""Where approaches win and lose: groups by approaches, coloured by the difference to the baseline.

A cell that is sure has a sign, up or down; a group that holds too few people is hatched and says so
to a pointer. With many approaches only the signs stand in the cells.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from recengine.charts.figure import new_figure, text
from recengine.charts.palette import DIVERGING, REST_COLOUR
from recengine.evaluation.comparison import Comparison
from recengine.evaluation.phrases import Phrases
from recengine.evaluation.segment_finding import segment_finding
from recengine.evaluation.segments import Group, Segments

if TYPE_CHECKING:
    import plotly.graph_objects as go

#: Up to so many approaches have their numbers in the cells on a phone.
_NUMBERED = 4
#: Characters of a line beside and above the cells.
_BESIDE, _ABOVE = 17, 11
_SIGNS = {"better": "▲", "worse": "▼", "not distinguishable": ""}


def segments(found: Segments) -> go.Figure:
    """A cell for each group and approach but the baseline; blue is better, orange worse."""
    models = list(found.differences)
    groups = found.groups[::-1]
    figure = new_figure(text(segment_finding(found)), height=200 + 40 * len(groups))
    if found.told and models:
        _cells(figure, found, models, groups)
    _hatched(figure, groups, len(models))
    figure.update_layout(title={"yref": "container", "y": 1, "yanchor": "top", "pad": {"t": 20}})
    labels = [_wrapped(found.labels[model], _ABOVE) for model in models]
    figure.update_xaxes(
        tickvals=list(range(len(models))),
        ticktext=labels,
        tickangle=0 if len(models) <= _NUMBERED else -60,
        side="bottom",
        range=[-0.5, len(models) - 0.5],
        showgrid=False,
        zeroline=False,
    )
    figure.update_yaxes(
        tickvals=list(range(len(groups))),
        ticktext=[_wrapped(group.label, _BESIDE) for group in groups],
        range=[-0.5, len(groups) - 0.5],
        showgrid=False,
        zeroline=False,
    )
    return figure


def _cells(
    figure: go.Figure, found: Segments, models: list[str], groups: tuple[Group, ...]
) -> None:
    rows = [[found.differences[model].get(group.label) for model in models] for group in groups]
    far = max(abs(cell.difference) for row in rows for cell in row if cell) or 1.0
    lower = not found.metric.metric.higher_is_better
    colours = DIVERGING[::-1] if lower else DIVERGING
    phrases = Phrases.of(found.metric, far / 10)
    figure.add_heatmap(
        z=[[cell.difference if cell else None for cell in row] for row in rows],
        x=list(range(len(models))),
        y=list(range(len(groups))),
        zmin=-far,
        zmax=far,
        colorscale=[[place / 4, colour] for place, colour in enumerate(colours)],
        showscale=False,
        hoverongaps=False,
        xgap=3,
        ygap=3,
        customdata=[
            [_words(found, group, cell, phrases) if cell else "" for cell in row]
            for group, row in zip(groups, rows, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for up, row in enumerate(rows):
        for across, cell in enumerate(row):
            if cell:
                figure.add_annotation(
                    x=across,
                    y=up,
                    text=_short(cell, phrases, numbered=len(models) <= _NUMBERED),
                    showarrow=False,
                    font={"size": 13, "color": "#111111"},
                )


def _short(cell: Comparison, phrases: Phrases, *, numbered: bool) -> str:
    """What stands in a cell."""
    sign = _SIGNS[cell.verdict]
    if not numbered:
        return sign
    number = phrases.number(cell.difference)
    plus = "+" if cell.difference > 0 else ""
    return f"{sign} {plus}{number}".strip()


def _words(found: Segments, group: Group, cell: Comparison, phrases: Phrases) -> str:
    """What a cell says to a pointer."""
    value = found.figures[cell.model][group.label]
    per = " of 100" if phrases.scale > 1 else ""
    detail = f" ({group.detail})" if group.detail else ""
    choices = f", {group.choices:,} choices" if found.dimension.of == "choices" else ""
    figure = f"{found.metric.label} {phrases.number(value.mean)}{per}"
    within = phrases.between(value.low, value.high)
    more = phrases.more(cell.difference, found.labels[found.baseline])
    more_within = f"{phrases.number(cell.low)} to {phrases.number(cell.high)}"
    lines = (
        f"{found.labels[cell.model]}, {group.label}{detail}",
        f"{figure} ({within})",
        f"{more} ({more_within}): {cell.verdict}",
        f"{group.people:,} people{choices}",
    )
    return "<br>".join(text(line) for line in lines)


def _hatched(figure: go.Figure, groups: tuple[Group, ...], width: int) -> None:
    """Bars with hatches over the rows of which nothing is told."""
    rows = [place for place, group in enumerate(groups) if not group.told]
    if not rows:
        return
    bars: dict[str, Any] = {"color": "rgba(0, 0, 0, 0)", "line": {"width": 1, "color": REST_COLOUR}}
    figure.add_bar(
        orientation="h",
        x=[width] * len(rows),
        y=rows,
        base=[-0.5] * len(rows),
        width=0.92,
        marker={**bars, "pattern": {"shape": "/", "fgcolor": REST_COLOUR, "size": 8}},
        hovertemplate="too few people to tell<extra></extra>",
    )


def _wrapped(words: str, width: int) -> str:
    """A label in lines of about ``width`` characters, three at most."""
    lines = textwrap.wrap(words, width, max_lines=3, placeholder="…")
    return "<br>".join(text(line) for line in lines)
