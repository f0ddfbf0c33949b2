"""Needs: which metrics ask more of a data set than who chose what, and what would unlock them."""

from __future__ import annotations

import numpy as np

from recengine.arrays import Floats
from recengine.data.categories import category_column
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES
from recengine.data.number_columns import number_column
from recengine.errors import Problem, Unsupported
from recengine.models.stars import scale_of


def nothing_more(dataset: Dataset) -> None:
    """Any interactions will do."""
    del dataset


def watch_times(dataset: Dataset) -> Problem | None:
    """How long people watched."""
    if _values_of(dataset, "watch").any():
        return None
    return Problem(
        "no_watch_times",
        f"{dataset.name} does not say how long anybody watched.",
        "Map a column of minutes as value, with the event watch.",
    )


def profits(dataset: Dataset) -> Problem | None:
    """Purchases, and the price and the margin of items."""
    if not (dataset.histories.events == EVENT_NAMES.index("purchase")).any():
        return Problem(
            "no_purchases",
            f"{dataset.name} has no purchases.",
            "Map a column that says purchase as event.",
        )
    for name in ("price", "margin"):
        if number_column(dataset, name) is None:
            return Problem(
                f"no_{name}",
                f"The items of {dataset.name} have no column of numbers called {name}.",
                f"Give a file of items with a column {name}.",
                column=name,
            )
    margins = number_column(dataset, "margin")
    if margins is not None and np.nanmax(margins) > 1:
        return Problem(
            "margin_no_share",
            f"The column margin of the items of {dataset.name} goes up to {np.nanmax(margins):g}, "
            "so it is no share of the price.",
            "Write margins as shares of the price, such as 0.25.",
            column="margin",
        )
    return None


def stars(dataset: Dataset) -> Problem | None:
    """Ratings that differ."""
    try:
        scale_of(dataset, "The error in stars")
    except Unsupported:
        return Problem(
            "no_stars",
            f"{dataset.name} has no ratings that differ.",
            "Map a column of stars as value, with the event rating.",
        )
    return None


def categories(dataset: Dataset) -> Problem | None:
    """A column of categories or lists."""
    if category_column(dataset) is not None:
        return None
    return Problem(
        "no_categories",
        f"The items of {dataset.name} have no column of categories.",
        "Give a file of items with a column such as genre or category.",
    )


def _values_of(dataset: Dataset, event: str) -> Floats:
    """The known values of one kind of event."""
    if "value" not in dataset.details:
        return np.zeros(0)
    values = dataset.details["value"].to_numpy(dtype=float)
    return np.nan_to_num(values[dataset.histories.events == EVENT_NAMES.index(event)])
