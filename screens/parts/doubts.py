"""Doubts: what was found in the data, and the choice of what to do about it.

Samples stay as they are, since a link must open the same list for everybody.
"""

from __future__ import annotations

import streamlit as st

from recengine.data.quality import Cleaning, Finding
from screens.parts import guard, jobs, session
from screens.parts.text import plain


def draw(loaded: session.Workspace) -> None:
    """A line for each finding, a choice where there is one, and a button that applies them."""
    st.subheader("What deserves a look", anchor=False)
    if not loaded.findings:
        st.success("Nothing doubtful was found.", icon=":material/check_circle:")
        return
    chosen = {}
    for finding in loaded.findings:
        with st.container(border=True):
            answer = _one(finding, loaded)
        if answer is not None:
            chosen[finding.code] = answer
    for problem in loaded.left_out:
        st.caption(plain(str(problem)))
    with guard.sentences():
        _apply(loaded, Cleaning.model_validate(loaded.cleaning.model_dump() | chosen))


def _one(finding: Finding, loaded: session.Workspace) -> str | None:
    words, choice = st.columns([3, 2], vertical_alignment="center")
    examples = f" For example {', '.join(finding.examples)}." if finding.examples else ""
    words.markdown(f"**{plain(finding.title)}.** {plain(finding.why + examples)}")
    if not finding.options or loaded.source != "file":
        return None
    key = f"doubt_{finding.code}"
    st.session_state.setdefault(key, getattr(loaded.cleaning, finding.code))
    return choice.radio(
        plain(finding.title),
        list(finding.options),
        format_func=finding.options.__getitem__,
        key=key,
        horizontal=True,
        label_visibility="collapsed",
    )


def _apply(loaded: session.Workspace, wanted: Cleaning) -> None:
    """Learn anew without what is left out; the open data stays until the new one is ready."""
    if loaded.source != "file" or not any(finding.options for finding in loaded.findings):
        return
    if st.button("Apply and learn anew", disabled=wanted == loaded.cleaning, key="apply_cleaning"):
        st.session_state.cleaning = wanted
    asked: Cleaning | None = st.session_state.get("cleaning")
    if asked is None:
        return
    try:
        made = jobs.result_of(
            "clean",
            "Learning anew",
            lambda progress: session.prepare_cleaned(loaded, asked, progress),
        )
    except Exception:  # not the reruns of Streamlit, by which a finished job calls back
        del st.session_state["cleaning"]
        raise
    if made is not None:
        del st.session_state["cleaning"]
        session.replace(made)
        st.rerun()
