"""Who likes an item: which groups are frequent among them, and what else they like more."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from recengine import charts
from recengine.charts.audience import MOST_GROUPS
from recengine.data.export import to_csv
from recengine.evaluation.audience import Audience, Share, to_frame
from recengine.evaluation.small_cells import FEWEST
from screens.parts.looked_at import LookedAt
from screens.parts.text import plain

_ALSO = {
    "name": st.column_config.TextColumn("Title", width=140),
    "share": st.column_config.NumberColumn(
        "Of them",
        help="Share of those who like this item that like the other.",
        format="percent",
        width=64,
    ),
    "times_as_frequent": st.column_config.NumberColumn(
        "Times",
        help="That share over the share of everybody else that likes it.",
        format="%.2g",
        width=64,
    ),
    "low": st.column_config.NumberColumn(
        "At least",
        help="The lower end of its interval; the table goes by it.",
        format="%.2g",
        width=64,
    ),
}


def draw(kept: LookedAt) -> None:
    """Groups as a picture, titles as a table."""
    found = kept.story().audience
    st.subheader("Who likes it", anchor=False)
    if found.people is None:
        st.markdown(plain(found.finding))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _groups(found)
    with right:
        _also(found)
    if found.groups or found.also:
        _offer([*found.groups, *found.also])


def _groups(found: Audience) -> None:
    if not found.groups:
        st.markdown(plain(found.finding))
        st.caption(
            f"A group needs {FEWEST} people who like it and {FEWEST} who do not."
            if found.traits
            else "Upload a file of people, with columns such as country or plan, to see this."
        )
        return
    st.plotly_chart(charts.audience(found), key="audience_chart", config=charts.CONFIG)
    more = len(found.groups) - MOST_GROUPS
    rest = f" {more} more groups are in the table to download." if more > 0 else ""
    st.caption(
        f"{found.people:,} people like it. Dots right of the line: more frequent among them than "
        f"among others. Filled where chance would hardly explain it.{rest}"
    )


def _also(found: Audience) -> None:
    st.markdown("**What they like more than others do**")
    if not found.also:
        st.caption(f"Nothing surely: too few people, at least {FEWEST} must share a title.")
        return
    table = to_frame(found.also)[list(_ALSO)]
    st.dataframe(table.round(3), hide_index=True, column_config=_ALSO, key="also_table")
    st.caption(
        f"They like {found.liked:.3g} titles on average, others {found.liked_by_others:.3g}: who "
        "does more likes more of everything, so compare within the table."
    )


def _offer(shares: Sequence[Share]) -> None:
    st.download_button(
        "Audience as CSV",
        lambda: to_csv(to_frame(tuple(shares))),
        file_name="audience.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        help=f"Groups and titles with shares and intervals; none of fewer than {FEWEST} people.",
        key="download_audience",
    )
