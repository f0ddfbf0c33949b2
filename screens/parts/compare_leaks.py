"""Compare leaks: whether a lead rests on the future, tried when somebody asks."""

from __future__ import annotations

import streamlit as st

from recengine.evaluation import METRICS
from recengine.evaluation.leaks import leak_check
from recengine.evaluation.setup import Entrant, parse_setup
from screens.parts import session
from screens.parts.compare_queue import Run
from screens.parts.looked_at import awaited
from screens.parts.text import plain


def draw(loaded: session.Workspace, run: Run, metric: str) -> None:
    """Choose an approach, press, and read a sentence."""
    st.markdown("**Does a lead rest on the future?**")
    if not loaded.dataset.has_times:
        st.caption("A column with times, such as timestamp, would unlock this check.")
        return
    if not METRICS[metric.partition("@")[0]].per_person:
        st.caption("Choose a metric that each person has, such as NDCG.")
        return
    entrants = {
        entrant.name: entrant
        for entrant in parse_setup(run.setup.model_dump()).entrants
        if entrant.model != "popularity"
    }
    if not entrants:
        st.caption("Popularity is what a lead is measured against; compare another approach too.")
        return
    st.caption(
        "Fits it twice, against popularity: on a random split, where the future can be learned "
        "from, and in time, where it cannot."
    )
    labels = {entrant.name: entrant.contender().label for entrant in entrants.values()}
    if st.session_state.get("w_leaks") not in entrants:
        st.session_state.w_leaks = _best(run, metric, list(entrants))
    name = st.selectbox("Approach", list(entrants), format_func=labels.__getitem__, key="w_leaks")
    st.button(
        "Check it",
        key="check_leaks",
        disabled=_job(run) in run.wishes,
        on_click=run.wishes.update,
        args=({_job(run): f"{name} {metric}"},),
    )
    _work(loaded, run, entrants)
    for check in run.leaks.values():
        st.markdown(f"- {plain(check.sentence)}")


def _best(run: Run, metric: str, names: list[str]) -> str:
    """Whose lead is the largest: it is the one that somebody would ship."""
    if run.report is None:
        return names[0]
    means = {
        result.model: result.metrics[metric].mean
        for result in run.report.results
        if result.model in names and metric in result.metrics
    }
    sign = 1 if METRICS[metric.partition("@")[0]].higher_is_better else -1
    return max(means, key=lambda name: sign * means[name], default=names[0])


def _work(loaded: session.Workspace, run: Run, entrants: dict[str, Entrant]) -> None:
    """Check what was asked for; a panel until it is there."""
    wished = run.wishes.get(_job(run))
    if wished is None:
        return
    name, metric = wished.rsplit(" ", 1)
    found = awaited(
        run,
        _job(run),
        "Looking for the future",
        lambda progress: leak_check(
            loaded.dataset,
            entrants[name].contender,
            metric=metric,
            seed=run.setup.seed,
            progress=progress,
        ),
    )
    if found is not None:
        run.leaks[wished] = found
        st.rerun()


def _job(run: Run) -> str:
    return f"leaks_{run.number}"
