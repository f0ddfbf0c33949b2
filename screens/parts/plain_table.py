"""A small table in large type, for a projector; cells are text, whatever they hold."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import streamlit as st

from recengine.charts.worked_tables import Table

_HERE = Path(__file__).parent
_draw = st.components.v2.component(
    "plain_table",
    html='<div class="root"></div>',
    css=(_HERE / "plain_table.css").read_text(encoding="utf-8"),
    js=(_HERE / "plain_table.js").read_text(encoding="utf-8"),
)


def draw(table: Table, *, key: str) -> None:
    """Show a table."""
    _draw(key=key, data=asdict(table))
