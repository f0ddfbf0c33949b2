"""Memory: by how much a piece of work raised what the whole process holds.

Linux keeps the peak of resident memory and lets a process reset it; the figure is that peak less
what was held at the start. Memory that an earlier step left with the allocator is used again
unseen, and other work in the same process is counted in, so it is a guide and not a bill. Where
the peak cannot be reset, only growth beyond every earlier peak shows; where there is none, the
figure is None.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


class PeakMemory:
    """Start when made; ``grown_mb`` tells the growth of the peak since then.

    >>> PeakMemory().grown_mb() is not None
    True
    """

    def __init__(self) -> None:
        with suppress(OSError):
            _RESET.write_text("5")
        self._start = _megabytes("VmHWM")  # what is held now, if the reset worked

    def grown_mb(self) -> float | None:
        """Megabytes (10^6 bytes) above the start, at the peak."""
        peak = _megabytes("VmHWM")
        if peak is None or self._start is None:
            return None
        return round(max(peak - self._start, 0.0), 1)


def _megabytes(field: str) -> float | None:
    with suppress(OSError, StopIteration):
        lines = _STATUS.read_text().splitlines()
        line = next(line for line in lines if line.startswith(f"{field}:"))
        return int(line.split()[1]) * 1024 / 1e6
    return None
