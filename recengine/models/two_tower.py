"""Two towers: a network that puts people and items on one map, from ids, descriptions and moment.

    score(u, i) = u . v_i         cosine of the two points, as ``towers.py`` makes them

One tower reads what somebody liked and disliked, and the moment: hour, weekday and device of their
last event, as far as they are known. The other reads an item's id and its description. As each is
a vector of its own, all items can be indexed once and millions searched in milliseconds, which is
why large services find candidates this way.

Use it on large data with good descriptions; on small data the linear models are better and
quicker. Places items that nobody has touched, by their description. What is learned runs on JAX,
on a GPU where its build for one is installed; scoring is plain matrix algebra. One seed gives the
same map on every run on one machine; another number of cores, or a GPU, rounds sums in another
order, and learning makes much of that. The network is no sum over the history: reasons are
measured by leaving items out.

Covington, Adams and Sargin (2016). Deep neural networks for YouTube recommendations. RecSys '16.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats, Mask
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import Capabilities, Contributions, Recommender
from recengine.models.directions import right_vectors
from recengine.models.features import item_features
from recengine.models.fitting import check_fits
from recengine.models.index import nearest_by_direction
from recengine.models.leaving_out import leave_one_out
from recengine.models.moments import WHEN, common_devices, latest_moments, moments
from recengine.models.parameters import above_zero, any_seed, whole
from recengine.models.threads import product
from recengine.progress import Progress, quiet

#: Strongest directions of the descriptions that the network reads.
_FEATURES = 64
#: Choices compared with each other, and latest events of a history that are read in training.
_BATCH = 512
_LENGTH = 64
_FEWEST_STEPS = 200
#: Share of ids, and of moments, left out in each step, so that it learns to do without.
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
    checkpoint : file that a fit writes after every pass and, when it was stopped, goes on from
        with the same data and parameters; None to write none.

    Attributes
    ----------
    entries_ : (n_items, factors) what the people's tower reads of an item.
    points_ : (n_items, factors) where the items' tower puts it, length 1.
    weights_ : the rest of the network.
    devices_ : the devices that are told apart.
    """

    factors: int = whole(64, most=4096)
    epochs: int = whole(10)
    learning_rate: float = above_zero(0.002, most=1.0)
    heat: float = above_zero(0.15)
    seed: int = any_seed()
    checkpoint: str | None = None

    name: ClassVar[str] = "two_tower"
    label: ClassVar[str] = "Two towers"
    kind: ClassVar[str] = "neural"
    help: ClassVar[str] = "A network that puts people and items on one map; reads descriptions."
    use: ClassVar[str] = "Use it on large data with good descriptions."
    capabilities: ClassVar[Capabilities] = Capabilities(
        new_items=True, needs_attributes=True, times=True, patient=True, any_threads=False
    )

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
        self.devices_ = common_devices(dataset.histories)
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
        both = np.column_stack([taste, latest_moments(histories, self.devices_)])
        return _tower(taste, both, self.weights_, "person")

    def score(self, histories: History) -> Floats:
        """Cosines of people and items."""
        scores: Floats = product(self.fold_in(histories), self.points_.T)
        return scores

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items near each other on the map, by cosine."""
        return nearest_by_direction(self.points_, items, k, of_length_one=True)

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
        from recengine.models.checkpoint import Checkpoint  # noqa: PLC0415
        from recengine.models.towers import start_weights  # noqa: PLC0415

        rng = np.random.default_rng(self.seed)
        n_moment = WHEN + len(self.devices_)
        weights = start_weights(len(touched), features.shape[1], n_moment, self.factors, self.seed)
        liked = np.flatnonzero(histories.weights > 0)
        if not len(liked):
            return weights
        checkpoint = Checkpoint.of(self, features, *_arrays(histories))
        counts = np.bincount(histories.items[liked], minlength=len(touched))
        log_share = np.log(np.maximum(counts, 1) / len(liked)).astype(np.float32)
        choices = _Choices(histories, *latest_events(histories, _LENGTH), log_share, features)
        epochs = max(self.epochs, -(-_FEWEST_STEPS // -(-len(liked) // _BATCH)))
        state = checkpoint.resume((weights, at_rest(weights), 0), rng)
        while state[2] < epochs:
            state = self._pass(state, choices, rng.permutation(liked), rng, epochs, progress)
            checkpoint.save(state, rng)
        checkpoint.remove()
        return {name: np.asarray(each) for name, each in state[0].items()}

    def _pass(
        self,
        state: tuple[Any, Any, Any],
        choices: _Choices,
        order: Array,
        rng: np.random.Generator,
        epochs: int,
        progress: Progress,
    ) -> tuple[Any, Any, Any]:
        """One step for every batch of likes."""
        from recengine.models.towers import step  # noqa: PLC0415  slow to import

        weights, held, passes = state
        steps = -(-len(order) // _BATCH)
        for place in range(steps):
            count = int(passes) * steps + place
            if count % 10 == 0:
                share = 0.05 + 0.95 * count / (epochs * steps)
                progress(share, f"Pass {passes + 1} of {epochs}")
            chosen = order[place * _BATCH : (place + 1) * _BATCH]
            kept = rng.random(len(choices.features)) >= _LEFT_OUT
            told = rng.random(_BATCH) >= _LEFT_OUT
            weights, held = step(
                weights,
                held,
                float(count + 1),
                choices.batch(chosen, told, self.devices_),
                choices.features,
                kept.astype(np.float32),
                learning_rate=self.learning_rate,
                heat=self.heat,
            )
        return weights, held, passes + 1


@dataclass(frozen=True, eq=False)
class _Choices:
    """What is learned from.

    Parameters
    ----------
    histories : the choices, one event each.
    items, signs : (n_people, length) as ``latest_events`` gives them.
    log_share : (n_items,) how often each item is chosen.
    features : (n_items, n_features).
    """

    histories: History
    items: Array
    signs: Array
    log_share: Array
    features: Array

    def batch(self, chosen: Array, told: Mask, devices: tuple[str, ...]) -> dict[str, Array]:
        """The events ``chosen``, some again where they are too few for a batch.

        ``told`` is (n_batch,); the moment of the others is left out.
        """
        real = np.arange(_BATCH) < len(chosen)
        filled = np.resize(chosen, _BATCH)
        rows, wanted = self.histories.rows[filled], self.histories.items[filled]
        moment = moments(self.histories, filled, devices) * told[:, None]
        return {
            "items": self.items[rows],
            "signs": self.signs[rows],
            "wanted": wanted,
            "moment": moment.astype(np.float32),
            "log_share": self.log_share[wanted],
            "real": real.astype(np.float32),
        }


def _arrays(histories: History) -> list[Array]:
    """All of the histories that is learned from."""
    out = [histories.starts, histories.items, histories.weights, histories.times]
    return out if histories.devices is None else [*out, histories.devices.codes]


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


def _tower(base: Floats, read: Floats, weights: dict[str, Floats], side: str) -> Floats:
    """The same as ``towers.py`` computes, in float64."""
    moved = base + np.maximum(read @ weights[f"{side}_wide"], 0.0) @ weights[f"{side}_narrow"]
    out: Floats = moved / np.sqrt((moved**2).sum(axis=1, keepdims=True) + 1e-12)
    return out
