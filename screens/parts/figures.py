"""Key figures of the open data, the same wherever they stand."""

from __future__ import annotations

import streamlit as st

from screens.parts import session
from screens.parts.text import count, share


def key_figures(loaded: session.Workspace) -> None:
    """Five figures a person wants to know first, each with its meaning."""
    found = loaded.figures
    period = f"{found.first:%b %Y} to {found.last:%b %Y}" if found.first is not None else "no times"
    shown = (
        ("People", count(found.people), "Everybody the files name."),
        (
            "Titles",
            count(found.items),
            f"The catalogue; {count(found.cold_items)} were never touched.",
        ),
        ("Events", count(found.events), f"Everything people did, {period}."),
        (
            "Events a person",
            count(found.events_per_person),
            "Half of the people have fewer, half have more.",
        ),
        (
            "Top tenth's share",
            share(found.head_share),
            "Share of all events that the most popular tenth of the catalogue receives.",
        ),
    )
    with st.container(horizontal=True, key="figures"):
        for label, value, meaning in shown:
            st.metric(label, value, help=meaning, border=True)
