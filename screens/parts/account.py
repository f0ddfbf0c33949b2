"""Account: what became of every row of a file, in words and as files to download."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from recengine.data.export import to_csv
from recengine.data.tables import Table
from recengine.errors import Problem
from screens.parts.text import plain
from screens.parts.upload import Dropped

#: More sentences than these are kept for the download.
_MOST_SENTENCES = 12


def draw(file: Dropped, table: Table, place: int) -> None:
    """The sum that adds up, a sentence for each kind of trouble, and the rows themselves."""
    st.caption(
        f"{table.rows_read:,} rows = {table.accepted:,} accepted + {table.repaired:,} repaired + "
        f"{table.refused:,} refused + {table.ignored:,} ignored"
    )
    if not table.problems:
        st.success("Every row could be used as it is.", icon=":material/check_circle:")
        return
    with st.expander(
        f"What to know about this file: {len(table.problems)}", expanded=table.refused > 0
    ):
        for problem in table.problems[:_MOST_SENTENCES]:
            st.markdown(_sentence(problem))
        if len(table.problems) > _MOST_SENTENCES:
            st.caption(f"And {len(table.problems) - _MOST_SENTENCES} more, in the download.")
        _downloads(file, table, place)


def _sentence(problem: Problem) -> str:
    return (
        f"{plain(problem.message)} **{plain(problem.fix)}**"
        if problem.fix
        else plain(problem.message)
    )


def _downloads(file: Dropped, table: Table, place: int) -> None:
    problems = pd.DataFrame(
        [vars(problem) for problem in table.problems],
        columns=["code", "message", "fix", "line", "column", "value", "count"],
    )
    with st.container(horizontal=True):
        for label, name, frame in (
            ("Refused rows", "refused_rows", table.refused_rows),
            ("Repaired cells, before and after", "repaired_cells", table.repaired_rows),
            ("All that is said here", "problems", problems),
        ):
            if len(frame):
                st.download_button(
                    label,
                    to_csv(frame),
                    file_name=f"{name}.csv",
                    mime="text/csv",
                    icon=":material/download:",
                    key=f"{name}_{place}_{file.key}",
                )
