"""Two towers: a network that puts people and items on one map, from ids, descriptions and moment.

    score(u, i) = u . v_i         cosine of the two points, as ``towers.py`` makes them

One tower reads what somebody liked and disliked and the hour and weekday of their last event; the
other an item's id and its description. As each is a vector of its own, all items can be indexed
once and millions searched in milliseconds, which is why large services find candidates this way.

Use it on large data with good descriptions; on small data the linear models are better and
quicker. Places items that nobody has touched, by their description. What is learned runs on JAX,
on a GPU where there is one; scoring is plain matrix algebra. The network is no sum over the
history: reasons are measured by leaving items out.

Covington, Adams and Sargin (2016). Deep neural networks for YouTube recommendations. RecSys '16.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import SECONDS_PER_DAY, History
from recengine.models.base import (
    Capabilities,
    Contributions,
    Recommender,
    best_others,
    check_not_negative,
    check_positive,
)
from recengine.models.directions import right_vectors
from recengine.models.features import item_features
from recengine.models.fitting import check_fits
from recengine.models.leaving_out import leave_one_out
from recengine.progress import Progress, quiet

#: Strongest directions of the descriptions that the network reads.
_FEATURES = 64
#: Choices compared with each other, and latest events of a history that are read in training.
_BATCH = 512
_LENGTH = 64
_FEWEST_STEPS = 200
#: Share of ids that are left out in each step.
_LEFT_OUT = 0.2


@dataclass(eq=False)
class TwoTower(Recommender):
    """A network of two towers.

    Parameters
    ----------
    factors : dimensions of the map.
    epochs : passes over the likes.
    learning_rate : length of a step.
    heat : how much a difference of cosines counts in training; lower counts it more.
    seed : of first weights, batches and ids that are left out.

    Attributes
    ----------
    entries_ : (n_items, factors) what the people's tower reads of an item.
    points_ : (n_items, factors) where the items' tower puts it, length 1.
    weights_ : the rest of the network.
    """

    factors: int = 64
    epochs: int = 10
    learning_rate: float = 0.002
    heat: float = 0.15
    seed: int = 0

    name: ClassVar[str] = "two_tower"
    label: ClassVar[str] = "Two towers"
    kind: ClassVar[str] = "neural"
    help: ClassVar[str] = "A network that puts people and items on one map; reads descriptions."
    use: ClassVar[str] = "Use it on large data with good descriptions."
    capabilities: ClassVar[Capabilities] = Capabilities(
        new_items=True, needs_attributes=True, times=True, patient=True
    )

    def __post_init__(self) -> None:
        for name in ("factors", "epochs", "learning_rate", "heat"):
            check_positive(name, getattr(self, name))
        check_not_negative("seed", self.seed)

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Learn who chooses what, given all else they chose."""
        check_fits(
            self.label,
            4 * dataset.n_items * (6 * self.factors + 2 * _FEATURES),
            f"{dataset.n_items:,} items",
            "item_knn instead, which keeps the closest items alone",
        )
        progress(0.0, "Reading descriptions")
        described = item_features(dataset).matrix
        features = (described @ right_vectors(described, _FEATURES)).astype(np.float32)
        touched = np.bincount(dataset.histories.likes.indices, minlength=dataset.n_items) > 0
        weights = self._train(dataset.histories, features, touched, progress)
        self.entries_: Floats = (
            weights.pop("ids") * touched[:, None] + features @ weights.pop("features")
        ).astype(float)
        self.weights_ = {name: held.astype(float) for name, held in weights.items()}
        self.points_: Floats = _tower(self.entries_, self.entries_, self.weights_, "item")
        return self

    def fold_in(self, histories: History) -> Floats:
        """(n_people, factors) the points of people, whoever they are."""
        own = histories.matrix
        totals = np.maximum(np.abs(own).sum(axis=1), 1e-6)
        taste = np.asarray(sparse.diags_array(1.0 / totals) @ own @ self.entries_)
        both = np.column_stack([taste, moments(_latest(histories))])
        return _tower(taste, both, self.weights_, "person")

    def score(self, histories: History) -> Floats:
        """Cosines of people and items."""
        scores: Floats = self.fold_in(histories) @ self.points_.T
        return scores

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items near each other on the map, by cosine."""
        return best_others(self.points_[items] @ self.points_.T, items, k)

    def item_points(self) -> Floats:
        """(n_items, factors) where the items' tower puts them."""
        return self.points_

    def explain(self, history: History, items: Codes) -> Contributions:
        """What each past item changes when it is left out."""
        return leave_one_out(self, history, items)

    def _train(
        self, histories: History, features: Array, touched: Array, progress: Progress
    ) -> dict[str, Any]:
        from recengine.models.adam import at_rest  # noqa: PLC0415  slow to import
        from recengine.models.towers import start_weights, step  # noqa: PLC0415

        rng = np.random.default_rng(self.seed)
        weights = start_weights(len(touched), features.shape[1], self.factors, self.seed)
        liked = np.flatnonzero(histories.weights > 0)
        if not len(liked):
            return weights
        items, signs = latest_events(histories, _LENGTH)
        now = moments(histories.times).astype(np.float32)
        counts = np.bincount(histories.items[liked], minlength=len(touched))
        log_share = np.log(np.maximum(counts, 1) / len(liked)).astype(np.float32)
        steps = -(-len(liked) // _BATCH)
        epochs = max(self.epochs, -(-_FEWEST_STEPS // steps))
        held, count = at_rest(weights), 0
        for epoch in range(epochs):
            order = rng.permutation(liked)
            for start in range(0, len(order), _BATCH):
                if count % 10 == 0:
                    progress(
                        0.05 + 0.95 * count / (epochs * steps), f"Pass {epoch + 1} of {epochs}"
                    )
                count += 1
                chosen = np.resize(order[start : start + _BATCH], _BATCH)
                real = np.arange(_BATCH) < len(order) - start
                rows, wanted = histories.rows[chosen], histories.items[chosen]
                batch = {
                    "items": items[rows],
                    "signs": signs[rows],
                    "wanted": wanted,
                    "moment": now[chosen],
                    "log_share": log_share[wanted],
                    "real": real.astype(np.float32),
                }
                kept = (rng.random(len(touched)) >= _LEFT_OUT).astype(np.float32)
                weights, held = step(
                    weights,
                    held,
                    float(count),
                    batch,
                    features,
                    kept,
                    learning_rate=self.learning_rate,
                    heat=self.heat,
                )
        return {name: np.asarray(each) for name, each in weights.items()}


def latest_events(histories: History, length: int) -> tuple[Array, Array]:
    """(n_people, length) codes and weights of the latest events, 0 where there are no more.

    >>> items, signs = latest_events(History.of([4, 0, 2], n_items=5), 4)
    >>> items.tolist(), signs.tolist()
    ([[0, 4, 0, 2]], [[0.0, 1.0, 1.0, 1.0]])
    """
    place = length - histories.starts[1:][histories.rows] + np.arange(len(histories.items))
    kept = place >= 0
    items = np.zeros((len(histories), length), dtype=np.int32)
    signs = np.zeros((len(histories), length), dtype=np.float32)
    items[histories.rows[kept], place[kept]] = histories.items[kept]
    signs[histories.rows[kept], place[kept]] = histories.weights[kept]
    return items, signs


def moments(times: Floats) -> Floats:
    """(n, 5) the hour and the weekday of each time as points on a circle, and whether it is known.

    >>> moments(np.array([np.nan, 6 * 3600.0]))[:, :2].round(3).tolist()
    [[0.0, 0.0], [1.0, 0.0]]
    """
    known = ~np.isnan(times)
    days = np.nan_to_num(times) / SECONDS_PER_DAY
    turns = 2 * np.pi * np.column_stack([days % 1.0, days / 7.0 % 1.0])
    both = [np.sin(turns[:, 0]), np.cos(turns[:, 0]), np.sin(turns[:, 1]), np.cos(turns[:, 1])]
    return np.column_stack([*both, np.ones(len(times))]) * known[:, None]


def _latest(histories: History) -> Floats:
    """(n_people,) the time of each person's last event, NaN where there is none."""
    out = np.full(len(histories), np.nan)
    some = np.diff(histories.starts) > 0
    out[some] = histories.times[histories.starts[1:][some] - 1]
    return out


def _tower(base: Floats, read: Floats, weights: dict[str, Floats], side: str) -> Floats:
    """The same as ``towers.py`` computes, in float64."""
    moved = base + np.maximum(read @ weights[f"{side}_wide"], 0.0) @ weights[f"{side}_narrow"]
    out: Floats = moved / np.sqrt((moved**2).sum(axis=1, keepdims=True) + 1e-12)
    return out
