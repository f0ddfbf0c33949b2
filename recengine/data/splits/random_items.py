"""Random: a share of each person's items, drawn with a seed.

The easiest test, and the furthest from real use: an item may be found by what the same person, and
everybody else, did later.
"""

from __future__ import annotations

import numpy as np

from recengine.data.dataset import Dataset
from recengine.data.splits.checks import check_share
from recengine.data.splits.meetings import meetings_of, places, shuffled
from recengine.data.splits.split import Split, held_back


def random_split(dataset: Dataset, *, share: float = 0.2, seed: int = 0) -> Split:
    """Hold back a random ``share`` of each person's items, at least one and never all of them.

    >>> from recengine.data.samples import load_sample
    >>> random_split(load_sample("shop")).words
    "20% of each person's items were held back at random (seed 0)."
    """
    check_share(share)
    met = meetings_of(dataset.histories)
    several = np.flatnonzero(met.sizes > 1)
    rng = np.random.default_rng(seed)
    order = several[shuffled(met.rows[several], met.items[several], rng)]
    sizes = met.sizes[order]
    held = np.zeros(len(met.rows), dtype=bool)
    held[order] = places(met.rows[order]) < np.clip(np.round(sizes * share), 1, sizes - 1)
    words = f"{share:.0%} of each person's items were held back at random (seed {seed})."
    return held_back(dataset, met.events(held), "random", words)
