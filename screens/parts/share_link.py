"""Share: the link to this view, and the list as files."""

from __future__ import annotations

import json

import streamlit as st

from recengine.data.export import to_csv
from recengine.ranking import Recommendations
from recengine.ranking.export import to_frame
from recengine.ranking.snippet import as_document, python_snippet
from screens.parts import links, session


def write_and_offer(found: Recommendations) -> None:
    """Mirror the view in the address bar, and offer it as link, recipe and table."""
    links.write()
    recipe = session.recipe()
    with st.container(horizontal=True):
        offer_link("list")
        st.download_button(
            "List as CSV",
            lambda: to_csv(to_frame(found)),
            file_name="recommendations.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="download_list",
        )
        with st.popover("Python", icon=":material/code:"):
            dataset = session.opened().dataset
            shared = session.opened().shareable
            code = python_snippet(
                dataset,
                recipe,
                session.person(),
                session.edits(),
                sample=session.opened().source if shared else "",
            )
            st.code(code, language="python", wrap_lines=True)
            st.caption(
                "Prints exactly this list."
                if shared
                else "Prints exactly this list from the same files, read as usual; it stops where "
                "they are others."
            )
        st.download_button(
            "List as JSON",
            lambda: json.dumps(
                as_document(session.opened().dataset, recipe, found, session.edits()), indent=2
            ),
            file_name="recommendations.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key="download_document",
            help="Items with scores, stages and reasons, the recipe, and the changes to the "
            "history.",
        )
        st.download_button(
            "Recipe as JSON",
            lambda: recipe.model_dump_json(indent=2),
            file_name="recipe.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key="download_recipe",
        )


def offer_link(what: str) -> None:
    """The link to this view, and what somebody who opens it will see."""
    with st.popover("Link to this view", icon=":material/link:"):
        st.code(links.address(), language=None, wrap_lines=True)
        if session.opened().shareable:
            st.caption(f"Opens the same {what} anywhere this app runs.")
        else:
            st.caption(
                "Asks for the same file, which never leaves your session, and then shows the "
                f"same {what}."
            )
