"""New visitor: a few questions, a few looks, and a list that answers each of them at once."""

import streamlit as st

from screens.parts import asking, beating, frame, group_lists, session
from screens.parts.visiting import visiting

st.title("New visitor")
st.markdown("What somebody gets of whom nothing is known, and how fast a few answers change it.")

loaded = session.workspace()
if loaded is None:
    frame.empty(
        "Questions to a new visitor, and a list that follows the answers, would stand here."
    )
else:
    kept = visiting(loaded)
    asking.draw()
    group_lists.draw(kept)
    beating.draw(kept)
    with st.expander("How this is computed"):
        st.markdown(
            "Everybody in the data is a guess at who the visitor is. A question shows the "
            "well-known titles whose answer tells most about which guess is right, in bits; one "
            "bit halves the people who are left. After an answer each guess counts by how well it "
            "fits, and the next question is chosen for who is left. A pick is a like, a look is "
            "one look: the list comes from the same engine and the same recipe as on Explore. For "
            "the curve a fifth of the people is held out; they answer by what they truly liked, "
            "and the rest of what they liked has to be found. Popularity is judged by the same "
            "people and the same titles."
        )
