"""Pictures of the open data: long tail, activity over time, sparsity, and the catalogue."""

from __future__ import annotations

import streamlit as st

from recengine import charts
from recengine.data.figures import activity, long_tail, sparsity_picture
from screens.parts import session
from screens.parts.text import plain


def draw(loaded: session.Workspace) -> None:
    """Three charts and a page of the catalogue."""
    dataset = loaded.dataset
    left, right = st.columns(2, gap="medium")
    left.plotly_chart(charts.long_tail(long_tail(dataset)), key="long_tail", config=charts.CONFIG)
    right.plotly_chart(charts.activity(activity(dataset)), key="activity", config=charts.CONFIG)
    left.plotly_chart(
        charts.sparsity(sparsity_picture(dataset), loaded.figures.density),
        key="sparsity",
        config=charts.CONFIG,
    )
    with right:
        st.markdown("**The catalogue**, its first 200 titles")
        shown = dataset.items.head(200).rename(
            columns={attribute.name: attribute.label for attribute in dataset.item_attributes}
        )
        dates = {
            attribute.label: st.column_config.DateColumn(format="D MMM YYYY")
            for attribute in dataset.item_attributes
            if attribute.kind == "date"
        }
        vectors = [
            name
            for attribute in dataset.item_attributes
            if attribute.kind == "vector"
            for name in attribute.columns or (attribute.label,)
        ]
        shown = shown.drop(columns=["item_id", *vectors])
        st.dataframe(shown, hide_index=True, height=320, column_config=dates)
    for problem in dataset.problems:
        st.caption(plain(str(problem)))
