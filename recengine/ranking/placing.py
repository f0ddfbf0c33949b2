"""Placing: where a new item would stand in people's lists, by what describes it.

Nobody has touched it, so only its description speaks for it:

    fit(u) = sum over the history of u of  w_j cos(v_j, v_new)  /  sum of |w_j|

It reaches somebody's top k where fewer than k items that the person has not met fit them better.
With popularity counted, as in the content model's own score, a new item starts with nothing and
everything else is ahead; the difference is what promotion is for.

What a fit is worth is counted in the data: of all pairs of a person and an item, how many of those
that fit so well were a choice? Where somebody chose the item, its own part is taken out of the fit,

    fit without i = (fit sum|w| - w_i) / (sum|w| - |w_i|)

and rates are drawn to never fall as the fit rises (isotonic regression, weighted by pairs).

Barlow, Bartholomew, Bremner and Brunk (1972). Statistical inference under order restrictions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.models.base import BLOCK
from recengine.models.content import Content
from recengine.models.likeness import ItemFeatures, in_common
from recengine.progress import Progress, quiet
from recengine.ranking.promotion import promote

#: Most people who are looked at; more say the same and take longer.
MOST_PEOPLE = 5_000
TOPS = (10, 100)
_BINS = 200


@dataclass(frozen=True, eq=False)
class Audience:
    """Everybody who could be shown a new item, and what it has to pass in their lists.

    Parameters
    ----------
    features : what the items of the catalogue are compared by.
    history : what people did, one row a person.
    people : (n,) their codes.
    bars : (n, 2) fit of the 10th and of the 100th best item that each has not met.
    popular_bars : (n, 2) the same with popularity counted.
    rates : (n_bins,) share of pairs that were a choice, by fit from -1 to 1.
    """

    features: ItemFeatures
    history: History
    people: Array
    bars: Floats
    popular_bars: Floats
    rates: Floats

    def fit(self, new: ItemFeatures) -> Floats:
        """(n,) how well a new item fits each; ``new`` has one row."""
        cosines = self.features.cosines_of(new)[:, 0]
        fits: Floats = shares(self.history) @ cosines
        return fits

    def worth(self, fits: Floats) -> Floats:
        """(n,) how many of those whom an item fits so well chose it, by the data."""
        rates: Floats = self.rates[_bin(fits)]
        return rates


@dataclass(frozen=True)
class Reach:
    """How large the audience of a new item is.

    Parameters
    ----------
    top : length of the list that it would be in.
    by_description : people in whose list it would be by its description.
    with_popularity : the same where it counts that nobody has chosen it yet.
    """

    top: int
    by_description: int
    with_popularity: int


@dataclass(frozen=True)
class Expected:
    """What showing an item to some people would bring, by the rates of the data.

    Parameters
    ----------
    chosen : how many of them would choose it.
    by_lot : how many of as many people drawn by lot would.
    rate : share of those it is shown to.
    """

    chosen: float
    by_lot: float
    rate: float


@dataclass(frozen=True)
class Reader:
    """Somebody whom a new item fits, and what of their history argues for it, most first."""

    person: int
    fit: float
    because: tuple[int, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Resembling:
    """An existing item like the new one, and by which attributes."""

    item: int
    likeness: float
    shared: tuple[str, ...]


def audience(dataset: Dataset, content: Content, progress: Progress = quiet) -> Audience:
    """Look at everybody who likes something, a block of people at a time."""
    active = np.flatnonzero(np.diff(dataset.histories.likes.indptr))
    spaced = np.linspace(0, len(active) - 1, min(MOST_PEOPLE, len(active))).astype(int)
    people = active[spaced]
    history = dataset.histories.people(people)
    features, popularity = content.item_features_, content.popularity_
    hits, pairs = np.zeros(_BINS), np.zeros(_BINS)
    bars, popular = np.empty((len(people), 2)), np.empty((len(people), 2))
    for start in range(0, len(people), BLOCK):
        progress(start / len(people), f"Looking at {len(people):,} people")
        rows = np.arange(start, min(start + BLOCK, len(people)))
        block = history.people(rows)
        fits = features.taste(shares(block))
        _count_choices(block, fits, hits, pairs)
        seen = block.seen().nonzero()
        for out, scores in ((bars, fits), (popular, fits + popularity)):
            scores[seen] = -np.inf
            out[rows] = _bars(scores)
    return Audience(features, history, people, bars, popular, _never_falling(hits, pairs))


def reach(among: Audience, fits: Floats) -> tuple[Reach, ...]:
    """In how many lists a new item would be, for each of ``TOPS``."""
    return tuple(
        Reach(
            top,
            int((fits > among.bars[:, place]).sum()),
            int((fits > among.popular_bars[:, place]).sum()),
        )
        for place, top in enumerate(TOPS)
    )


def promoted(among: Audience, fits: Floats, budget: int) -> Array:
    """Rows of the people who get so many impressions, whom it fits best first."""
    lists = np.zeros((len(fits), 1), dtype=int)
    code = np.array([among.history.n_items])
    found = promote(lists, code, fits[:, None], np.array([budget]), place=1)
    rows = np.flatnonzero(found.shown >= 0)
    best_first: Array = rows[np.argsort(-fits[rows], kind="stable")]
    return best_first


def expected(among: Audience, fits: Floats, rows: Array) -> Expected:
    """What showing it to the people of ``rows`` would bring."""
    worth = among.worth(fits)
    chosen = float(worth[rows].sum())
    by_lot = float(worth.mean() * len(rows)) if len(worth) else 0.0
    return Expected(chosen, by_lot, chosen / max(len(rows), 1))


def readers(among: Audience, new: ItemFeatures, fits: Floats, k: int = 10) -> tuple[Reader, ...]:
    """The people whom a new item fits best, if it fits anybody."""
    cosines = among.features.cosines_of(new)[:, 0]
    weights = shares(among.history)
    out = []
    for row in np.argsort(-fits, kind="stable")[:k]:
        if fits[row] <= 0:
            break
        own = slice(weights.indptr[row], weights.indptr[row + 1])
        items, says = weights.indices[own], weights.data[own] * cosines[weights.indices[own]]
        best = items[np.argsort(-says, kind="stable")[:3]]
        liked = sparse.csr_array(weights[[row]] @ among.features.words)
        shared = in_common(new.names, new.words, liked)
        out.append(
            Reader(
                int(among.people[row]),
                float(fits[row]),
                tuple(int(item) for item in best if cosines[item] > 0),
                tuple(shared),
            )
        )
    return tuple(out)


def resembling(features: ItemFeatures, new: ItemFeatures, k: int = 10) -> tuple[Resembling, ...]:
    """Existing items most like a new one."""
    cosines = features.cosines_of(new)[:, 0]
    return tuple(
        Resembling(
            int(item),
            float(cosines[item]),
            tuple(in_common(new.names, new.words, features.words[[item]])),
        )
        for item in np.argsort(-cosines, kind="stable")[:k]
        if cosines[item] > 0
    )


def shares(history: History) -> sparse.csr_array[Any]:
    """(n_people, n_items) weights of each person's history, divided by the sum of their sizes."""
    totals = np.maximum(np.abs(history.matrix).sum(axis=1), 1e-12)
    return sparse.csr_array(sparse.diags_array(1.0 / totals) @ history.matrix)


