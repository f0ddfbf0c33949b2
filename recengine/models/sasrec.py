"""SASRec: a transformer that reads a history and says what comes next.

    score(i) = h . e_i,    h = what a causal transformer makes of the last ``length`` likes

Learned by cross-entropy over the whole catalogue at every place of every history; without sampled
negatives it needs no correction. It stops when the last items of some people, held back from the
training data itself, are found no better, and keeps the weights that found them best.

Use it on long histories whose order means something, with minutes to spare; on short ones the
sequential linear model is as good and takes seconds. Reasons are by leaving items out.

JAX takes a GPU by itself where its build for one is installed (``pip install "jax[cuda12]"``).
One seed gives the same weights on every run on one machine; another number of cores, or a GPU,
rounds sums in another order, and learning makes much of that. What was learned gives the same
lists anywhere.

Kang and McAuley (2018). Self-attentive sequential recommendation. ICDM '18. Cross-entropy over all
items as in Klenitskiy and Vasilev (2023). Turning dross into gold loss. RecSys '23.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.errors import InvalidSetting, Problem
from recengine.models.base import Capabilities, Contributions, Recommender
from recengine.models.fitting import check_fits
from recengine.models.index import nearest_by_direction
from recengine.models.leaving_out import leave_one_out
from recengine.models.parameters import above_zero, any_seed, below_one, whole
from recengine.progress import Progress, quiet

_BATCH = 128


@dataclass(eq=False)
class SASRec(Recommender):
    """Self-attentive sequential recommendation.

    Parameters
    ----------
    factors : dimensions of every item.
    blocks : layers of attention.
    heads : of each layer; they divide ``factors``.
    length : likes that are looked at, the latest ones.
    dropout : share of numbers silenced while learning; more for sparse data.
    learning_rate : length of a step.
    epochs : most passes over all histories.
    seed : of first weights, batches and silence.
    checkpoint : file that a fit writes after every pass and, when it was stopped, goes on from
        with the same data and parameters; None to write none.

    Attributes
    ----------
    weights_ : arrays of the network by name; ``items`` is (n_items + 1, factors), 0 for no item.
    touched_ : (n_items,) items that somebody liked.
    points_ : (n_items, factors) their rows of ``items``; 0 for all others.
    """

    factors: int = whole(64, most=4096)
    blocks: int = whole(2, most=100)
    heads: int = whole(2, most=100)
    length: int = whole(50)
    dropout: float = below_one(0.4)
    learning_rate: float = above_zero(1e-3, most=1.0)
    epochs: int = whole(40)
    seed: int = any_seed()
    checkpoint: str | None = None

    name: ClassVar[str] = "sasrec"
    label: ClassVar[str] = "SASRec"
    kind: ClassVar[str] = "neural"
    help: ClassVar[str] = "A transformer that reads a history and says what comes next."
    use: ClassVar[str] = "Use it on long histories whose order matters; it takes long."
    capabilities: ClassVar[Capabilities] = Capabilities(
        sequential=True, dislikes=False, exact=False, patient=True, any_threads=False
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.factors % self.heads:
            raise InvalidSetting(
                Problem(
                    "heads_do_not_divide",
                    f"{self.label}: {self.heads} heads do not divide {self.factors} factors.",
                    "Choose numbers of which one divides the other.",
                )
            )

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Learn until what is held back is found no better, or for ``epochs`` passes."""
        from recengine.models.training import train  # noqa: PLC0415  slow to import

        liked = dataset.histories.where(dataset.histories.weights > 0)
        check_fits(
            self.label,
            4 * dataset.n_items * (4 * self.factors + 2 * _BATCH * 8),
            f"{dataset.n_items:,} items",
            "markov or session_knn instead, which stay sparse",
        )
        self.touched_ = np.bincount(liked.items, minlength=dataset.n_items) > 0
        self.weights_ = train(self, liked, progress)
        self.points_ = np.asarray(self.weights_["items"])[1:] * self.touched_[:, None]
        return self

    def score(self, histories: History) -> Floats:
        """How much likelier each item is to come next than the least likely one."""
        from recengine.models.transformer import next_logits  # noqa: PLC0415  slow to import

        liked = histories.where(histories.weights > 0)
        rows = padded(liked, self.length)
        out = np.zeros((len(histories), histories.n_items))
        for start in range(0, len(rows), _BATCH):
            block = rows[start : start + _BATCH]
            filled = np.zeros((_BATCH, self.length), dtype=np.int32)
            filled[: len(block)] = block
            logits = next_logits(self.weights_, filled, self.heads)
            out[start : start + len(block)] = np.asarray(logits, dtype=float)[: len(block)]
        least = out[:, self.touched_].min(axis=1, initial=np.inf, keepdims=True)
        out = np.where(self.touched_, out - least, 0.0)
        out[np.diff(liked.starts) == 0] = 0.0
        return out

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items in the same direction, by cosine."""
        return nearest_by_direction(self.points_, items, k)

    def item_points(self) -> Floats:
        """(n_items, factors) the network's table of items, 0 where nobody liked one."""
        points: Floats = self.points_.astype(float)
        return points

    def explain(self, history: History, items: Codes) -> Contributions:
        """What each past item changes when it is left out."""
        return leave_one_out(self, history, items)


def padded(histories: History, length: int) -> Array:
    """(n_people, length) int32 the latest items, code + 1, at the right; 0 before the first.

    >>> padded(History.of([4, 0, 2], n_items=5), 4), padded(History.of([4, 0, 2], n_items=5), 2)
    (array([[0, 5, 1, 3]], dtype=int32), array([[1, 3]], dtype=int32))
    """
    out = np.zeros((len(histories), length), dtype=np.int32)
    place = length - histories.starts[1:][histories.rows] + np.arange(len(histories.items))
    kept = place >= 0
    out[histories.rows[kept], place[kept]] = histories.items[kept] + 1
    return out
