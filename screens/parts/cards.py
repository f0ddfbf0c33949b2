"""Cards on the screen: one component for lists, shelves, strips and before-and-after.

Values go to the browser as JSON and are set there as text, so a title is never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from recengine.charts.cards import card, shelf, tile
from recengine.data.dataset import Dataset
from recengine.ranking import Recommendations
from recengine.ranking.movement import Move
from recengine.ranking.shelves import Row

_HERE = Path(__file__).parent
_draw = st.components.v2.component(
    "cards",
    html='<div class="root"></div>',
    css=(_HERE / "cards.css").read_text(encoding="utf-8"),
    js=(_HERE / "cards.js").read_text(encoding="utf-8"),
)


#: Called with what a button of a card stands for, and the id of the title.
OnAction = Callable[[str, str], None]


def ranked(
    dataset: Dataset,
    found: Recommendations,
    moves: Sequence[Move] = (),
    *,
    key: str,
    on_action: OnAction | None = None,
) -> None:
    """A list, best first; each card says how it moved where ``moves`` are given."""
    by_id = {move.item_id: move for move in moves}
    items = [card(dataset, item, by_id.get(item.item_id)) for item in found.items]
    _mount({"layout": "cards", "items": items}, key, on_action)


def before_and_after(before: Recommendations, after: Recommendations, *, key: str) -> None:
    """Two lists with lines between the same items."""
    sides = {
        name: [{"id": item.item_id, "rank": item.rank, "title": item.title} for item in found.items]
        for name, found in (("before", before), ("after", after))
    }
    _mount({"layout": "compare", **sides}, key)


def shelves(dataset: Dataset, rows: Sequence[Row], also: Collection[int] = (), *, key: str) -> None:
    """The rows of a home page; ``also`` are item codes that the page beside it shows as well."""
    _mount({"layout": "rows", "rows": [shelf(dataset, row, also) for row in rows]}, key)


def strip(
    dataset: Dataset,
    items: Sequence[tuple[int, str]],
    *,
    key: str,
    on_action: OnAction | None = None,
) -> None:
    """A line of small tiles: item codes, each with a note."""
    drawn = [
        {
            "id": str(dataset.item_ids[item]),
            "title": str(dataset.titles[item]),
            "note": note,
            "tile": vars(tile(dataset, item)),
        }
        for item, note in items
    ]
    _mount({"layout": "strip", "items": drawn}, key, on_action)


def tile_of(dataset: Dataset, item: int, words: str, note: str, *, key: str) -> None:
    """One item's tile with a line on it and a note, where its title stands elsewhere."""
    drawn = {"title": words, "note": note, "tile": vars(tile(dataset, item))}
    _mount({"layout": "strip", "items": [drawn]}, key)


def _mount(data: dict[str, Any], key: str, on_action: OnAction | None = None) -> None:
    if on_action is None:
        _draw(key=key, data=data)
        return

    def pressed() -> None:
        action = st.session_state[key].get("action") or {}
        on_action(str(action.get("do")), str(action.get("id")))

    _draw(key=key, data={**data, "actions": True}, on_action_change=pressed)
