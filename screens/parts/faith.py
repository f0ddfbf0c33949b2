"""Faith: how often a title falls when the first reason given for it is taken away, measured."""

from __future__ import annotations

import streamlit as st

from recengine.progress import Progress
from recengine.ranking import Recipe
from recengine.ranking.fidelity import Fidelity, fidelity
from screens.parts import guard, jobs, session

_SAMPLE = 100
_JOB = "fidelity"


def figure(recipe: Recipe) -> None:
    """The figure for this recipe on the open data, or the button that measures it."""
    measured: dict[tuple[str, str], Fidelity] = st.session_state.setdefault("fidelity", {})
    key = (session.opened().dataset.fingerprint, recipe.to_json())
    if st.session_state.get("fidelity_wish") == key:
        with guard.sentences():
            try:
                found = jobs.result_of(_JOB, "Taking first reasons away", _work(recipe))
            except Exception:
                del st.session_state["fidelity_wish"]
                raise
            if found is not None:
                del st.session_state["fidelity_wish"]
                measured[key] = found
                for old in list(measured)[:-8]:
                    del measured[old]
    if key in measured:
        st.markdown(sentence(measured[key]))
    elif st.session_state.get("fidelity_wish") != key:
        st.button(
            "How true are the reasons?",
            icon=":material/verified:",
            key="measure_fidelity",
            on_click=_wish,
            args=(key,),
            help=f"Takes the first reason of {_SAMPLE} recommendations away and scores again; "
            "some seconds.",
        )


def sentence(found: Fidelity) -> str:
    """What was measured, in a line."""
    if not found.sampled:
        return "No recommendation here has a reason in somebody's history that could be tried."
    return (
        f"Taken away, the first reason lowers the title in **{found.share:.0%}** of "
        f"{found.sampled} sampled recommendations (95 % interval {found.low:.0%} to "
        f"{found.high:.0%}), by {found.median_fall:.3g} places in the median. As many other past "
        f"titles, drawn at random, lower it in {found.share_at_random:.0%}."
    )


def _work(recipe: Recipe):  # noqa: ANN202  what a job runs
    engine = session.opened().engine

    def work(progress: Progress) -> Fidelity:
        return fidelity(engine, recipe, sample=_SAMPLE, progress=progress)

    return work


def _wish(key: tuple[str, str]) -> None:
    jobs.drop(_JOB)
    st.session_state.fidelity_wish = key
