"""Recengine Explorer: which pages there are, and in what order."""

import streamlit as st

from pages.parts import frame

st.set_page_config(page_title="Recengine Explorer", page_icon="pages/parts/icon.svg", layout="wide")

page = st.navigation(
    {
        "": [st.Page("pages/start.py", title="Start", icon=":material/home:", default=True)],
        "Data": [st.Page("pages/data.py", title="Data", icon=":material/table:")],
        "Recommend": [st.Page("pages/explore.py", title="Explore", icon=":material/tune:")],
        "Judge": [st.Page("pages/compare.py", title="Compare", icon=":material/leaderboard:")],
    }
)
frame.around(page)
