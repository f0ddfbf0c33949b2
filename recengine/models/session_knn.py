"""Session neighbours: sessions that went like this one, and what was near in them.

    sim(s, n) = sum over items j in both  w_j  /  sqrt(length of n)   *  2^(-age of n / half_life)
    score(i)  = sum over the k closest n that hold i  sim(s, n) exp(-|p_n(i) - p_n(last)| / reach)

    w_j = weight_j exp(-d_j / recency),  d_j places from the end of s, so the last counts most
    p_n(i) is the place of i in n;  ``last`` is the latest item of s that n holds as well

A session n is what one person liked without a pause of more than ``pause_days``; without times it
is all of a person's history. The present one, s, is all that somebody did: what lies far back has
faded. The paper also divides by sqrt(length of s), which is the same for all items. The similarity
is a sum over shared items, and so is the score.

Use it for shops and news, where what somebody wants now says more than who they are. It needs no
training, and follows a changing catalogue at once.

V-SKNN: Ludewig and Jannach (2018). Evaluation of session-based recommendation algorithms. UMUAI
28; the three weights of STAN: Garg, Gupta, Malhotra, Vig and Shroff (2019). Sequence and time aware
neighborhood for session-based recommendations. SIGIR '19.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats, Mask
from recengine.data.dataset import Dataset
from recengine.data.history import SECONDS_PER_DAY, History
from recengine.models.base import (
    BLOCK,
    Capabilities,
    Contributions,
    Recommender,
    best_others,
    cells,
)
from recengine.models.lately import Lately
from recengine.models.nearest import highest
from recengine.models.parameters import above_zero, whole
from recengine.models.recency import by_recency
from recengine.progress import Progress, quiet


@dataclass(frozen=True, eq=False)
class _Near:
    """The closest sessions of some people, and one entry for each of their items.

    Parameters
    ----------
    rows : (n_near,) the person each session speaks to.
    sessions : (n_near,) which it is.
    overlaps : (n_near,) the weight of the items that the person shares with it.
    places : (n,) which of these sessions an entry belongs to.
    items : (n,) its item.
    worths : (n,) what each unit of what is shared adds to the item's score.
    """

    rows: Array
    sessions: Array
    overlaps: Floats
    places: Array
    items: Array
    worths: Floats

    def scores(self, n_people: int, n_items: int) -> Floats:
        """(n_people, n_items) what all of it adds up to."""
        cell = self.rows[self.places] * n_items + self.items
        shares = self.overlaps[self.places] * self.worths
        sums: Any = np.bincount(cell, weights=shares, minlength=n_people * n_items)
        out: Floats = sums.reshape(n_people, n_items)
        return out


@dataclass(eq=False)
class SessionKNN(Recommender):
    """Nearest sessions, by shared items, place and time.

    Parameters
    ----------
    neighbours : how many sessions are asked.
    recency : how slowly earlier events of who is scored fade, in events.
    reach : how slowly items fade by their distance from the last shared one, in events.
    half_life_days : after so many days a past session counts half.
    pause_days : a longer pause begins a new session.

    Attributes
    ----------
    sessions_ : (n_sessions, n_items) sparse, the place of each item, counted from 1.
    ages_ : (n_sessions,) days before the end of the data, NaN without times.
    """

    neighbours: int = whole(200, most=1_000_000)
    recency: float = above_zero(1.5)
    reach: float = above_zero(5.0)
    half_life_days: float = above_zero(365.0)
    pause_days: float = above_zero(30.0)

    name: ClassVar[str] = "session_knn"
    label: ClassVar[str] = "Session neighbours"
    kind: ClassVar[str] = "sequence"
    help: ClassVar[str] = "What was near in sessions that went like the present one."
    use: ClassVar[str] = "Use it for shops and news, where the present visit says most."
    capabilities: ClassVar[Capabilities] = Capabilities(sequential=True, times=True)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Cut what everybody liked into sessions, and remember them."""
        progress(0.0, "Cutting histories into sessions")
        liked = dataset.histories.where(dataset.histories.weights > 0)
        starts = np.flatnonzero(_begins(liked, self.pause_days))
        self.sessions_ = _places(liked.items, np.append(starts, len(liked.items)), dataset.n_items)
        ended = np.append(starts[1:], len(liked.items))[: len(starts)] - 1
        self.ages_: Floats = np.maximum(dataset.end - liked.times[ended], 0.0) / SECONDS_PER_DAY
        for made in ("_holders", "_lately", "_fades"):
            vars(self).pop(made, None)  # of an earlier fit
        return self

    def score(self, histories: History) -> Floats:
        """What is near the last shared item in the closest sessions."""
        if len(histories) == 1:
            return self._lately.of(histories, self._asked)[1].scores(1, histories.n_items)
        out = np.zeros((len(histories), histories.n_items))
        own = by_recency(histories, self.recency)
        for start in range(0, len(histories), BLOCK):
            block = own[start : start + BLOCK]
            out[start : start + BLOCK] = self._near(block).scores(*block.shape)
        return out

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items that are near in the sessions that hold one."""
        one_each = History.empty(len(items), self.sessions_.shape[1])
        own = sparse.csr_array(
            (np.ones(len(items)), np.asarray(items), np.arange(len(items) + 1)),
            shape=(len(items), one_each.n_items),
        )
        return best_others(self._near(own).scores(*own.shape), items, k)

    def explain(self, history: History, items: Codes) -> Contributions:
        """What each past item has in common with the closest sessions, times what they hold."""
        own, near = self._lately.of(history, self._asked)
        wanted = np.full(history.n_items, -1)
        wanted[items] = np.arange(len(items))
        asked = wanted[near.items] >= 0
        held = np.zeros((len(near.sessions), len(items)))
        held[near.places[asked], wanted[near.items[asked]]] = near.worths[asked]
        held = held[:, wanted[items]]
        shared = (cells(self.sessions_, near.sessions, own.indices) > 0) * own.data
        return Contributions(own.indices, shared.T @ held, np.zeros(len(items)))

    @cached_property
    def _lately(self) -> Lately[tuple[sparse.csr_array[Any], _Near]]:
        """Weights of the last person, and the closest sessions."""
        return Lately()

    @cached_property
    def _fades(self) -> Floats:
        """(n_sessions,) how much each counts by its age and length."""
        lengths = np.maximum(np.diff(self.sessions_.indptr), 1)
        fades: Floats = np.exp2(-np.nan_to_num(self.ages_) / self.half_life_days) / np.sqrt(lengths)
        return fades

    @cached_property
    def _holders(self) -> sparse.csr_array[Any]:
        """(n_items, n_sessions) 1 where a session holds the item."""
        held = self.sessions_
        ones = sparse.csr_array((np.ones(held.nnz), held.indices, held.indptr), shape=held.shape)
        return sparse.csr_array(ones.T)

    def _asked(self, history: History) -> tuple[sparse.csr_array[Any], _Near]:
        own = by_recency(history, self.recency)
        return own, self._near(own)

    def _near(self, own: sparse.csr_array[Any]) -> _Near:
        """The closest sessions of each row of ``own``, with what their items are worth."""
        rows, sessions, overlaps = self._closest(own)
        starts, stops = self.sessions_.indptr[sessions], self.sessions_.indptr[sessions + 1]
        sizes = stops - starts
        pair = np.repeat(np.arange(len(sessions)), sizes)
        offset = np.cumsum(sizes) - sizes
        position = np.arange(len(pair)) + (starts - offset)[pair]
        items, places = self.sessions_.indices[position], self.sessions_.data[position]
        recent = np.abs(own.toarray())[rows[pair], items]
        newest = recent == np.maximum.reduceat(recent, offset)[pair] if len(pair) else recent > 0
        last = np.maximum.reduceat(np.where(newest, places, 0.0), offset) if len(pair) else places
        distance = np.abs(places - last[pair])
        worths = self._fades[sessions][pair] * np.exp(-distance / self.reach)
        return _Near(rows, sessions, overlaps, pair, items, worths)

    def _closest(self, own: sparse.csr_array[Any]) -> tuple[Array, Array, Floats]:
        """Rows of ``own``, their closest sessions, and what is shared."""
        products = sparse.csr_array(own @ self._holders)
        fades = self._fades[products.indices]
        kept = highest(products.data * fades, products.indices, products.indptr, self.neighbours)
        sizes = np.diff(np.searchsorted(kept, products.indptr))
        rows = np.repeat(np.arange(own.shape[0]), sizes)
        return rows, products.indices[kept], products.data[kept]


def _begins(histories: History, pause_days: float) -> Mask:
    """(n_events,) whether a session begins: with a person, and after a pause.

    >>> two_days = History.of([0, 1, 2], n_items=3, times=[0.0, 60.0, 2 * 86400.0])
    >>> _begins(two_days, pause_days=1.0)
    array([ True, False,  True])
    """
    begins = histories.firsts
    with np.errstate(invalid="ignore"):
        begins[1:] |= np.diff(histories.times) > pause_days * SECONDS_PER_DAY
    return begins


def _places(items: Codes, starts: Array, n_items: int) -> sparse.csr_array[Any]:
    """(n_sessions, n_items) the last place of each item of each session, counted from 1.

    >>> _places(np.array([1, 0, 1]), np.array([0, 3]), n_items=2).toarray()
    array([[2., 3.]])
    """
    narrow = sparse.get_index_dtype(maxval=max(len(items), n_items))
    sizes = np.diff(starts)
    place = np.arange(1.0, len(items) + 1) - np.repeat(starts[:-1], sizes)
    cells = (place, items.astype(narrow), starts.astype(narrow))
    out = sparse.csr_array(cells, shape=(len(sizes), n_items))
    out.sort_indices()
    first = np.diff(out.indices, prepend=-1) != 0
    first[out.indptr[:-1]] = True
    if first.all():
        return out
    data = np.maximum.reduceat(out.data, np.flatnonzero(first))
    kept = np.append(0, np.cumsum(first))[out.indptr].astype(narrow)
    return sparse.csr_array((data, out.indices[first], kept), shape=out.shape)
