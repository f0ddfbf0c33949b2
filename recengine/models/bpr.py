"""BPR: people and items as points, placed so that what was liked stands above what was not.

    maximise  sum_u sum_(j liked, k not)  ln sigmoid(x_uj - x_uk)  -  l2 (|p|^2 + |q|^2 + b^2)
    x_ui = p_u . q_i + b_i

Use it where only the order of a list counts. The fit is the one of the library ``implicit``, by
stochastic gradient ascent, on one thread: with several, one seed would give other numbers on every
run. Beyond 150,000 likes each pass goes from one block of people to the next, which takes half the
time of going to and fro among all of them. Somebody new climbs the same hill with items held fixed,
against a fixed draw of other items and for as long as a person of the fit did; what they disliked
has to stand below those others. The score is no sum over the history; reasons are measured by
leaving items out.

Rendle, Freudenthaler, Gantner and Schmidt-Thieme (2009). BPR: Bayesian personalized ranking from
implicit feedback. UAI '09.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse
from scipy.special import expit

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Contributions, Recommender
from recengine.models.fitting import check_points_fit, settling
from recengine.models.index import nearest_by_direction
from recengine.models.leaving_out import leave_one_out
from recengine.models.parameters import above_zero, any_seed, whole
from recengine.models.threads import product
from recengine.progress import Progress, quiet

#: Items that a newcomer's likes are held against, and most steps of their climb.
_OTHERS = 128
_MOST_STEPS = 40
#: Likes of the people who are looked at in turn, so that their points stay in the cache.
_BLOCK_LIKES = 100_000


@dataclass(eq=False)
class BPR(Recommender):
    """Bayesian personalized ranking.

    Parameters
    ----------
    factors : dimensions of the map.
    learning_rate : length of a step.
    l2 : pull of all coordinates towards zero.
    epochs : passes over the likes.
    seed : of the starting points and of the pairs that are drawn.

    Attributes
    ----------
    item_factors_ : (n_items, factors).
    item_biases_ : (n_items,).
    others_ : codes of the items that a newcomer's likes are held against.
    """

    factors: int = whole(64, most=4096)
    learning_rate: float = above_zero(0.05, most=1.0)
    l2: float = above_zero(0.01)
    epochs: int = whole(120)
    seed: int = any_seed()

    name: ClassVar[str] = "bpr"
    label: ClassVar[str] = "BPR"
    kind: ClassVar[str] = "factors"
    help: ClassVar[str] = "People and items on a map, where liked items stand above others."
    use: ClassVar[str] = "Use it where only the order of a list counts."

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Climb, pair by pair; tells its progress after every pass."""
        check_points_fit(self.label, dataset.n_users, dataset.n_items, self.factors)
        likes = dataset.histories.likes.astype(np.float32)
        met = np.unique(likes.indices)
        points = np.zeros((dataset.n_items, self.factors + 1))
        points[met] = self._learn(likes[:, met], progress)
        self.item_factors_: Floats = points[:, :-1]
        self.item_biases_: Floats = points[:, -1]
        rng = np.random.default_rng(self.seed)
        self.others_ = np.sort(rng.permutation(met)[:_OTHERS])
        return self

    def _learn(self, likes: sparse.csr_array[Any], progress: Progress) -> Array:
        """(n_items, factors + 1) points and biases of items, by passes over blocks of people."""
        from implicit.cpu.bpr import BayesianPersonalizedRanking  # noqa: PLC0415  slow to import

        rng = np.random.default_rng(self.seed)
        items = rng.random((likes.shape[1], self.factors + 1), dtype=np.float32) - np.float32(0.5)
        items /= self.factors
        blocks = _blocks(likes, rng)
        passes = self.epochs if len(blocks) == 1 else 1  # at each visit of a block
        learners = [
            BayesianPersonalizedRanking(
                factors=self.factors,
                learning_rate=self.learning_rate,
                regularization=self.l2,
                iterations=passes,
                num_threads=1,
                random_state=rng,
            )
            for _ in blocks
        ]
        visits = list(zip(learners, blocks, strict=True)) * (self.epochs // passes)
        progress(0.0, "Comparing pairs")
        for done, (learner, block) in enumerate(visits):
            learner.item_factors = items  # moved where they stand; people's points it keeps itself

            def tell(epoch: int, *_: Any, done: int = done) -> None:
                progress((done + (epoch + 1) / passes) / len(visits), "Comparing pairs")

            with settling(self.label):
                learner.fit(block, show_progress=False, callback=tell)
        return items

    def fold_in(self, histories: History) -> Floats:
        """(n_people, factors) the points of people, whoever they are."""
        own = histories.matrix
        out = np.zeros((len(histories), self.item_factors_.shape[1]))
        for row in range(len(histories)):
            span = slice(own.indptr[row], own.indptr[row + 1])
            if own.data[span].any():
                out[row] = self._climb(own.indices[span], np.sign(own.data[span]))
        return out

    def score(self, histories: History) -> Floats:
        """Products of the points of people and items, and what holds for anybody."""
        scores: Floats = product(self.fold_in(histories), self.item_factors_.T) + self.item_biases_
        return scores

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items in the same direction, by cosine."""
        return nearest_by_direction(self.item_factors_, items, k)

    def item_points(self) -> Floats:
        """(n_items, factors) the points of items."""
        return self.item_factors_

    def explain(self, history: History, items: Codes) -> Contributions:
        """What each past item changes when it is left out."""
        return leave_one_out(self, history, items)

    def _climb(self, items: Array, signs: Floats) -> Floats:
        """(factors,) where somebody ends up who liked (1) or disliked (-1) these items."""
        n, others = np.count_nonzero(signs), self.others_
        own, far = self.item_factors_[items], self.item_factors_[others]
        steepest = (own**2).sum(axis=1).max() + (far**2).sum(axis=1).max(initial=0.0)
        step = 1.0 / (steepest / 2 + self.l2)
        time = self.learning_rate * self.epochs * n
        steps = min(max(int(np.ceil(time / step)), 1), _MOST_STEPS)
        step = min(step, time / steps)
        point = np.zeros(own.shape[1])
        for _ in range(steps):
            ahead = signs[:, None] * (own @ point + self.item_biases_[items])[:, None]
            behind = signs[:, None] * (far @ point + self.item_biases_[others])[None, :]
            wrong = signs[:, None] * expit(behind - ahead)
            up = (wrong.sum(axis=1) @ own - wrong.sum(axis=0) @ far) / max(len(others), 1)
            point += step * (up / n - self.l2 * point)
        return point


def _blocks(likes: sparse.csr_array[Any], rng: np.random.Generator) -> list[sparse.csr_matrix]:
    """Likes of people, cut into blocks of some ``_BLOCK_LIKES``; several are in a random order.

    >>> [block.shape for block in _blocks(sparse.csr_array(np.eye(3)), np.random.default_rng(0))]
    [(3, 3)]
    """
    n_blocks = max(round(likes.nnz / _BLOCK_LIKES), 1)
    if n_blocks > 1:
        likes = likes[rng.permutation(likes.shape[0])]
    cuts = np.searchsorted(likes.indptr, np.linspace(0, likes.nnz, n_blocks + 1)[1:-1])
    edges = itertools.pairwise([0, *cuts, likes.shape[0]])
    # implicit knows no array
    return [sparse.csr_matrix(likes[start:stop]) for start, stop in edges if stop > start]
