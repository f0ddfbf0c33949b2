"""Drafting form: one widget a column of the catalogue, with its own values as suggestions."""

from __future__ import annotations

import math

import streamlit as st

from recengine.data.drafting import Field, example
from screens.parts.drafted import Drafted
from screens.parts.text import plain

_PREFIX = "w_item_new_"


def draw(kept: Drafted) -> None:
    """The form; what is typed is kept at once."""
    left, right = st.columns(2)
    left.button(
        "Example",
        icon=":material/casino:",
        key="item_new_example",
        type="secondary" if kept.typed else "primary",
        on_click=_fill_in,
        args=(kept,),
        help="Something plausible from the catalogue's own values; press again for another.",
        width="stretch",
    )
    right.button(
        "Clear",
        icon=":material/backspace:",
        key="item_new_clear",
        on_click=_clear,
        args=(kept,),
        disabled=not kept.typed,
        help="Empty every field.",
        width="stretch",
    )
    for place, each in enumerate(kept.fields):
        kept.values[each.attribute.name] = _widget(kept, each, f"{_PREFIX}{place}")


def _widget(kept: Drafted, of: Field, key: str) -> str | tuple[str, ...] | float | None:
    """One field; it shows what is kept and gives back what is typed."""
    name, kind = of.attribute.name, of.attribute.kind
    label, value = plain(of.attribute.label), kept.values.get(name)
    if kind == "number":
        st.session_state.setdefault(key, value)
        words = f"In this catalogue from {of.low:.6g} to {of.high:.6g}; empty if unknown."
        return st.number_input(label, key=key, help=words, format="%g", placeholder="unknown")
    if of.several:
        st.session_state.setdefault(key, list(value) if isinstance(value, tuple) else [])
        chosen = st.multiselect(
            label,
            _with(of.options, st.session_state[key]),
            key=key,
            accept_new_options=True,
            placeholder="Choose or type",
            help="Existing values are suggested; a new one counts nothing until others have it.",
        )
        return tuple(chosen)
    if of.options:
        st.session_state.setdefault(key, value or None)
        one = st.session_state[key]
        return st.selectbox(
            label,
            _with(of.options, [one] if one else []),
            key=key,
            index=None,
            accept_new_options=True,
            placeholder="Choose or type",
            help="Existing values are suggested; a new one counts nothing until others have it.",
        )
    st.session_state.setdefault(key, value or "")
    if name == "title":
        return st.text_input(
            label, key=key, max_chars=300, help="Its words count a little, like any text."
        )
    return st.text_area(
        label,
        key=key,
        max_chars=5_000,
        height=100,
        help="Words that other titles use as well tell most.",
    )


def _with(options: tuple[str, ...], chosen: list[str]) -> list[str]:
    """Options and what was typed beyond them."""
    return [*options, *(each for each in chosen if each not in options)]


def _fill_in(kept: Drafted) -> None:
    kept.values = example(kept.loaded.dataset, kept.examples)
    kept.examples += 1
    _show_kept(kept)


def _clear(kept: Drafted) -> None:
    kept.values = {}
    _show_kept(kept)


def _show_kept(kept: Drafted) -> None:
    """Make every widget show what is kept."""
    for place, of in enumerate(kept.fields):
        value = kept.values.get(of.attribute.name)
        if of.attribute.kind == "number":
            shown = value if isinstance(value, float) and math.isfinite(value) else None
        elif of.several:
            shown = list(value) if isinstance(value, tuple) else []
        elif of.options:
            shown = value or None
        else:
            shown = value or ""
        st.session_state[f"{_PREFIX}{place}"] = shown
