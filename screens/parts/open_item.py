"""Open: from a list of titles to the screen of one of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from recengine.data.titles import labels
from screens.parts import session
from screens.parts.looked_at import looked_at


def offer(items: Sequence[int], *, key: str) -> None:
    """One of some item codes to choose; whoever does is led to its screen."""
    kept = looked_at(session.opened())
    names = labels(kept.loaded.dataset, items)
    chosen = st.selectbox(
        "Open a title",
        list(items),
        index=None,
        format_func=names.__getitem__,
        placeholder="One of the titles shown",
        help="Leads to its own screen: what is like it, what goes with it, who likes it.",
        key=f"w_open_{key}",
    )
    if chosen is not None:
        kept.look_at(chosen)
        st.switch_page("screens/item.py")
