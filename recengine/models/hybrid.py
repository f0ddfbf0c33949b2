"""Hybrid: several models blended by weights that the data chose.

    score(u, i) = sum_m w_m(g) s_m(u, i) / height_m(u),    g: length of u's history
    height_m(u) = mean of u's ten best s_m among items not met  -  mean of all s_m

Members agree on how far their best stand above the rest, so that a weight says how much each counts
where lists are made; a spread over all items would be set by the many that no list ever shows.

Everybody's last three liked items are held back, the members are fitted on the rest, and the
weights are those that place best, after what came before it, each of the three
(``blend_weights.py``). People with short, middling and long histories get weights of their own,
half way towards what is best for everybody, since few people say little; who has done nothing yet
gets what is popular. Then the members are fitted again on all of the data. A test set is never
looked at: what is held back here is a part of what is learned from.

Item neighbours hear only the last few events here, beside members that hear all of them alike.

Use it when one recipe has to serve newcomers and regulars alike. A sum of its members, so its
reasons are theirs, weighted. Costs two fits of every member.

Burke (2002). Hybrid recommender systems: survey and experiments. UMUAI 12; Jahrer, Toescher and
Legenstein (2010). Combining predictions for accurate recommender systems. KDD '10.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.data.splits import Split, leave_last_out
from recengine.errors import InvalidSetting, Problem, Unsupported
from recengine.models.base import BLOCK, Capabilities, Contributions, Recommender, best_others
from recengine.models.blend_weights import Trials, joined, learn_weights, trials
from recengine.models.parameters import whole
from recengine.progress import Progress, part_of, quiet

MEMBERS = (
    "popularity",
    "content",
    "ease",
    "als",
    "item_knn",
    "markov",
    "session_knn",
    "seq_linear",
)
#: Neighbours speak of what somebody did lately, beside the models that hear all alike.
_LATELY = {"item_knn": {"recency": 5.0}}
#: Fewest people that a set of weights is learned from.
_FEWEST = 200
#: Histories that are empty, short, middling and long.
_GROUPS = 4
#: Likes of each person that are held back.
_HELD = 3
#: Items that a member's height is measured by; a quarter of a small catalogue.
_BEST = 10
#: People whose held-back likes are asked about at once: few, so that a stop is soon heard.
_ASKED = 64


@dataclass(eq=False)
class Hybrid(Recommender):
    """A learned blend that switches by the length of a history.

    Parameters
    ----------
    members : names of the models; one that the data does not allow is left out.
    short, long : fewest likes of a middling and of a long history.
    judges : most people whose last likes are judged.

    Attributes
    ----------
    members_ : the fitted models by name.
    n_items_ : size of the catalogue.
    weights_ : (4, n_members) for empty, short, middling and long histories; each row sums to 1.
    """

    members: tuple[str, ...] = MEMBERS
    short: int = whole(5)
    long: int = whole(20)
    judges: int = whole(1500, most=1_000_000)

    name: ClassVar[str] = "hybrid"
    label: ClassVar[str] = "Learned blend"
    kind: ClassVar[str] = "hybrid"
    help: ClassVar[str] = "Several models, each counting as much as held-back choices say."
    use: ClassVar[str] = "Use it where one list serves newcomers and regulars alike."
    capabilities: ClassVar[Capabilities] = Capabilities(
        new_items=True, needs_attributes=True, sequential=True, times=True, patient=True
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        unknown = [name for name in self.members if name == self.name or name not in _registry()]
        if unknown or not self.members:
            raise InvalidSetting(
                Problem(
                    "unknown_member",
                    f"A learned blend cannot have {unknown[0]!r} as a member."
                    if unknown
                    else "A learned blend needs a member.",
                    f"Choose among {', '.join(name for name in _registry() if name != self.name)}.",
                )
            )

    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Learn the weights on a part, then fit every member on all."""
        self.n_items_ = dataset.n_items
        splits = _last_likes(dataset)
        if not splits:
            self.members_ = _fitted(self.members, dataset, part_of(progress, 0.0, 1.0))
            self.weights_ = np.full((_GROUPS, len(self.members_)), 1.0 / len(self.members_))
            return self
        judged = _fitted(self.members, splits[-1].train, part_of(progress, 0.0, 0.35))
        parts: list[tuple[Trials, Array]] = []
        for place, split in enumerate(splits):
            step = part_of(progress, 0.35 + 0.05 * place, 0.4 + 0.05 * place)
            parts += self._trials(judged, split, step)
        held = joined([part for part, _ in parts])
        lengths = np.concatenate([lengths for _, lengths in parts])
        shared = learn_weights(held, progress=part_of(progress, 0.5, 0.52))
        self.weights_ = np.tile(shared, (_GROUPS, 1))
        self.weights_[0] = _of_nobody(list(judged))
        for place in range(1, _GROUPS):
            step = part_of(progress, 0.5 + 0.02 * place, 0.52 + 0.02 * place)
            some = np.flatnonzero(self._group(lengths) == place)
            if len(some) >= _FEWEST:
                own = learn_weights(held, some, shared, step)
                self.weights_[place] = (own + shared) / 2
        self.members_ = _fitted(tuple(judged), dataset, part_of(progress, 0.58, 1.0))
        return self

    @property
    def learned(self) -> tuple[str, ...]:
        """The weights, for each length of a history."""
        spans = (
            "who has done nothing",
            f"fewer than {self.short} likes",
            f"{self.short} to {self.long - 1} likes",
            f"{self.long} likes or more",
        )
        return tuple(
            f"Weights for {span}: {_shares(list(self.members_.values()), row)}."
            for span, row in zip(spans, self.weights_, strict=True)
        )

    def score(self, histories: History) -> Floats:
        """The members' scores, each brought to a height of 1 and weighted."""
        out = np.zeros((len(histories), histories.n_items))
        weights = self.weights_[self._group(np.diff(histories.likes.indptr))]
        for start in range(0, len(histories), BLOCK):
            block = np.arange(start, min(start + BLOCK, len(histories)))
            some = histories.people(block)
            for place, model in enumerate(self.members_.values()):
                found = model.score(some)
                out[block] += found * (weights[block, place] / _heights(found, some))[:, None]
        return out

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """Items that the members think alike, each counting as for a middling history."""
        out = np.zeros((len(items), self.n_items_))
        for weight, model in zip(self.weights_[2], self.members_.values(), strict=True):
            if weight > 0 and model.capabilities.similar_items:
                codes, values = model.similar_items(np.asarray(items), 10 * k)
                highest = np.maximum(np.abs(values).max(axis=1, initial=0.0, keepdims=True), 1e-12)
                np.add.at(out, (np.arange(len(items))[:, None], codes), weight * values / highest)
        return best_others(out, items, k)

    def explain(self, history: History, items: Codes) -> Contributions:
        """The members' contributions, weighted as their scores are."""
        history = history.people([0])
        weights = self.weights_[self._group(np.diff(history.likes.indptr))][0]
        past = np.unique(history.items)
        values, base = np.zeros((len(past), len(items))), np.zeros(len(items))
        for weight, model in zip(weights, self.members_.values(), strict=True):
            share = weight / _heights(model.score(history), history)[0]
            terms = model.explain(history, items)
            np.add.at(values, np.searchsorted(past, terms.items), share * terms.values)
            base += share * terms.base
        return Contributions(past, values, base)

    def _group(self, lengths: Array) -> Array:
        """(n_people,) 0 for empty histories, 1 for short, 2 for middling, 3 for long ones."""
        return np.searchsorted([1, self.short, self.long], lengths, side="right")

    def _trials(
        self, judged: dict[str, Recommender], split: Split, progress: Progress
    ) -> Iterator[tuple[Trials, Array]]:
        """What the members say of held-back items, and how much was known of who chose them."""
        spaced = np.linspace(0, len(split.people) - 1, min(self.judges, len(split.people)))
        people = split.people[spaced.astype(int)]
        wanted = split.test.likes[people].argmax(axis=1)
        for start in range(0, len(people), _ASKED):
            progress(start / len(people), "Asking the models about held-back choices")
            block = slice(start, start + _ASKED)
            some = split.train.histories.people(people[block])
            found = [model.score(some) for model in judged.values()]
            scores = np.stack([each / _heights(each, some)[:, None] for each in found])
            met = some.seen().toarray() > 0
            yield trials(scores, met, wanted[block]), np.diff(some.likes.indptr)


