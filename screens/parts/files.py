"""Files under review: how each was understood, how to correct it, and the button to use them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from recengine.data.export import to_csv
from recengine.data.reading import columns_of
from recengine.data.tables import REQUIRED, ROLES, RoleGuess, Table
from recengine.errors import Cancelled, RecengineError
from screens.parts import guard, jobs, links, session, upload
from screens.parts.text import plain
from screens.parts.upload import Dropped

_KINDS = {"interactions": "who did what", "items": "items", "users": "people"}
_ROLE_LABELS = {
    "user_id": "Person",
    "item_id": "Item",
    "event": "What happened",
    "value": "Rating, count or minutes",
    "timestamp": "When",
    "title": "Title",
    "added": "Date it arrived",
    "length": "Length",
}
_ABSENT = "(none)"
#: Problems that go away once somebody names the columns.
_FIXED_BY_MAPPING = {"no_user_column", "no_item_column"}


def review(waiting: list[Dropped]) -> None:
    """Offer to use what is good, above what every dropped file was understood as."""
    top = st.container()
    for place, file in enumerate(waiting):
        with st.container(border=True):
            _one(file, place)
    with top, guard.sentences():
        _use(waiting)


def _one(file: Dropped, place: int) -> None:
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
            _correct(file, file.refused, place)
            raise file.refused.with_traceback(None)  # or every look would add a line to it
        if file.table is not None:
            _understood(file, file.table, place)


def _read(file: Dropped, place: int) -> None:
    try:
        file.table = jobs.result_of(
            f"read_{place}_{file.key}", f"Reading {plain(file.name)}", file.read
        )
    except Cancelled:
        raise
    except RecengineError as error:
        file.refused = error


def _correct(file: Dropped, refused: RecengineError, place: int) -> None:
    """Let somebody say which column is which, where that is what was missing."""
    if refused.problem.code not in _FIXED_BY_MAPPING:
        return
    columns = columns_of(file.content, file.name)
    chosen = st.columns(len(REQUIRED[file.kind]))
    for role, column in zip(REQUIRED[file.kind], chosen, strict=True):
        key = f"fix_{place}_{file.key}_{role}"
        column.selectbox(
            _ROLE_LABELS[role],
            columns,
            index=columns.index(file.columns[role]) if file.columns.get(role) in columns else None,
            placeholder="Choose the column",
            key=key,
            on_change=_change_column,
            args=(file, role, key),
        )


def _understood(file: Dropped, table: Table, place: int) -> None:
    st.caption(
        f"{table.rows_read:,} rows = {table.accepted:,} accepted + {table.repaired:,} repaired + "
        f"{table.refused:,} refused + {table.ignored:,} ignored"
    )
    mapping, preview = st.columns([2, 3], gap="medium")
    with mapping:
        st.markdown("**This is what we understood**")
        for role in ROLES[table.kind]:
            _choose_column(file, table, role, place)
    with preview:
        st.markdown("**First rows**, as they stand in the file")
        st.dataframe(table.preview, hide_index=True, height=260)
    _problems(file, table, place)


def _choose_column(file: Dropped, table: Table, role: str, place: int) -> None:
    guess = table.mapping.get(role)
    options = list(table.columns) if role in REQUIRED[table.kind] else [_ABSENT, *table.columns]
    current = guess.column if guess else _ABSENT
    key = f"role_{place}_{file.key}_{role}"
    st.selectbox(
        _ROLE_LABELS[role],
        options,
        index=options.index(current) if current in options else 0,
        key=key,
        on_change=_change_column,
        args=(file, role, key),
        help=_why(guess),
    )


def _why(guess: RoleGuess | None) -> str:
    if guess is None:
        return "Nothing in the file looks like it."
    return f"{guess.confidence:.0%} sure: {plain(guess.why)}"


def _problems(file: Dropped, table: Table, place: int) -> None:
    if not table.problems:
        st.success("Every row could be used as it is.", icon=":material/check_circle:")
        return
    with st.expander(
        f"What to know about this file: {len(table.problems)}", expanded=table.refused > 0
    ):
        st.dataframe(
            pd.DataFrame(
                {
                    "What": [problem.message for problem in table.problems],
                    "What to do": [problem.fix for problem in table.problems],
                    "Rows": [problem.count for problem in table.problems],
                    "First line": [problem.line for problem in table.problems],
                }
            ),
            hide_index=True,
        )
        if table.refused:
            st.download_button(
                "Download the refused rows",
                to_csv(table.refused_rows),
                file_name="refused_rows.csv",
                mime="text/csv",
                key=f"refused_{place}_{file.key}",
            )


def _use(waiting: list[Dropped]) -> None:
    tables = {file.kind: file.table for file in waiting if file.table is not None}
    ready = "interactions" in tables and all(file.table is not None for file in waiting)
    if not any(file.kind == "interactions" for file in waiting):
        st.info(
            "Still needed: a file that says who did what with which item.", icon=":material/info:"
        )
    use, forget, _ = st.columns([2, 1, 3])
    if use.button(
        "Use this data", type="primary", disabled=not ready, width="stretch", key="use_files"
    ):
        st.session_state.using = True
    forget.button("Start over", on_click=_start_over, width="stretch", key="start_over")
    if not (ready and st.session_state.get("using")):
        return
    names = [file.name for file in waiting if file.kind == "interactions"]
    try:
        loaded = jobs.result_of(
            "use_files_job",
            "Preparing recommendations",
            lambda progress: session.prepare_upload(tables, names[0], progress),
        )
    except BaseException:
        st.session_state.using = False
        raise
    if loaded is not None:
        st.session_state.using = False
        _start_over()
        session.use(loaded)
        st.session_state.note = links.fulfil(loaded)
        st.switch_page("screens/explore.py")


def _change_kind(file: Dropped, key: str) -> None:
    file.kind = st.session_state[key]
    file.columns.clear()
    file.table = file.refused = None


def _change_column(file: Dropped, role: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is None:
        return
    file.columns[role] = "" if chosen == _ABSENT else chosen
    file.table = file.refused = None


def _remove(file: Dropped) -> None:
    upload.waiting().remove(file)


def _start_over() -> None:
    st.session_state.incoming = []
