"""Costs: how long a fit takes, and by how much it raises what the process holds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from recengine.data.dataset import Dataset
from recengine.memory import PeakMemory
from recengine.models.base import Recommender
from recengine.progress import Progress, quiet

#: Minutes of a fit on 100,000 events and two cores, for models that need some. Rough.
MINUTES = {"svdpp": 0.5, "sasrec": 1.5, "two_tower": 0.2, "hybrid": 0.3}


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


def expected_minutes(dataset: Dataset, name: str) -> float | None:
    """A guess of how long a patient model takes; None for those that take seconds.

    >>> from recengine.data.samples import load_sample
    >>> shop = load_sample("shop")
    >>> expected_minutes(shop, "ease") is None, 0.1 < expected_minutes(shop, "sasrec") < 10
    (True, True)
    """
    if name not in MINUTES:
        return None
    return MINUTES[name] * len(dataset.histories.items) / 100_000


def patience(name: str) -> float:
    """How long a model takes, as a multiple of one that takes seconds; for progress alone."""
    return 1.0 + 20.0 * MINUTES.get(name, 0.0)
