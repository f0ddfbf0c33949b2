"""Facts: what metrics may know of a split: what was held back, what was known, the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats, Mask
from recengine.data.events import EVENT_NAMES
from recengine.data.history import History
from recengine.data.splits import Split
from recengine.evaluation.made import Asked
from recengine.evaluation.metrics.catalogue import Catalogue
from recengine.models.stars import scale_of

if TYPE_CHECKING:
    from recengine.evaluation.metrics.metric import MetricAt


@dataclass(frozen=True, eq=False)
class Facts:
    """What a split says of the people who are tested; matrices are (n_people, n_items).

    Each is worked out when a metric first asks for it, and is as large as the events behind it.
    """

    split: Split

    @cached_property
    def catalogue(self) -> Catalogue:
        """The items, as the training data know them."""
        return Catalogue(self.split.train)

    @cached_property
    def relevant(self) -> sparse.csr_array[Any]:
        """How much each held-back item pleased, where it did."""
        return self.split.relevant

    @cached_property
    def n_relevant(self) -> Array:
        """(n_people,) how many items there are to find."""
        return np.diff(self.relevant.indptr)

    @cached_property
    def known(self) -> History:
        """What is known of each when lists are made."""
        return (self.split.known or self.split.train.histories).people(self.split.people)

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of each."""
        return tuple(self.split.train.users["user_id"].iloc[self.split.people].astype(str))

    @cached_property
    def met(self) -> sparse.csr_array[Any]:
        """Nonzero where each has met an item in any way."""
        return self.known.seen()

    @cached_property
    def watched(self) -> sparse.csr_array[Any]:
        """How long each then watched what, in the unit of the file."""
        return self._summed(self._are("watch"), self._values)

    @cached_property
    def bought(self) -> sparse.csr_array[Any]:
        """How many each then bought of what; a purchase without a quantity is one."""
        values = self._values
        return self._summed(self._are("purchase"), np.where(values > 0, values, 1.0))

    @cached_property
    def ratings(self) -> sparse.csr_array[Any]:
        """The stars of every held-back rating, of the kind that the training data hold."""
        train = self.split.train
        kind = train.histories.events[scale_of(train, "The error in stars")[1]][0]
        return self._cells((self._test.events == kind) & ~np.isnan(self._values), self._values)

    def asked(self, wanted: Sequence[MetricAt]) -> Asked:
        """What contenders have to give beyond lists for these metrics."""
        needs = {at.metric.needs for at in wanted}
        return Asked(
            choices=self.relevant if "scores" in needs else None,
            ratings=self.ratings if "stars" in needs else None,
        )

    @cached_property
    def _test(self) -> History:
        return self.split.test.people(self.split.people)

    @cached_property
    def _values(self) -> Floats:
        """(n_events,) of those who are tested, NaN where the file says nothing."""
        test, people = self.split.test, self.split.people
        if not len(self.split.values):
            return np.full(len(self._test.items), np.nan)
        starts, lengths = test.starts[people], np.diff(test.starts)[people]
        first = np.cumsum(lengths) - lengths
        return self.split.values[np.arange(lengths.sum()) + np.repeat(starts - first, lengths)]

    def _are(self, event: str) -> Mask:
        is_one: Mask = self._test.events == EVENT_NAMES.index(event)
        return is_one

    def _summed(self, which: Mask, values: Floats) -> sparse.csr_array[Any]:
        out = self._cells(which & ~np.isnan(values), values)
        out.sum_duplicates()
        return out

    def _cells(self, which: Mask, values: Floats) -> sparse.csr_array[Any]:
        """One cell an event, so that an item may stand twice in a row."""
        test = self._test
        starts = np.concatenate(([0], np.cumsum(which)))[test.starts]
        shape = (len(test), test.n_items)
        return sparse.csr_array((values[which], test.items[which], starts), shape=shape)
