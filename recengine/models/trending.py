"""Trending: what people like lately.

    score(i) = sum over events on i of  max(weight, 0) * 2 ^ (-age / half_life_days)

Ages count back from the last event of the data, so the same file always gives the same list. Use
it for a row of its own, and where tastes move quickly. Without times it equals a count of likes.
Linear time in the number of interactions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.data.dataset import Dataset
from recengine.models.base import Capabilities
from recengine.models.parameters import above_zero
from recengine.models.popularity import Popularity
from recengine.progress import Progress, quiet


@dataclass(eq=False)
class Trending(Popularity):
    """Likes that count half after every ``half_life_days``, as a share of the largest sum.

    Parameters
    ----------
    half_life_days : shorter follows the news, longer forgives a quiet week.
    """

    half_life_days: float = above_zero(30.0)

    name: ClassVar[str] = "trending"
    label: ClassVar[str] = "Trending"
    kind: ClassVar[str] = "popularity"
    help: ClassVar[str] = "What people like lately; the same list for everybody."
    use: ClassVar[str] = "Use it for a row of its own, and where tastes move quickly."
    capabilities: ClassVar[Capabilities] = Capabilities(
        personal=False, similar_items=False, dislikes=False, times=True
    )

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Sum the decayed likes of each item."""
        progress(0.0, "Counting")
        decayed = dataset.histories.weighted(
            dataset.event_weights, half_life_days=self.half_life_days, now=dataset.end
        )
        shape = (dataset.n_users, dataset.n_items)
        gained = (np.maximum(decayed.weights, 0.0), decayed.items, decayed.starts)
        self._count(dataset, sparse.csr_array(gained, shape=shape))
        most = max(self.item_scores_.max(initial=0.0), 1e-12)
        self.item_scores_ /= most
        self.segment_scores_ /= most
        return self
