"""Lists of the current person by several recipes: what they share, and the titles themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from recengine import charts
from recengine.ranking import Recipe
from recengine.ranking.overlap import in_common
from recengine.ranking.wording import named
from screens.parts import session
from screens.parts.text import plain


def draw(recipes: Sequence[Recipe]) -> None:
    """A small matrix, and the lists side by side folded away."""
    fitted = tuple(session.opened().engine.models)
    lists = [session.recommend(recipe.only(fitted)) for recipe in recipes]
    names = [recipe.name for recipe in recipes]
    st.caption(f"Titles in common, of the lists for person {plain(session.person())}.")
    figure = charts.overlap(names, in_common(lists))
    st.plotly_chart(figure, key="overlap", config=charts.CONFIG)
    with st.expander("The lists themselves"):
        longest = max(map(len, lists))
        table = {
            name: [item.title for item in found.items] + [""] * (longest - len(found))
            for name, found in zip(names, lists, strict=True)
        }
        st.dataframe(pd.DataFrame(table, index=range(1, longest + 1)))
    for recipe in recipes:
        _say_what_is_missing(recipe, fitted)


def _say_what_is_missing(recipe: Recipe, fitted: Sequence[str]) -> None:
    missing = [named(name) for name in recipe.weights if name not in fitted]
    if missing:
        st.caption(
            f"{plain(recipe.name)} is shown without {plain(', '.join(missing))}, which is not "
            "fitted here; the terminal fits it."
        )
