"""Compare queue: comparisons that wait, run and are kept, one after another.

Each is a job of its own. They stay while somebody goes to other screens, and go with the data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from recengine.data.dataset import Dataset
from recengine.data.splits import SPLITS
from recengine.evaluation import Report, Setup, parse_metrics
from recengine.evaluation.curves import Curve
from recengine.evaluation.leaks import LeakCheck
from recengine.progress import Progress
from screens.parts import guard, jobs, session

#: Results that are kept at once; each holds all of its lists.
MOST_KEPT = 6


@dataclass(eq=False)
class Run:
    """One comparison that was asked for.

    Parameters
    ----------
    number : tells runs of a session apart.
    setup : what was asked.
    fingerprint : of the data it was asked on.
    report : what came out; None while it waits or runs.
    curves : of the report, by metric.
    likeness : of each approach's lists to those of the baseline.
    leaks : what was checked for leads that rest on the future.
    page : the report as an HTML file, where that takes a job to make.
    wishes : what a job was asked for and has not brought yet, by the key of the job.
    """

    number: int
    setup: Setup
    fingerprint: str
    report: Report | None = None
    asked: datetime = field(default_factory=datetime.now)
    curves: dict[str, Curve] = field(default_factory=dict)
    likeness: dict[str, float] = field(default_factory=dict)
    leaks: dict[str, LeakCheck] = field(default_factory=dict)
    page: str = ""
    wishes: dict[str, str] = field(default_factory=dict)

    @property
    def job(self) -> str:
        """Key of its job."""
        return f"compare_{self.number}"

    @property
    def words(self) -> str:
        """Which one it is, for somebody who asked for several."""
        split = SPLITS[self.setup.split.name].label if self.setup.split else "Files"
        approaches = len(self.setup.entrants)
        many = "approach" if approaches == 1 else "approaches"
        first = parse_metrics(self.setup.metrics, self.setup.k)[0].label
        return f"{approaches} {many} · {split} · {first} · {self.asked:%H:%M:%S}"


def runs() -> list[Run]:
    """All that were asked for and are kept, the oldest first."""
    return st.session_state.setdefault("compare_runs", [])


def add(setup: Setup, dataset: Dataset) -> None:
    """Ask for another one; the oldest results give way."""
    number = st.session_state.get("compare_number", 0) + 1
    st.session_state.compare_number = number
    runs().append(Run(number, setup, dataset.fingerprint))
    done = [run for run in runs() if run.report is not None]
    for old in done[: max(len(runs()) - MOST_KEPT, 0)]:
        drop(old)


def drop(run: Run) -> None:
    """Forget one; it ends if it runs."""
    for job in (run.job, *run.wishes):
        jobs.drop(job)
    if run in runs():
        runs().remove(run)


def work(loaded: session.Workspace) -> None:
    """Draw what waits and runs, and take what has come out; a new result is the one shown.

    What was asked on other data is dropped.
    """
    for run in [run for run in runs() if run.fingerprint != loaded.dataset.fingerprint]:
        drop(run)
    for run in [run for run in runs() if run.report is None]:
        with guard.sentences():
            try:
                run.report = jobs.result_of(run.job, run.words, _work(run, loaded.dataset))
            except Exception:  # not the reruns of Streamlit, by which a finished job calls back
                runs().remove(run)
                raise
            if run.report is not None:
                _show(run)


def _work(run: Run, dataset: Dataset) -> Callable[[Progress], Report]:
    return lambda progress: run.setup.run(dataset, progress=progress)


def choose() -> Run | None:
    """The result to look at: the last one, or another that is kept."""
    done = [run for run in runs() if run.report is not None]
    if not done:
        return None
    shown = st.session_state.get("compare_shown")
    chosen = next((run for run in done if run.number == shown), done[-1])
    if len(done) == 1:
        return chosen
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state.w_compare_shown = chosen.number
        st.selectbox(
            f"{len(done)} comparisons are kept",
            [run.number for run in reversed(done)],
            format_func={run.number: run.words for run in done}.__getitem__,
            key="w_compare_shown",
            on_change=_chosen,
        )
        st.button(
            "Remove", icon=":material/delete:", on_click=drop, args=(chosen,), key="compare_remove"
        )
    return chosen


def _show(run: Run) -> None:
    st.session_state.compare_shown = run.number


def _chosen() -> None:
    st.session_state.compare_shown = st.session_state.w_compare_shown
