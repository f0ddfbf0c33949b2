"""Quality: what the open data is good for, what deserves a look, and what to do about it."""

import streamlit as st

from screens.parts import doubts, frame, quality_pictures, session, verdicts

st.title("Quality")
st.markdown("What your data is good for, what deserves a look, and what would make it better.")

loaded = session.workspace()
if loaded is None:
    frame.empty("A verdict on your data, use by use, would stand here.")
else:
    verdicts.draw(loaded)
    doubts.draw(loaded)
    quality_pictures.draw(loaded)
