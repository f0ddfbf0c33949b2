"""Compare files: everything that came out as CSV, as a page that stands alone, and to run again."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from recengine.charts.comparison_page import comparison_page
from recengine.data.export import to_csv
from recengine.evaluation import Report
from screens.parts import session
from screens.parts.compare_queue import Run
from screens.parts.looked_at import awaited

#: With more people than this, the page is prepared by a job and not within the click.
_PAGE_AT_ONCE = 3_000


def draw(loaded: session.Workspace, run: Run, report: Report) -> None:
    """Everything as files; pictures have a camera of their own."""
    files: dict[str, tuple[str, str, Callable[[], str | bytes]]] = {
        "comparison.csv": ("All figures as CSV", "text/csv", lambda: to_csv(report.to_frame())),
        "report.html": (
            "Report as a page",
            "text/html",
            lambda: run.page or comparison_page(report, loaded.dataset),
        ),
        "report.json": ("Report as JSON", "application/json", lambda: _json(report)),
    }
    job = f"page_{run.number}"
    prepared = bool(run.page) or len(report.people) <= _PAGE_AT_ONCE
    with st.container(horizontal=True):
        for name, (label, kind, make) in files.items():
            if name == "report.html" and not prepared:
                st.button(
                    "Prepare the report as a page",
                    icon=":material/description:",
                    disabled=job in run.wishes,
                    on_click=run.wishes.update,
                    args=({job: name},),
                    key="prepare_page",
                )
                continue
            st.download_button(
                label,
                make,
                file_name=name,
                mime=kind,
                icon=":material/download:",
                on_click="ignore",
                key=f"download_{name}",
            )
    if job in run.wishes:
        _prepare_page(loaded, run, report, job)
    st.caption(
        "The page opens without a network. Each chart has a camera in its corner that saves it as "
        "a picture."
    )


def _prepare_page(loaded: session.Workspace, run: Run, report: Report, job: str) -> None:
    """Make the page that somebody asked for; a panel until it is there."""
    found = awaited(
        run,
        job,
        "Preparing the page",
        lambda progress: comparison_page(report, loaded.dataset, progress),
    )
    if found is not None:
        run.page = found
        st.rerun()


def _json(report: Report) -> str:
    return json.dumps(report.to_dict(), indent=2, allow_nan=False)
