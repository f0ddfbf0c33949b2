"""Figures of one list: how ranks move from stage to stage, and what made up one score."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from recengine.charts.cards import explanation, line_words
from recengine.charts.figure import new_figure, text
from recengine.charts.palette import CHOSEN_COLOUR, MODEL_COLOURS, REST_COLOUR
from recengine.models.content import Shared
from recengine.ranking import Recommendation, Recommendations
from recengine.ranking.counterfactual import Counterfactual, ordinal

if TYPE_CHECKING:
    import plotly.graph_objects as go

#: Down to this rank a chart gives every place as much room; further down, every tenfold.
_EVEN = 12
_TENFOLD = 8.0
_TICKS = (1, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000)
_TITLE_CHARACTERS = 30
#: Attributes that are drawn.
_ATTRIBUTES = 10
#: What stages are called under a chart, where their own name says too little.
_STAGE_WORDS = {"hide": "Met or blocked left out", "exploration": "In the list"}


def bump(found: Recommendations, followed: int | None = None) -> go.Figure:
    """The rank of each shown title after each stage that moved any; ``followed`` stands out."""
    items = [*found.items, *found.others]
    stages = _moving(items)
    figure = new_figure(_finding(items, followed), height=480)
    for item in items:
        chosen = item.item == followed
        ranks = [_rank(item, stage) for stage in stages]
        figure.add_scatter(
            x=[_STAGE_WORDS.get(stage, stage.capitalize()) for stage in stages],
            y=[_height(rank) if rank else None for rank in ranks],
            mode="lines+markers",
            line={
                "color": CHOSEN_COLOUR if chosen else REST_COLOUR,
                "width": 4 if chosen else 1.5,
            },
            marker={"size": 9 if chosen else 6},
            customdata=[f"{ordinal(rank)}" if rank else "left out" for rank in ranks],
            hovertemplate=f"{text(item.title)}: %{{customdata}} after %{{x}}<extra></extra>",
            opacity=1.0 if chosen or followed is None else 0.55,
        )
        if item.rank:
            figure.add_annotation(
                x=_STAGE_WORDS.get(stages[-1], stages[-1].capitalize()),
                y=_height(item.rank),
                text=text(_short(item.title)),
                xanchor="left",
                xshift=10,
                showarrow=False,
                font={"color": CHOSEN_COLOUR} if chosen else {},
            )
    deepest = max((_rank(item, stage) for item in items for stage in stages), default=1)
    ticks = [rank for rank in _TICKS if rank <= deepest]
    figure.update_yaxes(
        range=[_height(deepest) + 1, 0.4],
        title="Rank",
        tickvals=[_height(rank) for rank in ticks],
        ticktext=[f"{rank:,}" for rank in ticks],
    )
    figure.update_xaxes(range=[-0.15, len(stages) - 0.15 + 0.6 * max(len(stages) - 1, 1)])
    return figure


def waterfall(item: Recommendation) -> go.Figure:
    """The terms of one score, adding up from nought to it."""
    lines = explanation(item.reasons)
    words = [_short(line_words(line)) for line in lines]
    finding = f"{_short(item.title)}: {len(lines)} terms add up to its score of {item.score:.3g}"
    figure = new_figure(text(finding), height=140 + 30 * len(lines))
    import plotly.graph_objects as go  # noqa: PLC0415  slow to import

    figure.add_trace(
        go.Waterfall(
            orientation="h",
            y=[*map(text, words), "Score"],
            x=[*(line["value"] for line in lines), 0.0],
            measure=["relative"] * len(lines) + ["total"],
            increasing={"marker": {"color": "#009E73"}},
            decreasing={"marker": {"color": "#D55E00"}},
            totals={"marker": {"color": "#0072B2"}},
            hovertemplate="%{y}: %{delta:.3g}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(title="Score so far")
    return figure


def attributes(item: Recommendation, terms: Sequence[Shared]) -> go.Figure:
    """What the attributes that add or take most do to the score of one title."""
    largest = sorted(terms, key=lambda each: -abs(each.contribution))[:_ATTRIBUTES]
    shown = sorted(largest, key=lambda each: each.contribution)
    total = sum(each.contribution for each in terms)
    most = _short(shown[-1].name.partition(": ")[2] or shown[-1].name)
    finding = f"{_short(item.title)}: of its description, “{most}” adds most"
    figure = new_figure(text(finding), height=140 + 30 * len(shown))
    figure.add_bar(
        orientation="h",
        y=[text(_short(each.name)) for each in shown],
        x=[each.contribution for each in shown],
        marker={"color": MODEL_COLOURS["content"]},
        hovertemplate="%{y}: %{x:.3g}<extra></extra>",
    )
    figure.update_xaxes(title=f"Part of the score; all {len(terms)} together {total:.3g}")
    return figure


def without(item: Recommendation, found: Sequence[Counterfactual]) -> go.Figure:
    """The rank of one title as it is, and without each of some past ones."""
    worst = max(found, key=lambda each: each.after - each.before)
    figure = new_figure(text(f"{_short(item.title)}: {worst.words}"), height=130 + 34 * len(found))
    ordered = sorted(found, key=lambda each: each.after)
    for each in ordered:
        label = text(f"without {_short(each.title)}")
        moved = each.after != each.before
        figure.add_scatter(
            x=[each.before, each.after],
            y=[label, label],
            mode="lines+markers",
            line={"color": CHOSEN_COLOUR if moved else REST_COLOUR, "width": 3},
            marker={"size": [7, 12], "color": [REST_COLOUR, CHOSEN_COLOUR]},
            hovertemplate=f"{text(each.words)}<extra></extra>",
        )
    worst_rank = max(each.after for each in found)
    figure.update_xaxes(
        title="Rank by score, 1 is best",
        range=[0.5, worst_rank + 0.5],
        dtick=max(round(worst_rank / 8), 1),
        tick0=1,
    )
    return figure


def _moving(items: Sequence[Recommendation]) -> list[str]:
    """The first stage, those after which any title stands elsewhere, and the last."""
    names = [stage.stage for stage in items[0].stages] if items else []
    moved = [
        name
        for before, name in itertools.pairwise(names)
        if any(_rank(item, before) != _rank(item, name) for item in items)
    ]
    return [*names[:1], *moved] if moved else [*names[:1], *names[-1:]]


def _rank(item: Recommendation, stage: str) -> int:
    return next(each.rank for each in item.stages if each.stage == stage)


def _height(rank: int) -> float:
    """Where a rank is drawn, so that far ones fit in and near ones do not crowd.

    >>> _height(7), _height(120)
    (7.0, 20.0)
    """
    return float(min(rank, _EVEN) + _TENFOLD * math.log10(max(rank / _EVEN, 1.0)))


def _finding(items: Sequence[Recommendation], followed: int | None) -> str:
    """How far the followed title came, or else the one that moved most, in a sentence."""
    one = next((item for item in items if item.item == followed), None)
    if one is None:
        return _most_moved(items)
    begins = f"{text(_short(one.title))}: {ordinal(one.stages[0].rank)} by the blend"
    return f"{begins}, {ordinal(one.rank) if one.rank else 'not'} in the list"


def _most_moved(items: Sequence[Recommendation]) -> str:
    """The title that came furthest, in a sentence."""
    shown = [item for item in items if item.rank]
    if not shown:
        return "Nothing is shown"
    most = max(shown, key=lambda item: abs(item.stages[0].rank - item.rank))
    before = most.stages[0].rank
    if before == most.rank:
        return "No stage moved a title: the list is the blend"
    title = text(_short(most.title))
    return f"{title} moved most, from {ordinal(before)} to {ordinal(most.rank)}"


def _short(words: str) -> str:
    """Words that fit beside a chart."""
    return words if len(words) <= _TITLE_CHARACTERS else f"{words[: _TITLE_CHARACTERS - 1]}…"
