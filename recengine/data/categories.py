"""Categories: the entries of an item's first list, else its first category."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

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


def category_column(dataset: Dataset) -> Attribute | None:
    """The first column with lists, else the first with categories; None where there is neither."""
    for kind in ("list", "category"):
        for attribute in dataset.item_attributes:
            if attribute.kind == kind:
                return attribute
    return None


def category_shares(dataset: Dataset) -> tuple[list[str], sparse.csr_array[Any]]:
    """The categories of a catalogue, and (n_items, n_categories) how much of each every item is.

    They are those of ``category_column``. Rows sum to 1, or to 0 where the cell is empty; without
    such a column there are no categories.

    >>> from recengine.data.samples import load_sample
    >>> names, shares = category_shares(load_sample("streaming"))
    >>> "drama" in names, shares.shape[0]
    (True, 1200)
    """
    column = category_column(dataset)
    if column is None:
        return [], sparse.csr_array((dataset.n_items, 0))
    return column_shares(dataset, column)


def column_shares(dataset: Dataset, column: Attribute) -> tuple[list[str], sparse.csr_array[Any]]:
    """The entries of a column, and (n_items, n_entries) how much of each every item is."""
    of_item, distinct = pd.factorize(cells_of(dataset, column.name))
    entries = [
        split_list(text, column.separator) if column.kind == "list" else [text] * bool(text)
        for text in distinct
    ]
    lengths = [len(each) for each in entries]
    codes, names = pd.factorize(np.array([entry for each in entries for entry in each], dtype=str))
    data = np.repeat(1.0 / np.maximum(lengths, 1), lengths)
    shape = (len(distinct), len(names))
    shares = sparse.csr_array((data, codes, np.concatenate(([0], np.cumsum(lengths)))), shape=shape)
    shares.sum_duplicates()
    return names.tolist(), shares[of_item]


def cells_of(dataset: Dataset, column: str) -> pd.Series:
    """(n_items,) the cells of a column as text, empty where nothing stands there."""
    cells = dataset.items[column]
    return cells.astype(str).where(cells.notna(), "")