def _count_choices(history: History, fits: Floats, hits: Floats, pairs: Floats) -> None:
    """Add a block's pairs, and those that were a choice, to the bins of their fit."""
    weights = history.matrix
    rows, items = history.likes.nonzero()
    own = np.asarray(weights[rows, items]).ravel()
    total = np.abs(weights).sum(axis=1)[rows]
    others = total - np.abs(own)
    judged = others > 1e-9
    without = (fits[rows, items] * total - own)[judged] / others[judged]
    chosen = np.bincount(_bin(without), minlength=_BINS)
    untouched = np.ones(fits.shape, dtype=bool)
    untouched[history.seen().nonzero()] = False
    hits += chosen
    pairs += chosen + np.bincount(_bin(fits[untouched]), minlength=_BINS)


def _bin(fits: Floats) -> Array:
    """The bin of each fit, from -1 to 1."""
    return np.clip(((fits + 1.0) / 2.0 * _BINS).astype(int), 0, _BINS - 1)


def _bars(scores: Floats) -> Floats:
    """(n, 2) the 10th and 100th best of each row; minus infinity where there are fewer."""
    ordered = -np.sort(-scores, axis=1)
    columns = [
        ordered[:, top - 1] if scores.shape[1] >= top else np.full(len(scores), -np.inf)
        for top in TOPS
    ]
    found: Floats = np.stack(columns, axis=1)
    return found


def _never_falling(hits: Floats, pairs: Floats) -> Floats:
    """Rates by bin that never fall; bins without pairs take those of their neighbours.

    >>> _never_falling(np.array([1.0, 0.0, 3.0]), np.array([10.0, 10.0, 10.0]))
    array([0.05, 0.05, 0.3 ])
    """
    from scipy.optimize import isotonic_regression  # noqa: PLC0415  slow to import

    known = np.flatnonzero(pairs)
    if not len(known):
        return np.zeros(len(pairs))
    rates = isotonic_regression(hits[known] / pairs[known], weights=pairs[known]).x
    found: Floats = np.interp(np.arange(len(pairs)), known, rates)
    return found
