"""Compare: which approach is better on this data, and how sure that is."""

import streamlit as st

from screens.parts import comparison, frame, session

st.title("Compare")
st.markdown("Which approach finds what people really chose next, and how sure we can be.")

loaded = session.workspace()
if loaded is None:
    frame.empty("A leaderboard with intervals, and one sentence to read from it, would stand here.")
else:
    choices = comparison.choose(loaded)
    report = comparison.run(loaded, choices)
    if report is not None:
        comparison.show(report, choices)
