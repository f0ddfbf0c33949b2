"""Categories of one item: the entries of its first list, else its first category."""

from __future__ import annotations

from recengine.data.attributes import Attribute, split_list
from recengine.data.dataset import Dataset


def entries_of(dataset: Dataset, attribute: Attribute, item: int) -> list[str]:
    """The entries of one cell of a category or list column."""
    text = str(dataset.items[attribute.name].iloc[item])
    if attribute.kind == "list":
        return split_list(text, attribute.separator)
    return [text] if text else []


def categories(dataset: Dataset, item: int) -> tuple[list[str], bool]:
    """The entries of an item's first list, else category; and whether they narrow down a path."""
    for kind in ("list", "category"):
        for attribute in dataset.item_attributes:
            entries = entries_of(dataset, attribute, item) if attribute.kind == kind else []
            if entries and attribute.separator == " > ":
                return [entry.rpartition(" > ")[2] for entry in entries], True
            if entries:
                return entries, False
    return [], False
