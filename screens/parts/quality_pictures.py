"""Quality in pictures: when things happen, and who and what has too little."""

from __future__ import annotations

import streamlit as st

from recengine import charts
from recengine.data.figures import by_hour, history_lengths, item_lengths, long_tail
from screens.parts import session
from screens.parts.text import count


def draw(loaded: session.Workspace) -> None:
    """Four charts, two beside each other."""
    dataset, found = loaded.dataset, loaded.figures
    people = f"Half of the people have {count(found.events_per_person)} events or more"
    items = f"{count(found.cold_items)} of {count(found.items)} items were never touched"
    figures = {
        "lengths": charts.lengths(history_lengths(dataset), "people", people),
        "cold": charts.lengths(item_lengths(dataset), "items", items),
        "hours": charts.by_hour(by_hour(dataset)),
        "tail": charts.long_tail(long_tail(dataset)),
    }
    st.subheader("In pictures", anchor=False)
    places = st.columns(2, gap="medium")
    for place, (name, figure) in enumerate(figures.items()):
        places[place % 2].plotly_chart(figure, key=f"quality_{name}", config=charts.CONFIG)
