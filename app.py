"""Recengine Explorer: which pages there are, and in what order."""

import streamlit as st

from screens.parts import frame

st.set_page_config(
    page_title="Recengine Explorer", page_icon="screens/parts/icon.svg", layout="wide"
)

page = st.navigation(
    {
        "": [st.Page("screens/start.py", title="Start", icon=":material/home:", default=True)],
        "Data": [
            st.Page("screens/data.py", title="Data", icon=":material/table:"),
            st.Page("screens/quality.py", title="Quality", icon=":material/fact_check:"),
        ],
        "Recommend": [
            st.Page("screens/explore.py", title="Explore", icon=":material/tune:"),
            st.Page("screens/home.py", title="Home page", icon=":material/view_carousel:"),
            st.Page("screens/item.py", title="Item", icon=":material/movie:"),
            st.Page("screens/recipes.py", title="Recipes", icon=":material/menu_book:"),
            st.Page("screens/new_visitor.py", title="New visitor", icon=":material/person_add:"),
            st.Page("screens/new_item.py", title="New item", icon=":material/fiber_new:"),
        ],
        "Judge": [st.Page("screens/compare.py", title="Compare", icon=":material/leaderboard:")],
        "Learn": [
            st.Page("screens/worked_examples.py", title="Worked examples", icon=":material/route:"),
        ],
    }
)
frame.around(page)
