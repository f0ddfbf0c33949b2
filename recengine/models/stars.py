"""Stars: ratings on the scale of their file, from histories whose weights run from -1 to 1.

    stars = middle of the scale + weight * half of its width

So a like counts as the best rating, a dislike as the worst, and a look as a little above the
middle; whoever is scored need not have rated anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Floats, Mask
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES
from recengine.errors import Problem, Unsupported

_RATED = ("rating", "review")


@dataclass(frozen=True)
class Scale:
    """The lowest and the highest rating.

    >>> Scale(1.0, 5.0).stars(np.array([-1.0, 0.0, 1.0]))
    array([1., 3., 5.])
    """

    low: float
    high: float

    def stars(self, weights: Floats) -> Floats:
        """What weights from -1 to 1 are on this scale."""
        half = (self.high - self.low) / 2
        out: Floats = (self.low + self.high) / 2 + half * weights
        return out


def ratings_of(dataset: Dataset, label: str) -> tuple[Scale, sparse.csr_array[Any]]:
    """The scale, and (n_people, n_items) stars where somebody rated something.

    ``label`` is the model's. Raises ``Unsupported`` without ratings, or where all are the same.
    """
    scale, rated = scale_of(dataset, label)
    stars = dataset.histories.where(rated).weighted({}).matrix
    stars.data = scale.stars(stars.data)
    return scale, stars


def scale_of(dataset: Dataset, label: str) -> tuple[Scale, Mask]:
    """The scale, and (n_events,) which events are ratings; refuses as ``ratings_of`` does."""
    histories = dataset.histories
    value = dataset.details["value"].to_numpy(float) if "value" in dataset.details else np.array([])
    for name in _RATED:
        rated = histories.events == EVENT_NAMES.index(name)
        if rated.any() and len(value):
            rated &= ~np.isnan(value)
            scale = Scale(float(value[rated].min()), float(value[rated].max()))
            if scale.low < scale.high:
                return scale, rated
    raise Unsupported(
        Problem(
            "no_ratings",
            f"{label} learns from ratings that differ, and {dataset.name} has none.",
            "Map a column of stars as value with the event rating, or use als instead.",
        )
    )
