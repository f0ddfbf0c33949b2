"""Jobs: long work in a thread of its own, one at a time, watched and stopped from the screen.

The worker never calls Streamlit. A page asks ``result_of``; while the job runs it draws a panel
that looks again by itself, and the rest of the page stays usable. A job that nobody has looked at
for a while, because the tab was closed, stops by itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import streamlit as st

from recengine.errors import Cancelled
from recengine.progress import Progress

Result = TypeVar("Result")
Work = Callable[[Progress], Result]

#: Seconds after which a job that nobody watches gives up.
ABANDONED_AFTER = 30.0
_LOOK_EVERY = 0.3


@dataclass(eq=False)
class Job(Generic[Result]):
    """One piece of work: how far it is, and in the end its result or its error."""

    title: str
    share: float = 0.0
    words: str = "Waiting for its turn"
    started: float | None = None
    result: Result | None = None
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)
    seen: float = field(default_factory=time.monotonic)

    def run(self, work: Work[Result]) -> None:
        """Do the work, unless it was called off while it waited; called by the worker thread."""
        if self.done.is_set():
            return
        self.started = time.monotonic()
        try:
            self.report(0.0, "Starting")
            self.result = work(self.report)
        except BaseException as error:  # noqa: BLE001  handed to whoever asked for the result
            self.error = error
        finally:
            self.done.set()

    def report(self, share: float, words: str) -> None:
        """Note progress; raises ``Cancelled`` once somebody, or nobody any more, wants a stop."""
        if self.stop.is_set() or time.monotonic() - self.seen > ABANDONED_AFTER:
            raise Cancelled
        self.share, self.words = min(max(share, 0.0), 1.0), words

    def cancel(self) -> None:
        """Ask for a stop; what has not begun yet is over at once."""
        self.stop.set()
        self.words = "Stopping"
        if self.started is None:
            self.error = Cancelled()
            self.done.set()

    @property
    def seconds_left(self) -> float | None:
        """A guess from the pace so far; None while there is none."""
        if self.started is None or self.share < 0.05:
            return None
        return (time.monotonic() - self.started) * (1 - self.share) / self.share


@st.cache_resource
def _worker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")


def _held() -> dict[str, Job]:
    return st.session_state.setdefault("jobs", {})


def running() -> bool:
    """Whether this session waits for anything."""
    return any(not job.done.is_set() for job in _held().values())


def result_of(key: str, title: str, work: Work[Result]) -> Result | None:
    """The result of a job, started if there is none; a panel and None until it is there."""
    jobs = _held()
    if key not in jobs:
        job: Job[Result] = Job(title)
        jobs[key] = job
        _worker().submit(job.run, work)
    job = jobs[key]
    if not job.done.wait(timeout=0.05):
        st.session_state.setdefault("job_panels", set()).add(key)
        _panel(key)
        return None
    del jobs[key]
    if job.error is not None:
        raise job.error
    return job.result


def is_done(key: str) -> bool:
    """Whether a job has ended whose result nobody has taken yet."""
    job = _held().get(key)
    return job is not None and job.done.is_set()


def drop(key: str) -> None:
    """Stop a job, if there is one, and forget it."""
    job = _held().pop(key, None)
    if job is not None:
        job.stop.set()


def watch_the_others() -> None:
    """Panels for jobs that run while another screen is drawn, so that they are not abandoned."""
    drawn = st.session_state.pop("job_panels", set())
    for key, job in list(_held().items()):
        if key not in drawn and not job.done.is_set():
            _panel(key)


@st.fragment(run_every=_LOOK_EVERY)
def _panel(key: str) -> None:
    job = _held().get(key)
    if job is None:
        return
    job.seen = time.monotonic()
    if job.done.is_set():
        st.rerun()
    with st.container(border=True, key=f"job_{key}"):
        words, button = st.columns([5, 1], vertical_alignment="center")
        left = job.seconds_left
        about = f" · about {max(left, 1):.0f} s left" if left is not None else ""
        words.progress(job.share, text=f"{job.title} · {job.words}{about}")
        if button.button("Cancel", key=f"cancel_{key}", width="stretch"):
            job.cancel()
            if job.done.is_set():
                st.rerun()
