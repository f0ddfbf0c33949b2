"""Costs: how long a fit takes, and by how much it raises what the process holds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from recengine.data.dataset import Dataset
from recengine.memory import PeakMemory
from recengine.models.base import Recommender
from recengine.progress import Progress, quiet


@dataclass(frozen=True)
class Fit:
    """What one fit cost.

    Parameters
    ----------
    seconds : by the clock.
    peak_mb : growth of the process's memory at its peak; None where it cannot be read.
    """

    seconds: float
    peak_mb: float | None


def timed_fit(model: Recommender, dataset: Dataset, progress: Progress = quiet) -> Fit:
    """Fit ``model`` with an eye on the clock and on memory."""
    memory, begun = PeakMemory(), time.perf_counter()
    model.fit(dataset, progress)
    return Fit(time.perf_counter() - begun, memory.grown_mb())
