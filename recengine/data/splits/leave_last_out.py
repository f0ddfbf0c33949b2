"""Leave last out: each person's last item that pleased them, with every event on it.

The usual protocol of published figures. Other people's later events stand in the training data.
"""

from __future__ import annotations

from recengine.data.dataset import Dataset
from recengine.data.splits.leave_n_out import last_pleasing
from recengine.data.splits.split import Split, held_back


def leave_last_out(dataset: Dataset) -> Split:
    """Hold back each person's last new item that pleased them, with every event on it.

    >>> from recengine.data.samples import load_sample
    >>> leave_last_out(load_sample("shop")).words
    "Each person's last item that pleased them was held back, with every event on it."
    """
    return held_back(
        dataset,
        last_pleasing(dataset.histories, 1),
        "leave_last_out",
        "Each person's last item that pleased them was held back, with every event on it.",
    )
