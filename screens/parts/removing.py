"""Removing: what this session holds about somebody, or altogether, is gone in one action."""

from __future__ import annotations

import streamlit as st

from screens.parts import guard, jobs, session
from screens.parts.text import plain


def draw(loaded: session.Workspace) -> None:
    """Forget one person, or everything; samples are nobody's data and stay."""
    if loaded.source != "file":
        return
    st.subheader("Your data in this session", anchor=False)
    st.caption(
        "It lives in this server's memory for this browser session alone and is gone when the "
        "session ends. Ids may be pseudonyms; they are personal data all the same."
    )
    person, everything, _ = st.columns([2, 2, 2])
    with person.popover("Forget a person", icon=":material/person_remove:", width="stretch"):
        _person(loaded)
    everything.button(
        "Remove all my data",
        icon=":material/delete_forever:",
        on_click=session.close,
        key="remove_all",
        width="stretch",
    )
    with guard.sentences():
        _forget(loaded)
    if loaded.consents.given:
        st.download_button(
            "Record of personal columns that were brought in",
            loaded.consents.to_json(),
            file_name="consents.json",
            mime="application/json",
            key="consents",
        )


def _person(loaded: session.Workspace) -> None:
    who = st.text_input("Id of the person", value=session.person(), key="forget_who")
    st.caption(
        "Everything they did and everything known about them goes, and nothing is learned "
        "from it any more. Files on your disk stay as they are."
    )
    if st.button("Forget them", key="forget", type="primary"):
        loaded.original.user_code(who.strip())
        st.session_state.forgetting = who.strip()


def _forget(loaded: session.Workspace) -> None:
    who = st.session_state.get("forgetting")
    if who is None:
        return
    try:
        made = jobs.result_of(
            "forget", "Forgetting", lambda progress: session.prepare_without(loaded, who, progress)
        )
    except Exception:  # not the reruns of Streamlit, by which a finished job calls back
        del st.session_state["forgetting"]
        raise
    if made is not None:
        del st.session_state["forgetting"]
        session.replace(made)
        session.forget_results()
        st.session_state.note = f"{plain(who)} is forgotten: nothing is held about them any more."
        st.rerun()
