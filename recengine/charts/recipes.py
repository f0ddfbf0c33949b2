"""Recipes side by side, as plain values for a table, and how many titles their lists share.

Names come from people and stay text: whoever draws them must keep them so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recengine.arrays import Array
from recengine.charts.figure import new_figure, text
from recengine.charts.palette import SEQUENTIAL, colour_of
from recengine.ranking import PRESETS, Recipe
from recengine.ranking.fields import STAGES, RecipeField, recipe_fields
from recengine.ranking.overlap import overlap_finding
from recengine.ranking.wording import named, share

if TYPE_CHECKING:
    import plotly.graph_objects as go

#: Characters of a name beside the matrix.
_WIDTH = 20


@dataclass(frozen=True)
class Column:
    """A recipe beside others; ``choices`` says why, by the path of a field."""

    recipe: Recipe
    why: str = ""
    choices: dict[str, str] = field(default_factory=dict)


def preset_columns() -> list[Column]:
    """The recipes that ship, with their reasons."""
    return [Column(each.recipe, each.why, each.choices) for each in PRESETS.values()]


def side_by_side(columns: Sequence[Column], *, everything: bool = False) -> dict[str, Any]:
    """Stages, their fields and a cell for each recipe, ready for JSON.

    Unless ``everything`` is wanted, fields that no recipe changes are left out.
    """
    stages: dict[str, list[dict[str, Any]]] = {}
    for each in recipe_fields():
        row = _row(each, columns)
        if each.path != "name" and (everything or row["differs"]):
            stages.setdefault(each.stage, []).append(row)
    return {
        "columns": [{"name": column.recipe.name, "why": column.why} for column in columns],
        "stages": [
            {"label": name, "help": STAGES[name], "rows": rows} for name, rows in stages.items()
        ],
    }


def under_own_name(recipe: Recipe, taken: Collection[str]) -> Recipe:
    """The recipe under a name that is not taken yet.

    >>> under_own_name(Recipe(name="Plain"), {"Plain", "Plain 2"}).name
    'Plain 3'
    """
    name, number = recipe.name, 2
    while name in taken:
        name, number = f"{recipe.name[:50]} {number}", number + 1
    return recipe.changed(name=name)


def _row(each: RecipeField, columns: Sequence[Column]) -> dict[str, Any]:
    usual = each.of(Recipe())
    cells = [
        {
            "words": each.words(column.recipe),
            "bars": _bars(column.recipe) if each.path == "models" else [],
            "why": column.choices.get(each.path, ""),
            "differs": each.of(column.recipe) != usual,
        }
        for column in columns
    ]
    return {
        "path": each.path,
        "label": each.label,
        "help": each.help,
        "cells": cells,
        "differs": any(cell["differs"] for cell in cells),
    }


def _bars(recipe: Recipe) -> list[dict[str, Any]]:
    """A bar for each approach, the strongest first, as a share of all."""
    ordered = sorted(recipe.weights.items(), key=lambda pair: -pair[1])
    return [
        {"label": named(name), "colour": colour_of(name), "share": weight, "words": share(weight)}
        for name, weight in ordered
    ]


def overlap(names: Sequence[str], shared: Array) -> go.Figure:
    """How many titles each two lists have in common."""
    names = [_short(name) for name in names]
    figure = new_figure(text(overlap_finding(names, shared)), height=150 + 46 * len(names))
    labels = [text(name) for name in names]
    longest = max(int(shared.max(initial=0)), 1)
    figure.add_heatmap(
        z=shared[::-1],
        x=list(range(len(names))),
        y=list(range(len(names))),
        zmin=0,
        zmax=longest,
        colorscale=[[place / 4, colour] for place, colour in enumerate(SEQUENTIAL)],
        showscale=False,
        xgap=3,
        ygap=3,
        customdata=[[[up, across] for across in labels] for up in labels[::-1]],
        hovertemplate="%{customdata[0]} and %{customdata[1]}: %{z} in common<extra></extra>",
    )
    for up, row in enumerate(shared[::-1]):
        for across, number in enumerate(row):
            figure.add_annotation(
                x=across,
                y=up,
                text=str(number),
                showarrow=False,
                font={"size": 15, "color": "#ffffff" if number > longest / 2 else "#111111"},
            )
    ticks = {"tickvals": list(range(len(names))), "showgrid": False, "zeroline": False}
    figure.update_xaxes(ticktext=labels, side="bottom", **ticks)
    figure.update_yaxes(ticktext=labels[::-1], **ticks)
    return figure


def _short(name: str) -> str:
    return name if len(name) <= _WIDTH else name[: _WIDTH - 1].rstrip() + "…"
