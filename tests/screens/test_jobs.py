"""Jobs: progress is seen, a stop is quick, nobody's job stops by itself, an error is handed on."""

import threading
import time

import pytest

from recengine.errors import Cancelled, InvalidSetting, Problem
from screens.parts import jobs
from screens.parts.jobs import Job
from tests.screens.driving import drop, is_open, ratings, start, until, use


def in_thread(work):
    job = Job("Testing")
    threading.Thread(target=job.run, args=(work,), daemon=True).start()
    return job


def endless(progress):
    while True:
        progress(0.25, "Round and round")
        time.sleep(0.005)


def test_a_job_ends_with_its_result_and_has_reported_how_far_it_was():
    job = in_thread(lambda progress: progress(0.5, "Half") or 42)
    assert job.done.wait(5)
    assert (job.result, job.error) == (42, None)
    assert (job.share, job.words) == (0.5, "Half")


@pytest.mark.parametrize(("told", "kept"), [(-1, 0.0), (0.3, 0.3), (7, 1.0)])
def test_the_share_done_stays_between_none_and_all(told, kept):
    job = Job("Testing")
    job.report(told, "")
    assert job.share == kept


def test_a_stop_is_answered_within_two_seconds():
    job = in_thread(endless)
    begun = time.monotonic()
    job.stop.set()
    assert job.done.wait(2)
    assert time.monotonic() - begun < 2
    assert isinstance(job.error, Cancelled)


def test_a_job_that_nobody_looks_at_any_more_stops_by_itself(monkeypatch):
    monkeypatch.setattr(jobs, "ABANDONED_AFTER", 0.1)
    job = in_thread(endless)
    assert job.done.wait(2)
    assert isinstance(job.error, Cancelled)


def test_a_dropped_job_ends_and_is_forgotten_and_what_is_not_there_may_be_dropped(monkeypatch):
    monkeypatch.setattr(jobs.st, "session_state", {})
    job = jobs._held()["testing"] = in_thread(endless)
    jobs.drop("testing")
    assert job.done.wait(2)
    assert not jobs.running()
    assert "testing" not in jobs._held()
    jobs.drop("testing")


def test_a_job_that_somebody_looks_at_goes_on(monkeypatch):
    monkeypatch.setattr(jobs, "ABANDONED_AFTER", 0.5)
    job = in_thread(endless)
    for _ in range(12):
        job.seen = time.monotonic()
        assert not job.done.wait(0.1)
    job.stop.set()
    assert job.done.wait(2)


@pytest.mark.parametrize(
    "error", [InvalidSetting(Problem("code", "A sentence.")), ZeroDivisionError("x"), MemoryError()]
)
def test_an_error_of_the_work_is_kept_for_whoever_asks_for_the_result(error):
    def fails(_):
        raise error

    job = in_thread(fails)
    assert job.done.wait(2)
    assert job.error is error
    assert job.result is None


def test_the_time_that_is_left_is_guessed_from_the_pace_once_there_is_one(monkeypatch):
    now = 100.0
    monkeypatch.setattr(jobs.time, "monotonic", lambda: now)
    job = Job("Testing")
    assert job.seconds_left is None
    job.started = 90.0
    job.report(0.04, "")
    assert job.seconds_left is None
    job.report(0.25, "")
    assert job.seconds_left == pytest.approx(30.0)
    job.report(1.0, "")
    assert job.seconds_left == 0.0


class LateEvent(threading.Event):
    """Set, but one look too late: the job ends just after somebody has waited for it."""

    looked = False

    def wait(self, timeout=None):
        super().wait(10)
        late, self.looked = not self.looked, True
        return not late


@pytest.fixture
def late(monkeypatch):
    monkeypatch.setattr(jobs, "Job", lambda title: Job(title, done=LateEvent()))


def test_a_sample_opens_although_the_job_ends_just_after_a_look(samples, late):
    app = start(data="streaming")
    until(app, is_open)
    assert app.session_state.workspace.source == "streaming"


def test_files_are_used_although_the_job_ends_just_after_a_look(samples, late):
    app = use(drop(start(), ("ratings.csv", ratings())))
    assert app.session_state.workspace.source == "file"
