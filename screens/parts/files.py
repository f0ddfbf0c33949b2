"""Files under review: how each was understood, how to correct it, and the button to use them."""

from __future__ import annotations

import streamlit as st

from recengine.data.privacy.consent import Consents
from recengine.data.tables import Table
from recengine.errors import Cancelled, RecengineError
from screens.parts import account, guard, jobs, links, session, understood, upload, withheld
from screens.parts.text import plain
from screens.parts.upload import Dropped

_JOB = "use_files_job"
_KINDS = {"interactions": "who did what", "items": "items", "users": "people"}


def review(waiting: list[Dropped]) -> None:
    """Offer to use what is good, above what every dropped file was understood as."""
    top = st.container()
    for place, file in sorted(enumerate(waiting), key=lambda pair: pair[1].kind != "interactions"):
        with st.container(border=True):
            _one(file, place, waiting)
    with top, guard.sentences():
        _use(waiting)


def _one(file: Dropped, place: int, waiting: list[Dropped]) -> None:
    name, kind, away = st.columns([4, 2, 1], vertical_alignment="bottom")
    name.markdown(f"**{plain(file.name)}**")
    kind.selectbox(
        "This file holds",
        list(_KINDS),
        index=list(_KINDS).index(file.kind),
        format_func=_KINDS.get,
        key=f"kind_{place}_{file.key}",
        on_change=_change_kind,
        args=(file, f"kind_{place}_{file.key}"),
    )
    away.button(
        "Remove", key=f"away_{place}_{file.key}", on_click=_remove, args=(file,), width="stretch"
    )
    with guard.sentences():
        if file.table is None and file.refused is None:
            _read(file, place)
        if file.refused is not None:
            understood.name_columns(file, file.refused, place)
            raise file.refused.with_traceback(None)  # or every look would add a line to it
        if file.kind != "interactions" and (events := _events(waiting)) is not None:
            file.match(events)
        if file.table is not None:
            understood.draw(file, file.table, place)
            withheld.draw(file, file.table, place)
            account.draw(file, file.table, place)


def _events(waiting: list[Dropped]) -> Table | None:
    """The first file of events that was read."""
    tables = (file.table for file in waiting if file.kind == "interactions")
    return next((table for table in tables if table is not None), None)


def _read(file: Dropped, place: int) -> None:
    try:
        file.table = jobs.result_of(
            f"read_{place}_{file.key}", f"Reading {plain(file.name)}", file.read
        )
    except Cancelled:
        raise
    except RecengineError as error:
        file.refused = error


def _use(waiting: list[Dropped]) -> None:
    told = any(file.kind == "interactions" for file in waiting)
    ready = told and all(file.table is not None for file in waiting)
    if not told:
        st.info(
            "Still needed: a file that says who did what with which item.", icon=":material/info:"
        )
    use, forget, _ = st.columns([2, 1, 3])
    if use.button(
        "Use this data", type="primary", disabled=not ready, width="stretch", key="use_files"
    ):
        st.session_state.using = True
    forget.button("Start over", on_click=_start_over, width="stretch", key="start_over")
    if ready and st.session_state.get("using") and _prepared(waiting):
        st.switch_page("screens/explore.py")


def take_prepared() -> None:
    """Open data that was prepared while another screen was looked at."""
    if st.session_state.get("using") and jobs.is_done(_JOB):
        _prepared(upload.waiting())


def _prepared(waiting: list[Dropped]) -> bool:
    """Prepare what waits, and open it once it is ready."""
    try:
        loaded = jobs.result_of(
            _JOB,
            "Preparing recommendations",
            lambda progress: session.prepare_upload(tuple(waiting), progress),
        )
    except Exception:  # not the reruns of Streamlit, by which a finished job calls back
        st.session_state.using = False
        raise
    if loaded is None:
        return False
    st.session_state.using = False
    _start_over()
    session.use(loaded)
    st.session_state.note = links.fulfil(loaded)
    return True


def _change_kind(file: Dropped, key: str) -> None:
    file.kind = st.session_state[key]
    file.columns.clear()
    file.answers.clear()
    file.consents = Consents()
    file.read_again()


def _remove(file: Dropped) -> None:
    upload.waiting().remove(file)


def _start_over() -> None:
    st.session_state.incoming = []
