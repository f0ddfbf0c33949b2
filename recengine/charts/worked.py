"""Worked examples as figures, and what is shown at each step; titles from data are escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from recengine.charts.figure import new_figure, text
from recengine.charts.palette import CHOSEN_COLOUR, MODEL_COLOURS, OTHER_COLOURS, REST_COLOUR
from recengine.charts.worked_tables import Table, candidates, deeds, opinions
from recengine.ranking.wording import share
from recengine.ranking.worked import Walk, numbers
from recengine.ranking.worked.reading import place_after, place_by_score
from recengine.ranking.worked.sentences import TIMES, figure, plural

if TYPE_CHECKING:
    import plotly.graph_objects as go

#: Characters of a title beside a figure.
_WIDTH = 26


def terms(walk: Walk) -> go.Figure:
    """The terms of the neighbours, the largest at the top, the others together below."""
    found = numbers.terms(walk)
    if found is None or not found.shown:
        return new_figure("No approach of this recipe compares titles")
    bars = [
        (each.title, each.adds, f"<br>{figure(each.counts)}{TIMES}{figure(each.alike)}")
        for each in found.shown
    ]
    if found.others:
        bars.append((f"{plural(found.others, 'other')} together", found.rest, ""))
    words = f"{found.label}: {plural(len(found.shown) + found.others, 'term')} make "
    made = new_figure(words + figure(found.total), height=110 + 46 * len(bars))
    _bars(made, bars, [MODEL_COLOURS[found.model]] * len(found.shown) + [REST_COLOUR])
    return made


def blend(walk: Walk) -> go.Figure:
    """One scale, weighed and added: a bar an approach, each beginning where the last one ended."""
    found = numbers.opinions(walk)
    total = sum(each.adds for each in found)
    made = new_figure(
        f"{' + '.join(figure(each.adds) for each in found)} = {figure(total)}",
        height=140 + 76 * len(found),
    )
    start, labels = 0.0, []
    for each in found:
        scale = f"{figure(each.own)} ÷ {figure(each.best)} = {figure(each.score)}"
        weighed = f"{figure(each.score)}{TIMES}{share(each.weight)}"
        labels.append(f"{text(each.label)}<br>{scale}<br>{weighed}")
        _bar(made, len(labels), start, each.adds, figure(each.adds), MODEL_COLOURS[each.model])
        start += each.adds
    labels.append("Blend")
    _bar(made, len(labels), 0.0, total, figure(total), CHOSEN_COLOUR)
    _label(made, labels)
    made.update_xaxes(range=[0, 1.25 * max(total, 1e-9)], zeroline=True)
    return made


def places(walk: Walk) -> go.Figure:
    """Where each title of the list stood by score, in the varied order, and as shown."""
    chance = len(numbers.by_chance(walk))
    made = new_figure(
        f"{plural(len(numbers.by_variety(walk)), 'title')} moved by variety, "
        f"{plural(chance, 'title')} brought by chance",
        height=520,
    )
    ways = [
        (item, [place_by_score(item), place_after(item, "diversity"), item.rank])
        for item in walk.found.items
    ]
    heights = _heights([rank for _, ranks in ways for rank in ranks], len(ways))
    for item, ranks in ways:
        colour = CHOSEN_COLOUR if item.explored else REST_COLOUR
        if not item.explored and ranks[0] != ranks[1]:
            colour = OTHER_COLOURS[1] if ranks[1] > ranks[0] else OTHER_COLOURS[2]
        made.add_scatter(
            x=[0, 1, 2],
            y=[heights[rank] for rank in ranks],
            customdata=ranks,
            mode="lines+markers+text",
            line={"color": colour, "width": 3, "dash": "dot" if item.explored else "solid"},
            marker={"size": 9, "color": colour},
            text=[str(ranks[0]), "", f"{item.rank}  {text(_short(item.title))}"],
            textposition=["middle left", "top center", "middle right"],
            textfont={"size": 13},
            cliponaxis=False,
            hovertemplate=f"{text(item.title)}: %{{customdata}}<extra></extra>",
        )
    made.update_xaxes(
        tickvals=[0, 1, 2],
        ticktext=["By score", "Varied", "As shown"],
        title="Green rose and violet fell by variety; dotted came by chance",
        range=[-0.3, 4.2],
        showgrid=False,
        zeroline=False,
        tickfont={"size": 13},
    )
    made.update_yaxes(autorange="reversed", visible=False)
    return made


#: What is shown at each step; the last shows the list itself.
SHOWN: tuple[tuple[Callable[[Walk], Table | go.Figure], ...], ...] = (
    (deeds,),
    (opinions, terms),
    (blend,),
    (candidates,),
    (places,),
    (),
)


def _heights(ranks: list[int], k: int) -> dict[int, int]:
    """Where to draw each rank: the first ``k`` as they are, those further down close together.

    >>> _heights([1, 2, 70, 101], 2)
    {1: 1, 2: 2, 70: 4, 101: 5}
    """
    far = sorted({rank for rank in ranks if rank > k})
    return {rank: rank for rank in ranks if rank <= k} | {
        rank: k + 2 + place for place, rank in enumerate(far)
    }


def _bars(made: go.Figure, bars: list[tuple[str, float, str]], colours: list[str]) -> None:
    for place, ((_, value, _), colour) in enumerate(zip(bars, colours, strict=False), start=1):
        _bar(made, place, 0.0, value, figure(value), colour)
    _label(made, [f"{text(_short(title))}{words}" for title, _, words in bars])
    values = [value for _, value, _ in bars]
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.3 * max(high - low, 1e-9)
    made.update_xaxes(range=[low - room if low < 0 else 0, high + room], zeroline=True)


def _bar(made: go.Figure, place: int, start: float, length: float, words: str, colour: str) -> None:
    """One bar from ``start``, its words behind it."""
    made.add_bar(
        x=[length],
        y=[place],
        base=[start],
        orientation="h",
        width=0.6,
        marker={"color": colour},
        text=[words],
        textposition="outside",
        textfont={"size": 14},
        cliponaxis=False,
        hovertemplate="%{text}<extra></extra>",
    )


def _label(made: go.Figure, labels: list[str]) -> None:
    """What stands beside the bars, the first at the top; bars may share their words."""
    ticks = list(range(1, len(labels) + 1))
    made.update_yaxes(
        tickvals=ticks,
        ticktext=labels,
        range=[len(labels) + 0.6, 0.4],
        tickfont={"size": 13},
        showgrid=False,
    )


def _short(title: str) -> str:
    return title if len(title) <= _WIDTH else title[: _WIDTH - 1].rstrip() + "…"
