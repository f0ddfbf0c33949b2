"""New items: a share of the catalogue is left out of the training data, with every event on it.

How well something is placed that nobody has met. The newest items are left out, by their date or
else by their first event; where neither tells, a share drawn with the seed. Who met one must find
it.

Where events have times, one moment cuts all of them, as in the temporal split: what happened later
is learned from on no item, and only what was met later is to be found, by what a person had done
until then. So nothing rests on the future, and there is as much to learn from as in the temporal
split, less the new items. Their events before that moment are neither learned from nor to be found:
some of these items were in truth known by then, and only stand for new ones. A cut at the first
arrival instead would leave nearly nothing to learn from wherever most items were there from the
start.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from recengine.arrays import Mask
from recengine.data.dataset import Dataset
from recengine.data.splits.checks import check_share, cut_before
from recengine.data.splits.split import Split, held_back

#: Share of all events that stand behind the cut in time.
LATE = 0.2


def new_items_split(dataset: Dataset, *, share: float = 0.2, seed: int = 0) -> Split:
    """Leave a ``share`` of the items that anybody has met out of the training data.

    >>> from recengine.data.samples import load_sample
    >>> split = new_items_split(load_sample("shop"))
    >>> bool(split.cold_items[split.test.items].all())
    True
    """
    check_share(share)
    new = _newest(dataset, share, np.random.default_rng(seed))[dataset.histories.items]
    words = f"The newest {share:.0%} of the items were left out of the training data"
    if np.isnan(dataset.item_starts).all():
        words = f"{share:.0%} of the items (seed {seed}) were left out of the training data"
    if not dataset.has_times:
        words += ", and who met one must find it."
        return held_back(dataset, new, "new_items", words)
    times = dataset.histories.times
    cut = cut_before(times, LATE)
    day = pd.Timestamp(cut, unit="s").date()
    words += f", and so was everything after {day}; who met one of them after that must find it."
    return held_back(
        dataset, new & (times > cut), "new_items", words, learned=~new & ~(times > cut)
    )


def _newest(dataset: Dataset, share: float, rng: np.random.Generator) -> Mask:
    """(n_items,) the newest of the items that anybody has met; lots decide among equally new."""
    met = np.unique(dataset.histories.items)
    arrivals = np.nan_to_num(dataset.item_starts[met], nan=-np.inf)
    newest_first = met[np.lexsort((rng.random(len(met)), -arrivals))]
    out = np.zeros(dataset.n_items, dtype=bool)
    out[newest_first[: min(max(round(share * len(met)), 1), len(met) - 1)]] = True
    return out
