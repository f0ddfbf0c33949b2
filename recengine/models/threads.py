"""Threads: BLAS held to one for a while, so that a sum is the same however many cores there are.

BLAS cuts a product differently for every number of threads, and its last digits with it. Held to
one, it adds up in one order; who wants all cores gives each of them a part of their own, cut the
same everywhere. The limit is one for the whole process, so it is lifted only when the last of
those who asked for it is done.

Parts are worked off by a pool of as many threads as BLAS had. numpy and scipy leave the interpreter
free while they compute, so that whoever started the work can watch it and stop it between parts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from recengine.arrays import Floats
from recengine.progress import Progress

Made = TypeVar("Made")

#: Strips that are handed out before the first of them is done.
_AHEAD = 4


class _Limit:
    """The limit, and how many ask for it just now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._holders = 0
        self._limits: Any = None
        self._usual = 1

    def hold(self) -> int:
        """Ask for it; the number of threads that BLAS has otherwise."""
        with self._lock:
            if self._holders == 0:
                blas = _blas()
                self._usual = max((each["num_threads"] for each in blas.info()), default=1)
                self._limits = blas.limit(limits=1)
            self._holders += 1
            return self._usual

    def release(self) -> None:
        """Be done."""
        with self._lock:
            self._holders -= 1
            if self._holders == 0:
                self._limits.restore_original_limits()


@cache
def _blas() -> Any:
    """The BLAS of numpy, scipy and others loaded; to look takes longer than most products."""
    import scipy.linalg  # noqa: F401, PLC0415  brings its own
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415  slow to import

    return ThreadpoolController().select(user_api="blas")


def look_again() -> None:
    """Hold the BLAS of a library that was imported just now as well."""
    _blas.cache_clear()


_LIMIT = _Limit()


def product(left: Any, right: Floats) -> Floats:
    """``left @ right``, the same to the last digit for any number of threads.

    >>> import numpy as np
    >>> product(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]))
    array([[11.]])
    """
    with one_blas_thread():
        out: Floats = left @ right
    return out


@contextmanager
def one_blas_thread() -> Iterator[int]:
    """Hold BLAS to one thread; gives the number it has otherwise.

    >>> with one_blas_thread() as threads:
    ...     threads >= 1
    True
    """
    threads = _LIMIT.hold()
    try:
        yield threads
    finally:
        _LIMIT.release()


@contextmanager
def all_cores() -> Iterator[Executor]:
    """As many workers as BLAS has threads, each of whose products stays on one core."""
    with one_blas_thread() as threads, ThreadPoolExecutor(threads) as cores:
        yield cores


def in_strips(
    work: Callable[[int], None],
    n: int,
    width: int,
    cores: Executor,
    progress: Progress,
    words: str,
) -> None:
    """``work`` from the start of every strip of ``width``; ends early where ``progress`` raises.

    >>> import numpy as np
    >>> from recengine.progress import quiet
    >>> out = np.zeros(5)
    >>> def fill(start):
    ...     out[start : start + 2] = start
    >>> with all_cores() as cores:
    ...     in_strips(fill, 5, 2, cores, quiet, "Filling")
    >>> out
    array([0., 0., 2., 2., 4.])
    """
    for _ in in_order(work, n, width, cores, progress, words):
        pass


def in_order(
    work: Callable[[int], Made],
    n: int,
    width: int,
    cores: Executor,
    progress: Progress,
    words: str,
) -> Iterator[Made]:
    """What ``work`` makes of every strip of ``width``, by its start, the first one first.

    Only a few strips wait at a time, so that progress is told at the pace of the work.
    """
    jobs: deque[Future[Made]] = deque()
    try:
        for start in range(0, n, width):
            progress(start / n, words)
            if len(jobs) == _AHEAD:
                yield jobs.popleft().result()
            jobs.append(cores.submit(work, start))
        while jobs:
            yield jobs.popleft().result()
    finally:
        for job in jobs:
            job.cancel()
