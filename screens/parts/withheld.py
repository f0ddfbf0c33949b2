"""Withheld: personal columns that were left out, and the recorded choice to bring one in."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from recengine.data.privacy.consent import Consent
from recengine.data.tables import Table, Withheld
from screens.parts import guard
from screens.parts.text import plain
from screens.parts.upload import Dropped


def draw(file: Dropped, table: Table, place: int) -> None:
    """A line for each personal column, with what it would take to use it."""
    if not (table.withheld or table.included):
        return
    with st.container(border=True, key=f"withheld_{place}_{file.key}"):
        st.markdown(
            ":material/shield_person: **Personal data.** Left out, here and in what can be "
            "downloaded:"
        )
        for position, held in enumerate(table.withheld):
            with guard.sentences():
                _left_out(file, held, f"{place}_{file.key}_{position}")
        for position, held in enumerate(table.included):
            _brought_in(file, held, f"{place}_{file.key}_{position}")


def _left_out(file: Dropped, held: Withheld, key: str) -> None:
    words, button = st.columns([5, 2], vertical_alignment="center")
    special = ", a special category under article 9 of the GDPR" if held.special else ""
    words.markdown(
        f"**{plain(held.column)}**: {plain(held.category + special)} ({plain(held.why)})"
    )
    with button.popover("Bring it in", width="stretch"):
        st.caption(
            "It would be used like any other column and come out in downloads. Who decided, what "
            "for and when is kept with this session; the choice can be taken back."
        )
        purpose = st.text_input(
            "What is it needed for?" + ("" if held.special else " (optional)"),
            key=f"purpose_{key}",
            max_chars=200,
        )
        if st.button("I am allowed to use this column", key=f"include_{key}"):
            file.consents = file.consents.add(Consent.to(held, purpose, datetime.now(UTC)))
            file.read_again()
            st.rerun()


def _brought_in(file: Dropped, held: Withheld, key: str) -> None:
    words, button = st.columns([5, 2], vertical_alignment="center")
    words.markdown(f"**{plain(held.column)}** is used: {plain(held.category)}")
    button.button(
        "Leave it out again",
        key=f"withdraw_{key}",
        on_click=_withdraw,
        args=(file, held.column),
        width="stretch",
    )


def _withdraw(file: Dropped, column: str) -> None:
    file.consents = file.consents.withdraw(column)
    file.read_again()
