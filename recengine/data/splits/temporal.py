"""Temporal: everything after one moment, the same for all.

As in real use: nothing is learned from what happened later, to anybody. An event without a time is
learned from.
"""

from __future__ import annotations

import pandas as pd

from recengine.data.dataset import Dataset
from recengine.data.splits.checks import check_share, check_times, cut_before
from recengine.data.splits.split import Split, held_back


def temporal_split(dataset: Dataset, *, share: float = 0.2) -> Split:
    """Hold back what happened after the moment that leaves ``share`` of all events behind it.

    >>> from recengine.data.samples import load_sample
    >>> split = temporal_split(load_sample("shop"))
    >>> bool(split.train.end < split.test.times.min())
    True
    """
    check_share(share)
    check_times(dataset)
    times = dataset.histories.times
    cut = cut_before(times, share)
    day = pd.Timestamp(cut, unit="s").date()
    words = f"Everything after {day} was held back, for all people."
    return held_back(dataset, times > cut, "temporal", words)
