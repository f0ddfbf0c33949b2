"""How long work tells what it is doing, and learns that it should stop.

A long function takes ``progress: Progress = quiet`` and calls it at every block or epoch with the
share done (0 to 1) and a few words. Whoever watches may raise ``Cancelled`` from that call.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float, str], None]


def quiet(share: float, words: str) -> None:
    """Watch nothing.

    >>> quiet(0.5, "halfway")
    """


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """A progress for one step of a longer job, mapped into ``start`` to ``end``.

    >>> seen = []
    >>> step = part_of(lambda share, words: seen.append((share, words)), 0.5, 1.0)
    >>> step(0.5, "fitting")
    >>> seen
    [(0.75, 'fitting')]
    """

    def step(share: float, words: str) -> None:
        progress(start + (end - start) * share, words)

    return step
