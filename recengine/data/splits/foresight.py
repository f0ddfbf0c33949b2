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


def warning(dataset: Dataset, settings: SplitSettings | str) -> str:
    """One sentence on what is learned from the future, empty where nothing is.

    >>> from recengine.data.samples import load_sample
    >>> warning(load_sample("shop"), "temporal")
    ''
    """
    name = settings if isinstance(settings, str) else settings.name
    if not dataset.has_times:
        return ""
    return _SAID[SPLITS[name].future].format(in_time=SPLITS["temporal"].label)
