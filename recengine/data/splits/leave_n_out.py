"""Leave n out: each person's last items that pleased them, with every event on them.

Nobody's list is made from their own later likes, but other people's later events stand in the
training data. A person keeps at least one item; one with a single item stays in the training data.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Mask
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.data.splits.checks import check_count
from recengine.data.splits.meetings import meetings_of, places
from recengine.data.splits.split import Split, held_back


def leave_n_out(dataset: Dataset, *, last: int = 1) -> Split:
    """Hold back each person's last ``last`` new items that pleased them, never all of their items.

    >>> from recengine.data.samples import load_sample
    >>> leave_n_out(load_sample("shop"), last=3).words
    "Each person's last 3 items that pleased them were held back, each with every event on it."
    """
    check_count("items per person", last)
    held = f"{last} items that pleased them were held back, each"
    if last == 1:
        held = "item that pleased them was held back,"
    words = f"Each person's last {held} with every event on it."
    return held_back(dataset, last_pleasing(dataset.histories, last), "leave_n_out", words)


def last_pleasing(histories: History, last: int) -> Mask:
    """(n_events,) every event on each person's last items that pleased them.

    >>> last_pleasing(History.of([5, 3, 5], n_items=6), 1)
    array([False,  True, False])
    """
    met = meetings_of(histories)
    pleased = np.flatnonzero(met.pleased)[::-1]
    held = np.zeros(len(met.rows), dtype=bool)
    held[pleased] = places(met.rows[pleased]) < np.minimum(last, met.sizes[pleased] - 1)
    return met.events(held)
