"""Columns of numbers in the file of items, such as a price, found by their names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recengine.arrays import Floats
from recengine.data.dataset import Dataset


def number_column(dataset: Dataset, name: str) -> Floats | None:
    """(n_items,) the numbers of a column, NaN where unknown; None where no column is called so.

    >>> from recengine.data.samples import load_sample
    >>> number_column(load_sample("shop"), "margin").max() < 1, number_column(
    ...     load_sample("streaming"), "margin")
    (np.True_, None)
    """
    for attribute in dataset.item_attributes:
        if attribute.name.lower() == name and attribute.name in dataset.items:
            cells = dataset.items[attribute.name]
            numbers = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float)
            found: Floats = np.where(np.isfinite(numbers), numbers, np.nan)
            return None if np.isnan(found).all() else found
    return None
