"""Worked examples: one real person of a sample, from what they did to their list, in six steps."""

import streamlit as st

from recengine.ranking.worked import story_of
from screens.parts import example_offers, example_steps, session

st.title("Worked examples")
st.markdown(
    "One person of a sample, from what they did to what they are shown: every number is the one "
    "that made the list."
)

loaded = session.workspace()
story = None if loaded is None else story_of(loaded.source)
if loaded is None or story is None:
    example_offers.both()
else:
    example_steps.draw(loaded, story)
