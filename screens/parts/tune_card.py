"""Tune card: one recipe of a search, what it brings, what is different in it, where to take it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from recengine.evaluation.searching import Search, changes, label, trade
from screens.parts import session
from screens.parts.text import plain

_ORIGINS = {
    "start": "where the search began",
    "preset": "a preset",
    "alone": "one approach alone",
    "learned": "learned weights",
    "search": "found by the search",
}


def draw(search: Search, number: int) -> None:
    """One recipe: what it brings, what is different in it, and where to take it."""
    own = search.trials[number]
    st.markdown(f"**{plain(own.recipe.name)}** :small[{_ORIGINS[own.origin]}]")
    st.markdown(plain(trade(search, number)))
    left, right = st.columns(2, gap="medium")
    with left:
        _figures(search, number)
    with right:
        _changes(search, number)
    taken = own.recipe.changed(name=_name(search, number))
    with st.container(horizontal=True):
        if st.button(
            "Open in Explore",
            type="primary",
            icon=":material/explore:",
            key="tune_open",
            help="Takes this recipe, and compares its lists with those of the start.",
        ):
            session.set_recipe(taken)
            session.set_reference(search.start)
            st.switch_page("screens/explore.py")
        st.download_button(
            "recipe.json",
            taken.model_dump_json(indent=2),
            file_name="recipe.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key="tune_save",
            help="For the terminal (--recipe recipe.json), or for the Recipes screen.",
        )


def _figures(search: Search, number: int) -> None:
    """Every figure beside the start's."""
    own, start = search.trials[number], search.trials[0]
    st.dataframe(
        pd.DataFrame(
            {
                "Figure": label(key),
                "Start": start.figures[key].mean,
                "This": figure.mean,
                "Difference, 95 %": f"{own.gains[key].low:+.2g} to {own.gains[key].high:+.2g}",
            }
            for key, figure in own.figures.items()
        ),
        hide_index=True,
        column_config={
            name: st.column_config.NumberColumn(format="%.3g", width=64)
            for name in ("Start", "This")
        },
        key="tune_figures",
    )


def _changes(search: Search, number: int) -> None:
    """What is different in a recipe, a line each."""
    different = changes(search.start, search.trials[number].recipe)
    if different:
        st.caption(f"What is different from {plain(search.start.name)}:")
        st.markdown(
            "\n".join(
                f"- {plain(setting)}: **{plain(after)}** :small[instead of {plain(before)}]"
                for setting, before, after in different
            )
        )


def _name(search: Search, number: int) -> str:
    """Under which name a recipe is taken along."""
    own = search.trials[number]
    return own.recipe.name if own.origin in ("start", "preset") else f"Found: {own.recipe.name}"