def _shares(models: list[Recommender], weights: Floats) -> str:
    """Weights in words, the largest first.

    >>> from recengine.models import create
    >>> _shares([create("ease"), create("als")], np.array([0.25, 0.75]))
    'ALS factors 75 %, EASE 25 %'
    """
    order = np.argsort(-weights, kind="stable")
    return ", ".join(f"{models[n].label} {weights[n]:.0%}" for n in order if weights[n]).replace(
        "%", " %"
    )


def _registry() -> dict[str, type[Recommender]]:
    from recengine.models import REGISTRY  # noqa: PLC0415  which holds this model too

    return REGISTRY


def _fitted(names: tuple[str, ...], dataset: Dataset, progress: Progress) -> dict[str, Recommender]:
    """The members that the data allows, by name."""
    models, refused = {}, None
    for place, name in enumerate(names):
        step = part_of(progress, place / len(names), (place + 1) / len(names))
        try:
            models[name] = _registry()[name](**_LATELY.get(name, {})).fit(dataset, step)
        except Unsupported as error:
            refused = error
    if refused is not None and not models:
        raise refused
    return models


def _of_nobody(names: list[str]) -> Floats:
    """(n_members,) weights for whom nothing is known of: popularity alone, where it is a member."""
    if "popularity" not in names:
        return np.full(len(names), 1.0 / len(names))
    out: Floats = np.eye(len(names))[names.index("popularity")]
    return out


def _last_likes(dataset: Dataset) -> list[Split]:
    """Everybody's last likes held back one after another, the last one first; fewer, or none, where
    nobody has as many.
    """
    splits: list[Split] = []
    for _ in range(_HELD):
        try:
            splits.append(leave_last_out(splits[-1].train if splits else dataset))
        except InvalidSetting:
            break
    return splits


def _heights(scores: Floats, histories: History) -> Floats:
    """(n_people,) how far the best items not met stand above all items; 1 where none does.

    >>> _heights(np.array([[6.0, 9.0, 3.0, 2.0]]), History.of([1], n_items=4))
    array([1.])
    """
    n_best = min(_BEST, -(-scores.shape[1] // 4))
    ahead = scores - scores.mean(axis=1, keepdims=True)
    ahead[histories.rows, histories.items] = 0.0
    best = np.sort(np.partition(ahead, -n_best, axis=1)[:, -n_best:], axis=1)
    height: Floats = best.mean(axis=1)
    return np.where(height > 1e-12, height, 1.0)
