"""People who fit a story, found by what they did, the best fit first.

taste for kinds a and b = the smaller of their shares in what somebody liked
buyers of a kind        = those who bought it, the latest purchase first
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recengine.arrays import Floats, Mask
from recengine.data.categories import category_shares
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES
from recengine.data.history import History

#: Whoever liked, or met, fewer titles makes no story.
_LEAST_LIKED = 15
_LEAST_MET = 8


def tastes_for(dataset: Dataset, kinds: Sequence[str]) -> tuple[str, ...]:
    """Ids of people who like all of ``kinds``, the most evenly and most strongly first.

    Whoever liked few titles, or none of a kind, is left out.
    """
    shares = shares_of(dataset, dataset.histories, kinds)
    fit = shares.min(axis=1)
    liked = np.diff(dataset.histories.likes.indptr)
    fit[liked < _LEAST_LIKED] = 0.0
    order = np.argsort(-fit, kind="stable")
    return _ids(dataset, order[fit[order] > 0])


def shares_of(dataset: Dataset, histories: History, kinds: Sequence[str]) -> Floats:
    """(n_people, n_kinds) how much of what they liked is of each kind, by weight; 0 for nobody's.

    A title of two genres is half of each.
    """
    names, shares = category_shares(dataset)
    likes = histories.likes
    totals = np.maximum(likes.sum(axis=1), 1e-12)
    out = np.zeros((len(histories), len(kinds)))
    for place, kind in enumerate(kinds):
        if kind in names:
            column = shares[:, [names.index(kind)]].toarray()[:, 0]
            out[:, place] = (likes @ column) / totals
    return out


def latest_buyers(dataset: Dataset, kind: str) -> tuple[str, ...]:
    """Ids of people who bought something of a category, the latest purchase first.

    Whoever met few titles is left out, and so are purchases of unknown time.
    """
    histories = dataset.histories
    bought = histories.events == EVENT_NAMES.index("purchase")
    chosen = bought & of_kind(dataset, kind)[histories.items] & ~np.isnan(histories.times)
    last = np.full(len(histories), -np.inf)
    np.maximum.at(last, histories.rows[chosen], histories.times[chosen])
    met = np.diff(histories.seen().indptr)
    last[met < _LEAST_MET] = -np.inf
    order = np.argsort(-last, kind="stable")
    return _ids(dataset, order[np.isfinite(last[order])])


def of_kind(dataset: Dataset, kind: str) -> Mask:
    """(n_items,) whether a title is of a category."""
    names, shares = category_shares(dataset)
    if kind not in names:
        return np.zeros(dataset.n_items, dtype=bool)
    out: Mask = shares[:, [names.index(kind)]].toarray()[:, 0] > 0
    return out


def _ids(dataset: Dataset, rows: np.ndarray) -> tuple[str, ...]:
    return tuple(dataset.users["user_id"].iloc[rows].astype(str))
