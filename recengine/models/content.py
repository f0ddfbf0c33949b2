"""Content: items described by their words and attributes, people by what they liked.

    v_i      = tf-idf of the item's words, categories, list entries and number bands, and its
               embeddings where the catalogue has some; length 1
    taste(i) = sum over the history of  w_j cos(v_j, v_i)  /  sum of |w_j|
    score(i) = taste(i) + prior * log(1 + likes of i) / log(1 + most likes)

The second term is what many people like, whoever asks. How much it should count depends on how
much the descriptions say, so ``prior`` is chosen on the data: some likes of some people are held
back, and the value that ranks them best is taken.

It can place an item nobody has touched, by its taste term alone. The score is a sum over the
history and that second term, so each reason is one term of it; summed the other way it is one term
for each attribute, such as a genre, a name or a word. Costs a few sparse products; no dense
item-by-item matrix is made.

Pazzani and Billsus (2007). Content-based recommendation systems. The Adaptive Web.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats, Mask
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Capabilities, Contributions, Recommender, best, best_others
from recengine.models.features import item_features
from recengine.models.likeness import ItemFeatures
from recengine.models.parameters import not_negative
from recengine.progress import Progress, quiet

#: Values of ``prior`` that are tried, on at most so many people, judged by so many places.
_PRIORS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 2.4, 3.2, 4.8)
_JUDGES = 400
_PLACES = 100


@dataclass(frozen=True)
class Shared:
    """An attribute that speaks for an item, such as ``Genres: Drama``, and what it adds."""

    name: str
    contribution: float


@dataclass(eq=False)
class Content(Recommender):
    """Profile over every text, category, list, number and vector column.

    Parameters
    ----------
    prior : how much it counts that many people like an item; None to choose it on the data.

    Attributes
    ----------
    item_features_ : what every item is compared by, rows of length 1.
    prior_ : the value in use.
    popularity_ : (n_items,) the second term of the score.
    """

    prior: float | None = not_negative(None)

    name: ClassVar[str] = "content"
    label: ClassVar[str] = "Content"
    kind: ClassVar[str] = "content"
    help: ClassVar[str] = "Items described like those a person liked; can place brand-new items."
    use: ClassVar[str] = "Use it where items are well described, and for new ones."
    capabilities: ClassVar[Capabilities] = Capabilities(new_items=True, needs_attributes=True)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Describe the catalogue, and weigh taste against popularity."""
        progress(0.0, "Reading descriptions")
        self.item_features_: ItemFeatures = item_features(dataset)
        likes = dataset.histories.likes
        share = _share_of_likes(likes)
        progress(0.5, "Weighing taste and popularity")
        self.prior_ = self.prior
        if self.prior_ is None:
            self.prior_ = _choose_prior(dataset.histories, self.item_features_)
        self.popularity_: Floats = self.prior_ * share
        return self

    @property
    def learned(self) -> tuple[str, ...]:
        """How much popularity counts beside taste."""
        return (f"What many like counts {self.prior_:g} times, taste once.",)

    def score(self, histories: History) -> Floats:
        """Likeness to what was liked, and what many like."""
        return _taste(histories.matrix, self.item_features_) + self.popularity_

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items described alike, by cosine."""
        return best_others(self.item_features_.alike(items), items, k)

    def item_points(self) -> sparse.csr_array[Any]:
        """(n_items, n_features) what every item is compared by."""
        return self.item_features_.matrix

    def explain(self, history: History, items: Codes) -> Contributions:
        """How alike each past item and each target are, times the weight of the past item."""
        row = history.matrix[[0]]
        alike = self.item_features_.alike(row.indices, items)
        weights = row.data / max(np.abs(row.data).sum(), 1e-12)
        return Contributions(row.indices, weights[:, None] * alike, self.popularity_[items])

    def attributes(self, history: History, items: Codes) -> list[list[Shared]]:
        """What one person's history and each item have in common, what adds most first.

        Embeddings have no names; together with the named ones they add up to the taste term.
        """
        row = history.matrix[[0]]
        words, names = self.item_features_.words, self.item_features_.names
        weights = row.data / max(np.abs(row.data).sum(), 1e-12)
        profile = np.asarray(weights @ words[row.indices]).ravel()
        out = []
        for item in items:
            own = slice(words.indptr[item], words.indptr[item + 1])
            values = words.data[own] * profile[words.indices[own]]
            order = np.argsort(-values, kind="stable")
            named = zip(names[words.indices[own]][order], values[order].tolist(), strict=True)
            out.append([Shared(str(name), value) for name, value in named if value])
        return out


def _taste(weights: sparse.csr_array[Any], features: ItemFeatures) -> Floats:
    """(n_people, n_items) mean likeness to the history, by its weights."""
    totals = np.maximum(np.abs(weights).sum(axis=1), 1e-12)
    return features.taste(sparse.csr_array(sparse.diags_array(1.0 / totals) @ weights))


def _share_of_likes(likes: sparse.csr_array[Any]) -> Floats:
    counts = np.bincount(likes.indices, minlength=likes.shape[1])
    share: Floats = np.log1p(counts) / max(np.log1p(counts.max(initial=0)), 1e-12)
    return share


def _choose_prior(histories: History, features: ItemFeatures) -> float:
    """The prior that best ranks the latest fifth of some people's likes, given the others."""
    likes = histories.likes
    rows = np.flatnonzero(np.diff(likes.indptr) >= 2)
    rows = rows[:: max(len(rows) // _JUDGES, 1)][:_JUDGES]
    if len(rows) == 0:
        return _PRIORS[-1]
    chosen = histories.people(rows)
    latest = _latest_fifth(chosen)
    kept, hidden = chosen.likes.copy(), chosen.likes.copy()
    kept.data[latest] = 0.0
    hidden.data[~latest] = 0.0
    kept.eliminate_zeros()
    hidden.eliminate_zeros()
    taste = _taste(kept, features)
    taste[kept.nonzero()] = -np.inf
    share = _share_of_likes(likes)
    hits = hidden.astype(bool).toarray()
    gains = [_gain(taste + prior * share, hits) for prior in _PRIORS]
    return _PRIORS[int(np.argmax(gains))]


def _latest_fifth(histories: History) -> Mask:
    """(n_likes,) which of each person's likes, as ``likes`` holds them, were met last."""
    likes = histories.likes
    keys = histories.rows * histories.n_items + histories.items
    met, from_the_end = np.unique(keys[::-1], return_index=True)
    rows, items = likes.nonzero()
    last = -from_the_end[np.searchsorted(met, rows * histories.n_items + items)]
    place = np.empty(len(rows), dtype=np.int64)
    place[np.lexsort((-last, rows))] = np.arange(len(rows)) - likes.indptr[rows]
    sizes = np.diff(likes.indptr)[rows]
    latest: Mask = place < np.maximum(sizes // 5, 1)
    return latest


def _gain(scores: Floats, hits: Array) -> float:
    """Discounted gain of the first places, summed over people."""
    order, _ = best(scores, _PLACES)
    found = np.take_along_axis(hits, order, axis=1)
    return float((found / np.log2(np.arange(2, found.shape[1] + 2))).sum())
