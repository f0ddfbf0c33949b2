"""Frame: what stands around every page, which is the same everywhere.

The open data set and the person in the side bar, the job that runs, and the link in the address
bar.
"""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from recengine.data.samples import SAMPLES
from screens.parts import files, guard, jobs, links, session, upload
from screens.parts.text import count, plain

_STYLE = """
<style>
  .stMainBlockContainer { padding-top: 4rem; max-width: 84rem; }
  /* On the dark ground the accent is too dark for small text; these keep the text's own colour. */
  [data-testid=stSliderThumbValue], [data-testid=stSliderThumbValue] *,
  [data-variant=segmented_control][aria-checked=true] { color: inherit !important; }
  [data-testid=stMarkdownContainer] ol { padding-left: 1.4em; }
  @media (max-width: 640px) { .stMainBlockContainer { padding-inline: 1rem; } }
</style>
"""

#: Screens that show dropped files, and go on to the list themselves.
_WITH_FILES = ("Start", "Data")


def around(page: StreamlitPage) -> None:
    """Draw the frame, run the page, and mirror the view in the address bar."""
    session.settle()
    st.html(_STYLE)
    links.read()
    with guard.sentences():
        _open_what_was_asked_for()
        if page.title not in _WITH_FILES:
            files.take_prepared()
    with st.sidebar:
        _sidebar()
    if note := st.session_state.pop("note", ""):
        st.warning(plain(note))
    guard.run(page.run)
    jobs.watch_the_others()
    links.write()


def open_sample(name: str) -> None:
    """Ask for a sample; it is opened as soon as it is ready."""
    st.session_state.opening = name


def empty(what: str) -> None:
    """Say what would be here, with one button that makes it so; nothing while a sample opens."""
    if "opening" in st.session_state:
        return
    with st.container(border=True, key="empty"):
        st.markdown(f"##### {what}")
        if asked := session.awaited_file():
            st.info(asked, icon=":material/link:")
            upload.drop("empty")
            return
        st.caption("It needs data: a sample opens in seconds, or bring your own file.")
        left, middle, _ = st.columns([3, 3, 3])
        left.button(
            "Open the streaming sample",
            type="primary",
            on_click=open_sample,
            args=("streaming",),
            width="stretch",
        )
        middle.page_link("screens/data.py", label="Bring your own file", icon=":material/upload:")


def _open_what_was_asked_for() -> None:
    name = st.session_state.get("opening")
    if name is None:
        return
    try:
        loaded = jobs.result_of(
            f"open_{name}",
            f"Opening {SAMPLES[name].label.lower()}",
            lambda progress: session.prepare_sample(name, progress),
        )
    except Exception:  # not the reruns of Streamlit, by which a finished job calls back
        del st.session_state["opening"]
        raise
    if loaded is not None:
        del st.session_state["opening"]
        session.use(loaded)
        st.session_state.note = links.fulfil(loaded)


def _sidebar() -> None:
    loaded = session.workspace()
    if loaded is None:
        st.caption("No data is open yet.")
        return
    st.markdown(f"**{plain(loaded.dataset.name)}**")
    figures = loaded.figures
    st.caption(
        f"{count(figures.people)} people · {count(figures.items)} titles · "
        f"{count(figures.events)} events"
    )
    _choose_person(loaded)
    with st.popover("Change data", icon=":material/swap_horiz:", width="stretch"):
        for sample in SAMPLES.values():
            st.button(
                sample.label,
                on_click=open_sample,
                args=(sample.name,),
                disabled=loaded.source == sample.name,
                width="stretch",
                key=f"change_to_{sample.name}",
            )
        st.page_link("screens/data.py", label="Your own file", icon=":material/upload:")
        st.button(
            "Close and remove my data" if loaded.source == "file" else "Close",
            on_click=session.close,
            width="stretch",
            key="close_data",
        )
    for name, problem in loaded.engine.left_out.items():
        st.caption(f"{plain(name)} is left out. {plain(str(problem))}")


def _choose_person(loaded: session.Workspace) -> None:
    ids = loaded.dataset.users["user_id"]
    if len(ids) > session.MOST_LISTED_PEOPLE:
        st.text_input("Person (id)", key="w_person", on_change=_person_typed)
        st.caption(f"Showing {plain(session.person())}")
        return
    if st.session_state.get("w_person") not in (None, session.person()):
        st.session_state.pop("w_person")
    st.session_state.setdefault("w_person", session.person())
    st.selectbox(
        "Person",
        ids.tolist(),
        key="w_person",
        on_change=_person_typed,
        help="Whose list is shown, on every page. Type to search.",
    )


def _person_typed() -> None:
    with guard.sentences():
        session.set_person(str(st.session_state.w_person).strip())
