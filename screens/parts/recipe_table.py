"""Recipes side by side on the screen: a table that says what differs from plain, and why.

Values go to the browser as JSON and are set there as text, so a name is never markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from recengine.charts.recipes import Column, side_by_side

_HERE = Path(__file__).parent
_draw = st.components.v2.component(
    "recipe_table",
    html='<div class="root"></div>',
    css=(_HERE / "recipe_table.css").read_text(encoding="utf-8"),
    js=(_HERE / "recipe_table.js").read_text(encoding="utf-8"),
)


def draw(columns: Sequence[Column], *, everything: bool) -> None:
    """A column a recipe, a row a field, in the order of the stages."""
    _draw(key="recipe_table", data=side_by_side(columns, everything=everything))
