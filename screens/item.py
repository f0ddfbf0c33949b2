"""Item."""

import streamlit as st

from screens.parts import frame

st.title("Item")
frame.empty("x would stand here.")
