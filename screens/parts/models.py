"""Models: which approach when, what a model's map of the catalogue looks like, who finds what."""

from __future__ import annotations

import streamlit as st

from screens.parts import guide, map_of_items, session, three_models
from screens.parts.looked_at import fit_wished, looked_at


def draw(loaded: session.Workspace) -> None:
    """The view of models, from the question to the detail."""
    kept = looked_at(loaded)
    guide.draw(kept)
    _look(loaded)
    with st.expander("How this is computed"):
        st.markdown(
            "**Figures** come from this data: everybody's last item that pleased is hidden, each "
            "approach learns from the rest and ranks the whole catalogue; NDCG@10 is high where "
            "the hidden item stands near the top. The interval covers 95 % of the means when as "
            "many people are drawn again. Memory is by how much the process grew at its peak.\n\n"
            "**The map** starts from where a model puts items, or from which items it finds alike, "
            "and lays neighbours side by side (t-SNE); how far groups are from each other means "
            "nothing.\n\n"
            "**Similarities** are each model's own, and compare within one model only."
        )


@st.fragment
def _look(loaded: session.Workspace) -> None:
    """The map and the lists, which follow the same item and redraw alone."""
    kept = looked_at(loaded)
    map_of_items.draw(kept)
    fit_wished(kept)
    three_models.draw(kept)
