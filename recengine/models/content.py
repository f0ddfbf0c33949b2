"""Content: items described by their words and attributes, people by what they liked.

    v_i      = tf-idf of the item's words, categories, list entries and number bands, length 1
    profile  = sum over the history of  weight * v_j
    score(i) = profile . v_i * (1 + popular * log(1 + likes of i) / log(1 + most likes))

The only model here that can place an item nobody has touched: its last factor is then 1. That
factor breaks the many ties of short descriptions in favour of what others liked as well. The score
is a sum over the history, so each reason is one term of it.

Costs a few sparse products; no dense item-by-item matrix is made.

Pazzani and Billsus (2007). Content-based recommendation systems. The Adaptive Web.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import (
    Capabilities,
    Contributions,
    Recommender,
    best_others,
    check_not_negative,
)
from recengine.models.features import item_features
from recengine.progress import Progress, quiet


@dataclass(eq=False)
class Content(Recommender):
    """Tf-idf profile over every text, category, list and number column.

    Parameters
    ----------
    popular : how far what many people liked goes ahead of what equally resembles the profile.

    Attributes
    ----------
    item_features_ : (n_items, n_features) sparse, rows of length 1.
    feature_names_ : (n_features,) such as ``genres: Drama``.
    item_prior_ : (n_items,) the last factor of the score.
    """

    popular: float = 1.0

    name: ClassVar[str] = "content"
    label: ClassVar[str] = "Content"
    help: ClassVar[str] = "Items described like those a person liked; can place brand-new items."
    capabilities: ClassVar[Capabilities] = Capabilities(new_items=True, needs_attributes=True)

    def __post_init__(self) -> None:
        check_not_negative("popular", self.popular)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Describe the catalogue."""
        progress(0.0, "Reading descriptions")
        features = item_features(dataset)
        self.item_features_: sparse.csr_array[Any] = features.matrix
        self.feature_names_ = features.names
        likes = np.bincount(dataset.histories.likes.indices, minlength=dataset.n_items)
        share = np.log1p(likes) / max(np.log1p(likes.max(initial=0)), 1e-12)
        self.item_prior_: Floats = 1.0 + self.popular * share
        return self

    def score(self, histories: History) -> Floats:
        """Profiles times descriptions."""
        profiles = histories.matrix @ self.item_features_
        scores: Floats = (profiles @ self.item_features_.T).toarray() * self.item_prior_
        return scores

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items described alike, by cosine."""
        similarities = (self.item_features_[items] @ self.item_features_.T).toarray()
        return best_others(similarities, items, k)

    def explain(self, history: History, items: Codes) -> Contributions:
        """How alike each past item and each target are, times the weight of the past item."""
        row = history.matrix[[0]]
        alike = (self.item_features_[row.indices] @ self.item_features_[items].T).toarray()
        values = row.data[:, None] * alike * self.item_prior_[items]
        return Contributions(row.indices, values, np.zeros(len(items)))
