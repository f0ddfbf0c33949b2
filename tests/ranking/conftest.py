"""One thread for the loops of ``implicit``: on worlds this small, waking a second costs more."""

import implicit.cpu.als  # noqa: F401  so that its threads are there to be limited
import pytest
from threadpoolctl import threadpool_limits


@pytest.fixture(autouse=True, scope="session")
def _one_thread_for_small_loops():
    with threadpool_limits(limits=1, user_api="openmp"):
        yield
