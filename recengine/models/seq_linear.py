"""Sequential linear model: from what came before to what comes next, in closed form.

    B = argmin |T - S B|^2 + l2 |B|^2  =  (S'S + l2 I)^-1 S'T

Every event after a person's first is a row: T holds that event's item, and S the items before it,
each as exp(-(d - 1) / memory) at distance d. A person is scored by what they did last, where an
event d places from the end counts as exp(-d / recency):

    score = s B

so each reason is one term of the sum. It knows order, needs no epochs, and folds in anybody.

Use it wherever the next item follows from the last few: series, lessons, refills, sessions. Inverts
one square matrix of the items that anybody liked: n^3 time, and 8 n^2 bytes besides what came after
what.

Choi, Kim, Lee, Shim and Lee (2021). Session-aware linear item-item models for session-based
recommendation. WWW '21.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Capabilities, ItemWeightModel
from recengine.models.co_occurrence import among_all
from recengine.models.fitting import check_fits
from recengine.models.inversion import invert_positive
from recengine.models.parameters import above_zero
from recengine.models.recency import by_recency
from recengine.models.succession import transitions, window_co_occurrence
from recengine.models.threads import all_cores, in_strips
from recengine.progress import Progress, part_of, quiet

#: Events further back than this say next to nothing of the next one.
_WINDOW = 20
#: Items whose weights are computed at once.
_BLOCK = 512
#: Share of cells from which a product of full rows is the quicker one.
_FULL = 0.05


@dataclass(eq=False)
class SeqLinear(ItemWeightModel):
    """Ridge regression of the next item on the items before it.

    Parameters
    ----------
    l2 : strength of the ridge; larger leans on well supported items.
    memory : how slowly earlier events fade in what is learned, in events.
    recency : how slowly they fade in who is scored, in events.

    Attributes
    ----------
    item_weights_ : (n_items, n_items) float32, zero on the diagonal.
    """

    l2: float = above_zero(100.0)
    memory: float = above_zero(4.0)
    recency: float = above_zero(3.0)

    name: ClassVar[str] = "seq_linear"
    label: ClassVar[str] = "Sequential linear"
    kind: ClassVar[str] = "sequence"
    help: ClassVar[str] = "What usually comes next after the last few items, all at once."
    use: ClassVar[str] = "Use it where the next item follows from the last few."
    capabilities: ClassVar[Capabilities] = Capabilities(sequential=True)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Regress each liked event on those before it."""
        n_items, n_events = dataset.n_items, len(dataset.histories.items)
        check_fits(
            self.label,
            8 * n_items**2 + 16 * min(n_items**2, _WINDOW * n_events),
            f"{n_items:,} items",
            "markov or session_knn instead, which stay sparse",
        )
        fade = np.exp(-np.arange(_WINDOW) / self.memory)
        counts = transitions(dataset.histories, fade, part_of(progress, 0.0, 0.1))
        liked = np.flatnonzero(counts.sum(axis=0) + counts.sum(axis=1))
        met = window_co_occurrence(dataset.histories, fade, part_of(progress, 0.1, 0.19))
        progress(0.19, "Choosing what was liked")
        gram = met[np.ix_(liked, liked)]
        del met  # as large as the copy
        gram[np.diag_indices_from(gram)] += np.float32(self.l2)
        inverse = invert_positive(gram, part_of(progress, 0.2, 0.8))
        weights = _product(inverse, counts[:, liked][liked], part_of(progress, 0.8, 1.0))
        np.fill_diagonal(weights, 0.0)
        self.item_weights_ = among_all(weights, liked, n_items)
        return self

    def _sources(self, histories: History) -> sparse.csr_array[Any]:
        return by_recency(histories, self.recency)


def _product(inverse: Array, counts: sparse.csr_array[Any], progress: Progress) -> Array:
    """(n, n) float32 of inverse @ counts; rows that are nearly full are multiplied as full ones."""
    out = np.empty_like(inverse)
    came = sparse.csr_array(counts.T)

    def fill(start: int) -> None:
        rows = came[start : start + _BLOCK]
        full = rows.nnz > _FULL * rows.shape[0] * rows.shape[1]
        out[:, start : start + _BLOCK] = ((rows.toarray() if full else rows) @ inverse).T

    with all_cores() as cores:
        in_strips(fill, len(out), _BLOCK, cores, progress, "Weighing what comes next")
    return out
