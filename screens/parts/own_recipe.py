"""Own recipes: the current mix and those that somebody brings, beside the ones that ship."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from recengine.charts.recipes import Column, preset_columns, under_own_name
from recengine.errors import InvalidSetting, Problem
from recengine.ranking import PRESETS, Recipe, parse_recipe
from screens.parts import guard, session
from screens.parts.text import plain

#: Recipes that may stand beside the others, and characters that one may have.
_MOST = 3
_LONGEST = 20_000
_EXAMPLE = '{"name": "My mix", "models": {"ease": 0.7, "content": 0.3}, "diversity": 0.2}'


def columns() -> list[Column]:
    """The recipes that ship, those that were brought, and the current one where it is another."""
    shown = preset_columns() + [Column(own, "Brought by you.") for own in brought()]
    current = _current()
    if current is not None and current not in brought():
        names = {column.recipe.name for column in shown}
        shown.append(Column(under_own_name(current, names), "As set in Explore."))
    return shown


def brought() -> list[Recipe]:
    """What this visitor has brought, oldest first."""
    return st.session_state.setdefault("brought", [])


def forget(recipe: Recipe) -> None:
    """Take a brought recipe away again."""
    st.session_state.brought = [own for own in brought() if own != recipe]


def _current() -> Recipe | None:
    """The current recipe, unless it is one of those that ship."""
    loaded = session.workspace()
    if loaded is None:
        return None
    usual = [loaded.engine.suited(each.recipe) for each in PRESETS.values()]
    return session.recipe() if session.recipe() not in usual else None


def bring(shown: Sequence[Column]) -> None:
    """A box for the text of a recipe, and one for a file."""
    with st.form("bring", border=True):
        left, right = st.columns(2, gap="medium")
        text = left.text_area(
            "Paste a recipe as JSON",
            key="w_recipe_text",
            placeholder=_EXAMPLE,
            height=150,
            help="Only what differs from the usual settings has to be there.",
        )
        file = right.file_uploader(
            "Or drop a file",
            type=["json", "txt"],
            key="w_recipe_file",
            max_upload_size=1,
            help="As saved on this page, in Explore, or by the tune command.",
        )
        pressed = st.form_submit_button("Put it beside the others", key="bring_recipe")
    if pressed and not text.strip() and file is None:
        st.info("Paste the text of a recipe, or drop a file, and press again.")
    elif pressed:
        with guard.sentences():
            content = text.strip() or _text_of(file.getvalue() if file else b"")
            _add(parse_recipe(_short(content)), shown)
            st.rerun()
    for own in brought():
        st.button(
            f"Remove {plain(own.name)}",
            key=f"remove_{own.to_link()[:40]}",
            on_click=forget,
            args=(own,),
            icon=":material/close:",
        )


def _add(recipe: Recipe, shown: Sequence[Column]) -> None:
    recipe = under_own_name(recipe, {column.recipe.name for column in shown})
    st.session_state.brought = [*brought(), recipe][-_MOST:]


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable("This file is not text.") from error


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        raise _unreadable("This is too long for a recipe.")
    return text


def _unreadable(what: str) -> InvalidSetting:
    fix = "Bring a recipe as JSON, such as one saved on this page."
    return InvalidSetting(Problem("unreadable_recipe", what, fix))
