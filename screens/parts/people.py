"""People: a few telling ones to choose with one click."""

from __future__ import annotations

import streamlit as st

from screens.parts import session

_LABELS = {
    "typical": ("Typical", ":material/person:"),
    "heavy": ("Heavy user", ":material/local_fire_department:"),
    "niche": ("Niche taste", ":material/diamond:"),
    "new": ("Newcomer", ":material/fiber_new:"),
    "light": ("Light user", ":material/eco:"),
}


def telling(loaded: session.Workspace) -> None:
    """Buttons for people worth looking at first."""
    with st.container(horizontal=True, key="telling"):
        for someone in loaded.telling:
            label, icon = _LABELS[someone.kind]
            st.button(
                f"{label} · {someone.events:,}",
                icon=icon,
                help=f"Events of this person: {someone.events:,}.",
                key=f"telling_{someone.kind}",
                on_click=session.set_person,
                args=(someone.user_id,),
                type="primary" if someone.user_id == session.person() else "secondary",
            )
