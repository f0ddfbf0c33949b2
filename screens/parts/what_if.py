"""What if: the person's history, which can be changed; the list answers at once.

Changes belong to this visitor and this person; the data set stays as it is.
"""

from __future__ import annotations

from typing import get_args

import streamlit as st

from recengine.data.editing import MOST_EDITS, Do, Edit
from recengine.data.recent import Recent
from recengine.data.titles import labels
from screens.parts import cards, session
from screens.parts.looked_at import LookedAt
from screens.parts.map_of_items import MOST_LISTED_ITEMS
from screens.parts.text import plain

#: Past titles that are shown as tiles; all are in the table.
_SHOWN = 12


@st.fragment
def history_panel(kept: LookedAt) -> None:
    """What the person did, with everything that can be changed about it."""
    if st.session_state.pop("what_if_changed", False):
        st.rerun()
    dataset = kept.loaded.dataset
    found = Recent(session.history())
    edits = len(session.edits())
    number = "1 event" if len(found) == 1 else f"{len(found)} events"
    changed = f", {edits} {'change' if edits == 1 else 'changes'} made here" if edits else ""
    words = f"What person {plain(session.person())} did: {number}{changed}"
    if not len(found):
        words = f"Person {plain(session.person())} has not done anything yet{changed}"
    with st.expander(words, expanded=bool(edits), key="history"):
        if len(found):
            cards.strip(dataset, found.latest(_SHOWN), key="history_strip", on_action=change)
        else:
            st.caption("Add a title, as if it had just been chosen.")
        _add(kept)
        with st.container(horizontal=True):
            st.button(
                "Undo",
                icon=":material/undo:",
                disabled=not edits,
                on_click=_take_back,
                args=(1,),
                key="undo_edit",
                help="Takes the last change back.",
            )
            st.button(
                "As it really was",
                icon=":material/history:",
                disabled=not edits,
                on_click=_take_back,
                args=(edits,),
                key="reset_edits",
                help="Takes all changes back.",
            )
        if st.toggle("As a table", key="history_table", help="Every event, the newest first."):
            st.dataframe(found.to_frame(dataset), hide_index=True, height=300)


def change(do: str, item_id: str) -> None:
    """Change the history by one step; anything that is no such step is passed over."""
    if do in get_args(Do):
        _take((*session.edits(), Edit(do, session.opened().dataset.item_code(item_id))))


def _take(edits: tuple[Edit, ...]) -> None:
    if len(edits) > MOST_EDITS:
        st.session_state.note = f"A history can be changed {MOST_EDITS} times; undo some first."
    session.set_edits(edits)
    st.session_state.what_if_changed = True


def _take_back(number: int) -> None:
    _take(session.edits()[:-number])


def _add(kept: LookedAt) -> None:
    """A title to add as the latest."""
    codes = kept.by_popularity
    if len(codes) > MOST_LISTED_ITEMS:
        typed = st.text_input(
            "Search a title to add", key="w_add_typed", help="Any words of the title, or the id."
        )
        codes = kept.matches(typed)
    options = [int(code) for code in codes]
    names = labels(kept.loaded.dataset, options)
    st.selectbox(
        "Add a title",
        options,
        index=None,
        format_func=names.__getitem__,
        placeholder="as if it had just been chosen; type to search",
        key="w_add_title",
        on_change=_added,
        help="It becomes the latest event; the list answers at once.",
    )


def _added() -> None:
    code = st.session_state.w_add_title
    st.session_state.w_add_title = None
    if code is not None:
        _take((*session.edits(), Edit("add", code)))
