"""Compare: which approach is better on this data, and how sure that is."""

import streamlit as st

from screens.parts import compare, frame, models, session, tune

_VIEWS = ("Comparison", "Best recipe", "Models")

st.title("Compare")
st.markdown("Which approach finds what people really chose next, and how sure we can be.")


def _view() -> str:
    """What is shown, kept while other screens are drawn."""
    st.session_state.setdefault("w_compare_view", st.session_state.get("compare_view", _VIEWS[0]))
    chosen = st.segmented_control(
        "View", _VIEWS, key="w_compare_view", required=True, label_visibility="collapsed"
    )
    st.session_state.compare_view = chosen or _VIEWS[0]
    return st.session_state.compare_view


loaded = session.workspace()
if loaded is None:
    frame.empty("A leaderboard with intervals, and one sentence to read from it, would stand here.")
elif _view() == "Models":
    models.draw(loaded)
elif st.session_state.compare_view == "Best recipe":
    tune.draw(loaded)
else:
    compare.draw(loaded)
