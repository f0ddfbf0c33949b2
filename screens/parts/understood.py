"""Understood: what a file's columns, events and open questions were taken for, and how to say
otherwise.
"""

from __future__ import annotations

import streamlit as st

from recengine.data.events import EVENT_TYPES
from recengine.data.reading import columns_of
from recengine.data.tables import REQUIRED, ROLES, Choice, RoleGuess, Table
from recengine.errors import RecengineError
from screens.parts.text import plain
from screens.parts.upload import Dropped

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
_FIXED_BY_MAPPING = {"no_user_column", "no_item_column", "no_such_column"}
#: Questions about single events are asked where events are listed.
_OF_AN_EVENT = "event:"


def name_columns(file: Dropped, refused: RecengineError, place: int) -> None:
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


def draw(file: Dropped, table: Table, place: int) -> None:
    """Columns with the guess filled in, the first rows, events, and what is open."""
    mapping, preview = st.columns([2, 3], gap="medium")
    with mapping:
        st.markdown("**This is what we understood**")
        for role in ROLES[table.kind]:
            _choose_column(file, table, role, place)
    with preview:
        st.markdown("**First rows**, as they stand in the file")
        st.dataframe(table.preview, hide_index=True, height=260)
        _events(file, table, place)
    for choice in table.choices:
        if not choice.code.startswith(_OF_AN_EVENT):
            _question(file, choice, place)


def _choose_column(file: Dropped, table: Table, role: str, place: int) -> None:
    guess = table.mapping.get(role)
    options = list(table.columns) if role in REQUIRED[table.kind] else [_ABSENT, *table.columns]
    current = guess.column if guess else _ABSENT
    if current not in options:
        options.append(current)
    key = f"role_{place}_{file.key}_{role}"
    st.selectbox(
        _ROLE_LABELS[role],
        options,
        index=options.index(current),
        key=key,
        on_change=_change_column,
        args=(file, role, key),
        help=_why(guess),
    )


def _why(guess: RoleGuess | None) -> str:
    if guess is None:
        return "Nothing in the file looks like it."
    return f"{guess.confidence:.0%} sure: {plain(guess.why)}"


def _events(file: Dropped, table: Table, place: int) -> None:
    """What each event of the file counts as."""
    if not table.event_names:
        return
    unknown = [choice for choice in table.choices if choice.code.startswith(_OF_AN_EVENT)]
    words = f", {len(unknown)} of them unknown" if unknown else ""
    with st.expander(
        f"What each event counts as: {len(table.event_names)}{words}", expanded=bool(unknown)
    ):
        st.caption(
            "The usual weight says how much an event speaks for an item; "
            "it can be changed on Explore."
        )
        for name, standard in table.event_names.items():
            key = f"event_{place}_{file.key}_{name}"
            st.selectbox(
                plain(name) or "(empty)",
                list(EVENT_TYPES),
                index=list(EVENT_TYPES).index(standard),
                format_func=_event_label,
                key=key,
                on_change=_answer,
                args=(file, _OF_AN_EVENT + name, key),
            )


def _event_label(name: str) -> str:
    return f"{name} (weight {EVENT_TYPES[name].weight:g})"


def _question(file: Dropped, choice: Choice, place: int) -> None:
    key = f"choice_{place}_{file.key}_{choice.code}"
    options = list(choice.options)
    st.radio(
        f"**One question.** {plain(choice.question)}",
        options,
        index=options.index(choice.chosen),
        format_func=lambda answer: plain(choice.options[answer]),
        key=key,
        on_change=_answer,
        args=(file, choice.code, key),
    )


def _answer(file: Dropped, code: str, key: str) -> None:
    file.answers[code] = st.session_state[key]
    file.read_again()


def _change_column(file: Dropped, role: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is None:
        return
    file.columns[role] = "" if chosen == _ABSENT else chosen
    file.read_again()
