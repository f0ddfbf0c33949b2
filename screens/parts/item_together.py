"""Together: what joins one item in baskets, with the three figures of each rule explained."""

from __future__ import annotations

import streamlit as st

from recengine.data.export import to_csv
from recengine.data.main_event import participle
from screens.parts.looked_at import LookedAt
from screens.parts.text import plain

_COLUMNS = {
    "title": st.column_config.TextColumn("Title", width=150),
    "support": st.column_config.NumberColumn(
        "Support",
        help="Baskets that hold both: how often it happens at all.",
        format="%d",
        width=72,
    ),
    "confidence": st.column_config.NumberColumn(
        "Confidence",
        help="Of the baskets with this item, the share that hold the other as well: how surely "
        "it joins.",
        format="percent",
        width=72,
    ),
    "lift": st.column_config.NumberColumn(
        "Lift",
        help="How many times as often as if baskets were filled by chance. 1 means no "
        "connection; what is in every basket has no lift, however often it joins.",
        format="%.3g",
        width=72,
    ),
}


def draw(kept: LookedAt) -> None:
    """The finding, and a table of rules."""
    dataset, found = kept.loaded.dataset, kept.story().together
    st.subheader(f"{participle(found.verb).capitalize()} together", anchor=False)
    st.markdown(plain(found.finding(dataset)))
    if not found.rules:
        st.caption(
            f"It is in {found.baskets:,} of {found.n_baskets:,} baskets; a rule needs two baskets "
            "that hold both, and more than chance would fill."
        )
        return
    table = found.to_frame(dataset)
    st.dataframe(table.round(3), hide_index=True, column_config=_COLUMNS, key="together_table")
    st.caption(
        "A basket is what one person "
        f"{found.verb} on one day{'' if dataset.has_times else ', or ever, as there are no times'}."
        " Of few baskets the figures say little: look at support first."
    )
    st.download_button(
        "Rules as CSV",
        lambda: to_csv(table),
        file_name="together.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        help="Every rule of this item that is shown, with its three figures.",
        key="download_together",
    )
