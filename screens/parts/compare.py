"""Compare: choose, ask, and read; the form, the queue and the result under each other."""

from __future__ import annotations

import streamlit as st

from screens.parts import compare_form, compare_queue, compare_result, session


def draw(loaded: session.Workspace) -> None:
    """The form with its button, what runs, and the result that was chosen."""
    choices = compare_form.draw(loaded)
    place = st.container()
    compare_queue.work(loaded)
    with place:
        _button(loaded, choices)
    shown = compare_queue.choose()
    if shown is None or shown.report is None:
        if not any(run.report is None for run in compare_queue.runs()):
            st.caption("Choose two or more and press Compare; the result appears here.")
        return
    if shown.setup != choices.setup(session.recipe(), loaded.sample):
        st.info("This result was made with other settings; press Compare for another.")
    compare_result.draw(loaded, shown, shown.report)


def _button(loaded: session.Workspace, choices: compare_form.Choices) -> None:
    """Ask for a comparison; what runs already is known by now."""
    n = len(choices.contenders)
    waiting = any(run.report is None for run in compare_queue.runs())
    pressed = st.button(
        f"{'Queue' if waiting else 'Compare'} {n} {'approach' if n == 1 else 'approaches'}",
        type="primary",
        disabled=not n,
        key="compare",
        help="It starts when what runs now is done." if waiting else None,
    )
    if pressed:
        compare_queue.add(choices.setup(session.recipe(), loaded.sample), loaded.dataset)
        st.rerun()
