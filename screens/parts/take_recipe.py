"""Taking a recipe along: into Explore, as a link, as JSON, to the terminal; and its sources."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from recengine.ranking import PRESETS, Recipe
from screens.parts import links, session
from screens.parts.text import plain


def draw(recipes: Sequence[Recipe]) -> None:
    """A tab a recipe."""
    for place, tab in enumerate(st.tabs([plain(recipe.name) for recipe in recipes])):
        with tab:
            _one(recipes[place], place)


def _one(recipe: Recipe, place: int) -> None:
    known = next((name for name, each in PRESETS.items() if each.recipe == recipe), "")
    key = known or f"own_{place}"
    left, right = st.columns(2, gap="medium")
    with left:
        if session.workspace() is not None and st.button(
            "Use this recipe",
            type="primary",
            icon=":material/tune:",
            key=f"use_{key}",
            help="Takes it for every page and goes to Explore.",
        ):
            session.set_recipe(recipe)
            st.switch_page("screens/explore.py")
        st.caption("A link that opens Explore with it:")
        st.code(links.explore_with(recipe), language=None, wrap_lines=True)
        st.caption("In the terminal:")
        st.code(_command(known), language="bash", wrap_lines=True)
        if session.edits():
            st.caption("The terminal goes by the history as it really was.")
        _sources(known)
    with right:
        st.caption("As JSON:")
        st.code(recipe.model_dump_json(indent=2), language="json", height=360)
        st.download_button(
            "Save as JSON",
            lambda: recipe.model_dump_json(indent=2),
            file_name=f"{known or 'recipe'}.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key=f"save_{key}",
        )


def _command(known: str) -> str:
    """What makes the same list in a terminal."""
    loaded = session.workspace()
    named, data = known or "recipe.json", "--sample streaming --user v0042"
    if loaded is not None:
        shareable = loaded.shareable
        data = f"--sample {loaded.source}" if shareable else "--interactions FILE"
        data += f" --user {session.person() if shareable else 'ID'}"
    return f"python -m recengine recommend {data} --recipe {named}"


def _sources(known: str) -> None:
    found = PRESETS[known].sources if known else ()
    if found:
        st.markdown("**What it imitates**")
    for source in found:
        st.markdown(plain(source.says))
        st.caption(plain(source.citation))
