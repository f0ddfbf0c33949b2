"""Foresight: what a split lets approaches learn from the future, said before they are judged."""

from __future__ import annotations

from recengine.data.dataset import Dataset
from recengine.data.splits.protocols import SPLITS
from recengine.data.splits.settings import SplitSettings

_SAID = {
    "nothing": "",
    "others": "What other people did later is learned from here, as it could not be in real use; "
    'choose "{in_time}" to leave it out.',
    "anybody": "What happened after the events to find is learned from here, so that figures may "
    'rest on the future; choose "{in_time}" to judge as in real use.',
}

_NO_TIMES = (
    "This data has no times, so what was last is taken from the order of the rows in the file, "
    "which may mean nothing; a column such as timestamp would tell."
)
#: Protocols that hold back what was last.
_IN_ORDER = ("leave_last_out", "leave_n_out")


def warning(dataset: Dataset, settings: SplitSettings | str) -> str:
    """One sentence on what is learned from the future, or on what an order rests on; else empty.

    >>> from recengine.data.samples import load_sample
    >>> warning(load_sample("shop"), "temporal")
    ''
    """
    name = settings if isinstance(settings, str) else settings.name
    if not dataset.has_times:
        return _NO_TIMES if name in _IN_ORDER else ""
    return _SAID[SPLITS[name].future].format(in_time=SPLITS["temporal"].label)
