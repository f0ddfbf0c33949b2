"""Markov transitions: what people choose after an item, and soon after it.

    B[i, j] = sum over times that j came d places after i of 1/d  /  (the same for any j + shrink)
    score   = s B,    s_j = weight_j exp(-d_j / recency),  d_j places from the end

``shrink`` draws items that few people went on from towards zero. A score is a sum over what
somebody did last, so each reason is one term of it.

Use it for sessions and series where the catalogue is too large for a closed form: it stays sparse
and fits in one product. Shani, Heckerman and Brafman (2005). An MDP-based recommender system. JMLR
6; weights by distance as in Ludewig and Jannach (2018). Evaluation of session-based recommendation
algorithms. UMUAI 28.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Capabilities, ItemWeightModel
from recengine.models.parameters import above_zero, not_negative
from recengine.models.recency import by_recency
from recengine.models.succession import transitions
from recengine.progress import Progress, quiet

#: Places further apart say next to nothing.
_WINDOW = 10


@dataclass(eq=False)
class Markov(ItemWeightModel):
    """Distance-weighted transitions between items.

    Parameters
    ----------
    shrink : added to what an item's transitions are divided by; larger trusts rare items less.
    recency : how slowly earlier events of a person fade, in events.

    Attributes
    ----------
    item_weights_ : (n_items, n_items) sparse, no item leads to itself.
    """

    shrink: float = not_negative(5.0)
    recency: float = above_zero(3.0)

    name: ClassVar[str] = "markov"
    label: ClassVar[str] = "Markov"
    kind: ClassVar[str] = "sequence"
    help: ClassVar[str] = "What people choose right after the items that somebody chose last."
    use: ClassVar[str] = "Use it for sessions and series, however large the catalogue."
    capabilities: ClassVar[Capabilities] = Capabilities(sequential=True)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Count what came after what, the sooner the more."""
        fade = 1.0 / np.arange(1.0, _WINDOW + 1)
        counts = transitions(dataset.histories, fade, progress)
        counts.setdiag(0.0)
        counts.eliminate_zeros()
        out_of = counts.sum(axis=1) + self.shrink
        shares = sparse.diags_array(1.0 / np.maximum(out_of, 1e-12)) @ counts
        self.item_weights_ = sparse.csr_array(shares)
        return self

    def _sources(self, histories: History) -> sparse.csr_array[Any]:
        return by_recency(histories, self.recency)
