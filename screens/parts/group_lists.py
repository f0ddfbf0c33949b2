"""Group lists: what people of a group get before any answer, beside what everybody gets."""

from __future__ import annotations

import streamlit as st

from recengine.data.export import to_csv
from recengine.ranking.group_defaults import GroupList, groups_of
from screens.parts.text import count, plain
from screens.parts.visiting import Visiting, telling_column

_NOBODY = "(not known)"


def draw(kept: Visiting) -> None:
    """Choose a group, and see its list."""
    st.subheader("Before any answer", anchor=False)
    columns = kept.columns()
    if not columns:
        st.caption(
            "Everybody gets what most people like. A file of people with a column such as country, "
            "plan, device or favourite genres would unlock lists by group."
        )
        return
    _choose(kept, list(columns))
    if not kept.known:
        st.caption("Choose a group to see what its people like more than everybody else does.")
        return
    found = kept.group(*next(iter(kept.known.items())))
    st.markdown(_finding(kept, found))
    st.dataframe(
        found.to_frame(),
        hide_index=True,
        column_config={
            "Place": st.column_config.NumberColumn(width=50),
            "Everybody's place": st.column_config.NumberColumn(
                help="Where the list that everybody gets has this title."
            ),
            "Liked in the group": st.column_config.NumberColumn(
                format="percent", help="Share of the group, by how much each person liked it."
            ),
            "Liked by all": st.column_config.NumberColumn(
                format="percent", help="The same share among everybody."
            ),
        },
        key="visit_group_table",
    )
    st.download_button(
        "This group's list as CSV",
        lambda: to_csv(found.to_frame()),
        file_name="group_list.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="visit_group_download",
        help="The ten titles with both places and shares.",
    )


def _choose(kept: Visiting, columns: list[str]) -> None:
    dataset = kept.loaded.dataset
    names = {trait.column: trait.label for trait in dataset.traits}
    left, right = st.columns(2)
    column = next(iter(kept.known), kept.column or columns[0])
    st.session_state["w_visit_column"] = column
    left.selectbox(
        "What is known of the visitor",
        columns,
        format_func=names.__getitem__,
        key="w_visit_column",
        on_change=_column_chosen,
        args=(kept,),
        help="A column of the people's file that is known before anybody does anything.",
    )
    st.session_state["w_visit_group"] = kept.known.get(column, _NOBODY)
    right.selectbox(
        "Group",
        [_NOBODY, *groups_of(dataset, column)],
        key="w_visit_group",
        on_change=_group_chosen,
        args=(kept, column),
        help="Groups of fewer than 11 people are not offered.",
    )


def _column_chosen(kept: Visiting) -> None:
    kept.column = st.session_state.w_visit_column
    kept.known.clear()


def _group_chosen(kept: Visiting, column: str) -> None:
    group = st.session_state.w_visit_group
    kept.known.clear()
    if group != _NOBODY:
        kept.known[column] = group


def _finding(kept: Visiting, found: GroupList) -> str:
    column, group = next(iter(kept.known.items()))
    names = {trait.column: trait.label for trait in kept.loaded.dataset.traits}
    telling = telling_column(kept.loaded)
    said = (
        f"**{found.same} of {len(found.items)} titles are those that everybody gets**; "
        f"{count(found.people)} people of {plain(group)} were counted."
    )
    if column == telling:
        return f"{said} {plain(names[column])} foretells best here, so the list above uses it."
    if telling:
        return (
            f"{said} {plain(names[telling])} foretells better here, so the list above waits for "
            f"that and takes no notice of {plain(names[column].lower())}."
        )
    return (
        f"{said} No column of people foretells what they like better than nothing does, so the "
        "list above takes no notice of it."
    )
