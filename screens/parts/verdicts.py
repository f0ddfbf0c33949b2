"""Verdicts: what the data is enough for, and which column would change a no."""

from __future__ import annotations

import streamlit as st

from recengine.data.quality import Use, headline
from screens.parts import session
from screens.parts.text import plain

_SIGNS = {
    "yes": ":material/check_circle:",
    "limited": ":material/do_not_disturb_on:",
    "no": ":material/cancel:",
}
_WORDS = {"yes": "enough", "limited": "a little thin", "no": "not enough"}


def draw(loaded: session.Workspace) -> None:
    """The sentence to read first, then a line for each use."""
    with st.container(border=True, key="headline"):
        st.markdown(f"#### {plain(headline(loaded.uses))}")
    st.subheader("What it is enough for", anchor=False)
    with st.container(border=True, key="uses", gap="xsmall"):
        for use in loaded.uses:
            _line(use)


def _line(use: Use) -> None:
    name, why = st.columns([2, 5])
    label = plain(use.label[:1].upper() + use.label[1:])
    name.markdown(f"{_SIGNS[use.answer]} **{label}**: {_WORDS[use.answer]}")
    why.markdown(plain(use.why) + (f" **{plain(use.unlock)}**" if use.unlock else ""))
