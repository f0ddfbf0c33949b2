"""Splits: what is learned from, and what is held back to be found, a protocol a file."""

from recengine.data.splits.foresight import warning
from recengine.data.splits.leave_last_out import leave_last_out
from recengine.data.splits.leave_n_out import leave_n_out
from recengine.data.splits.new_items import new_items_split
from recengine.data.splits.people import people_split
from recengine.data.splits.predefined import predefined_split
from recengine.data.splits.protocols import SPLITS, Protocol
from recengine.data.splits.random_items import random_split
from recengine.data.splits.rolling import rolling_splits
from recengine.data.splits.settings import SplitSettings, make_splits
from recengine.data.splits.split import Split, held_back
from recengine.data.splits.temporal import temporal_split

__all__ = [
    "SPLITS",
    "Protocol",
    "Split",
    "SplitSettings",
    "held_back",
    "leave_last_out",
    "leave_n_out",
    "make_splits",
    "new_items_split",
    "people_split",
    "predefined_split",
    "random_split",
    "rolling_splits",
    "temporal_split",
    "warning",
]
