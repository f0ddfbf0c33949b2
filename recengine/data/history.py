"""History: what one or many people did, as item codes with weights, order and times.

Events stand person after person, each person's from oldest to newest, so that row ``r`` owns
``items[starts[r]:starts[r + 1]]``. A history may come from a data set, an onboarding quiz or a
what-if edit; models never ask which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats, Mask
from recengine.data.devices import Devices
from recengine.data.events import EVENT_NAMES, EVENT_TYPES, consuming_codes, occurring

SECONDS_PER_DAY = 86_400.0
#: What is left where likes and dislikes of an item cancel out, but for rounding.
_NOTHING = 1e-12


@dataclass(frozen=True, eq=False)
class History:
    """Events of one or many people.

    Parameters
    ----------
    starts : (n_people + 1,) where each person's events begin.
    items : (n_events,) item codes.
    weights : (n_events,) how much each event speaks for its item; negative speaks against.
    events : (n_events,) event codes, positions in ``EVENT_NAMES``.
    signals : (n_events,) how strongly the event was meant, before any weight, -1 to 1.
    times : (n_events,) seconds since 1970, NaN where unknown.
    n_items : size of the catalogue.
    traits : (n_people, n_traits) groups that people belong to whatever they did, -1 where unknown
        (``traits.py``); None where nothing is known of anybody.
    devices : what each event happened on; None where nothing says so.
    shown : (n_people, n_items) how often each was shown what, which is nothing that they did; None
        where nothing says so.

    >>> history = History.of([2, 0], n_items=4)
    >>> len(history), history.matrix.toarray()
    (1, array([[1., 0., 1., 0.]]))
    """

    starts: Array
    items: Codes
    weights: Floats
    events: Array
    signals: Floats
    times: Floats
    n_items: int
    traits: Array | None = None
    devices: Devices | None = None
    shown: sparse.csr_array[Any] | None = None

    @classmethod
    def of(
        cls,
        items: Sequence[int] | Array,
        *,
        n_items: int,
        weights: Sequence[float] | Floats | None = None,
        times: Sequence[float] | Floats | None = None,
        event: str = "interaction",
    ) -> History:
        """One person's history from item codes, oldest first.

        Without ``weights`` each event counts as its kind usually does.

        >>> History.of([3], n_items=4, event="dislike").weights
        array([-1.])
        """
        codes = np.asarray(items, dtype=np.int32)
        n = len(codes)
        usual = np.full(n, EVENT_TYPES[event].weight)
        given = usual if weights is None else np.asarray(weights, dtype=float)
        return cls(
            starts=np.array([0, n]),
            items=codes,
            weights=given,
            events=np.full(n, EVENT_NAMES.index(event), dtype=np.int8),
            signals=np.ones(n) if weights is None else given,
            times=np.full(n, np.nan) if times is None else np.asarray(times, dtype=float),
            n_items=n_items,
        )

    @classmethod
    def empty(cls, n_people: int, n_items: int) -> History:
        """``n_people`` who have done nothing yet."""
        one = cls.of([], n_items=n_items)
        return replace(one, starts=np.zeros(n_people + 1, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def rows(self) -> Array:
        """(n_events,) the person each event belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    @property
    def firsts(self) -> Mask:
        """(n_events,) whether an event is the first of its person.

        >>> History.of([2, 0], n_items=3).firsts
        array([ True, False])
        """
        out = np.zeros(len(self.items), dtype=bool)
        out[self.starts[:-1][np.diff(self.starts) > 0]] = True
        return out

    @cached_property
    def matrix(self) -> sparse.csr_array[Any]:
        """(n_people, n_items) weights summed per item and held to [-1, 1]."""
        out = self._cells(self.weights)
        np.clip(out.data, -1.0, 1.0, out=out.data)
        out.data[np.abs(out.data) < _NOTHING] = 0.0
        return out

    @cached_property
    def likes(self) -> sparse.csr_array[Any]:
        """(n_people, n_items) only what speaks for an item: the positive part of ``matrix``."""
        if self.matrix.data.min(initial=1.0) > 0:
            return self.matrix
        out = self.matrix.copy()
        np.maximum(out.data, 0.0, out=out.data)
        out.eliminate_zeros()
        return out

    def _cells(self, data: Floats) -> sparse.csr_array[Any]:
        shape = (len(self), self.n_items)
        narrow = sparse.get_index_dtype(maxval=max(len(self.items), self.n_items))
        starts, items = (codes.astype(narrow) for codes in (self.starts, self.items))
        out = sparse.csr_array((data.copy(), items, starts), shape=shape)
        out.sum_duplicates()
        return out

    def counts(self, which: Mask) -> sparse.csr_array[Any]:
        """(n_people, n_items) how many of the events that ``which`` marks each has with what."""
        out = self._cells(which.astype(float))
        out.eliminate_zeros()
        return out

    def seen(self, *, consumed_only: bool = False) -> sparse.csr_array[Any]:
        """(n_people, n_items) nonzero where a person has met the item in any way, or used it up."""
        counts = np.ones(len(self.items))
        if consumed_only:
            counts = np.isin(self.events, consuming_codes()).astype(float)
        out = self._cells(counts)
        out.eliminate_zeros()
        return out

    def people(self, rows: Sequence[int] | Array) -> History:
        """The histories of some people, in the order given."""
        chosen = np.asarray(rows, dtype=np.int64)
        lengths = np.diff(self.starts)[chosen]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        shift = np.repeat(self.starts[chosen] - starts[:-1], lengths)
        traits = None if self.traits is None else self.traits[chosen]
        shown = None if self.shown is None else self.shown[chosen]
        taken = self._take(np.arange(starts[-1]) + shift, starts)
        return replace(taken, traits=traits, shown=shown)

    def where(self, keep: Mask) -> History:
        """The same people with only the events that ``keep`` marks; ``keep`` is (n_events,)."""
        if np.all(keep):
            return self
        kept_before = np.concatenate(([0], np.cumsum(keep)))
        return self._take(np.flatnonzero(keep), kept_before[self.starts])

    def without(self, item: int) -> History:
        """The same people as if they had never met ``item``."""
        return self.where(self.items != item)

    def _take(self, index: Array, starts: Array) -> History:
        signals = self.signals[index]
        return replace(
            self,
            starts=starts,
            items=self.items[index],
            weights=signals if self.weights is self.signals else self.weights[index],
            events=self.events[index],
            signals=signals,
            times=self.times[index],
            devices=None if self.devices is None else self.devices.take(index),
        )

    def weighted(
        self,
        event_weights: Mapping[str, float],
        *,
        half_life_days: float | None = None,
        half_lives: Mapping[str, float] | None = None,
        now: float = np.nan,
    ) -> History:
        """The same events, weighted by kind and by age.

        An event counts half after every ``half_life_days``, or what ``half_lives`` says of its
        kind; one without a time counts in full. ``now`` is in seconds since 1970.

        >>> old = History.of([0, 1], n_items=2, times=[0.0, 86400.0])
        >>> old.weighted({"interaction": 1.0}, half_life_days=1.0, now=86400.0).weights
        array([0.5, 1. ])
        """
        by_code = np.array(
            [event_weights.get(name, EVENT_TYPES[name].weight) for name in EVENT_NAMES]
        )
        weights = self.signals  # one array for both where no kind weighs more or less than 1
        if (by_code[occurring(self.events)] != 1.0).any():
            weights = by_code[self.events] * self.signals
        if half_life_days is not None or half_lives:
            decay = now - self.times  # one array throughout: a new one costs more than its sums
            np.maximum(decay, 0.0, out=decay)
            decay /= -SECONDS_PER_DAY * self._days_of(half_life_days, half_lives or {})
            np.exp2(decay, out=decay)
            decay[np.isnan(decay)] = 1.0
            weights = np.multiply(weights, decay, out=decay)
        return replace(self, weights=weights)

    def _days_of(self, usual: float | None, by_kind: Mapping[str, float]) -> Floats | float:
        """(n_events,) the half-life of each event, infinite where it has none; or that of all."""
        days = np.inf if usual is None else usual
        if not by_kind:
            return days
        out: Floats = np.array([by_kind.get(name, days) for name in EVENT_NAMES])[self.events]
        return out

    def blocks(self, size: int) -> list[History]:
        """The people in groups of at most ``size``, so that dense scores stay small."""
        return [
            self.people(np.arange(start, min(start + size, len(self))))
            for start in range(0, len(self), size)
        ]
