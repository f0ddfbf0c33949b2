"""Engine: fitted models and one recipe turn a history into recommendations.

    score (per model) -> normalise -> blend -> freshness -> popularity discount -> hide -> diversify
    -> explore -> reasons

Fitting is slow and happens before; a recipe is not a fit, and changing it takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats, Mask
from recengine.data.categories import category_shares
from recengine.data.dataset import Dataset
from recengine.data.history import SECONDS_PER_DAY, History
from recengine.errors import InvalidSetting, Problem, Unsupported
from recengine.models import Content, Popularity, Recommender, best, create
from recengine.models.costs import Fit, timed_fit
from recengine.models.features import item_features
from recengine.models.threads import all_cores, in_strips
from recengine.progress import Progress, part_of, quiet
from recengine.ranking.blending import blend, extremes, scales
from recengine.ranking.diversity import VARIETIES, Described, reorder
from recengine.ranking.exploration import (
    STRATEGIES,
    Chances,
    Explored,
    Pool,
    explore,
    person_rng,
)
from recengine.ranking.freshness import freshness_bonus
from recengine.ranking.popularity_discount import popularity_discount
from recengine.ranking.reasons import history_reasons
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import Reason, Recommendation, Recommendations
from recengine.ranking.scored import ADJUSTMENTS, Scored
from recengine.ranking.way import Orders, model_parts, ways

#: The varied order is looked for among so many of the best.
CANDIDATES = 300
#: People who are ranked at once: their scores by every model stay close to the processor.
TOGETHER = 64
#: Attributes that an item is said to share with a history.
ATTRIBUTES = 4


class Engine:
    """Recommends from one data set with models that were fitted on it.

    Parameters
    ----------
    dataset : what the models learned from.
    models : fitted models by name; a recipe may weigh any of them.
    left_out : why a model that was asked for is not among them, by name.
    fits : what the fits of the models cost, by name, where that is known.
    """

    def __init__(
        self,
        dataset: Dataset,
        models: Mapping[str, Recommender],
        left_out: Mapping[str, Problem] | None = None,
        fits: Mapping[str, Fit] | None = None,
    ) -> None:
        self.dataset = dataset
        self.models = dict(models)
        self.left_out = dict(left_out or {})
        self.fits = dict(fits or {})
        if "popularity" not in self.models:
            self.models["popularity"] = Popularity()
            self.fits["popularity"] = timed_fit(self.models["popularity"], dataset)

    @classmethod
    def fit(
        cls,
        dataset: Dataset,
        names: Sequence[str],
        progress: Progress = quiet,
        *,
        leave_out_unsupported: bool = False,
    ) -> Engine:
        """Fit models by name, one after the other; those that cannot be may be left out."""
        models: dict[str, Recommender] = {}
        left_out: dict[str, Problem] = {}
        fits: dict[str, Fit] = {}
        for place, name in enumerate(names):
            model = create(name)
            step = part_of(progress, place / len(names), (place + 1) / len(names))
            try:
                fits[name] = timed_fit(model, dataset, _labelled(step, model.label))
                models[name] = model
            except Unsupported as error:
                if not leave_out_unsupported:
                    raise
                left_out[name] = error.problem
        progress(1.0, "Ready")
        return cls(dataset, models, left_out, fits)

    @cached_property
    def features(self) -> sparse.csr_array[Any]:
        """(n_items, n_features) what the list is diversified by: attributes, else who liked it."""
        described = item_features(self.dataset).matrix
        if described.shape[1]:
            return described
        likes = self.dataset.histories.likes.T.tocsr()
        lengths = np.sqrt(likes.multiply(likes).sum(axis=1))
        return sparse.csr_array(sparse.diags_array(1.0 / np.maximum(lengths, 1e-12)) @ likes)

    @cached_property
    def age_days(self) -> Floats:
        """(n_items,) age of every item at the end of the data; NaN where unknown."""
        ages: Floats = (self.dataset.end - self.dataset.item_starts) / SECONDS_PER_DAY
        return ages

    @cached_property
    def shares(self) -> sparse.csr_array[Any]:
        """(n_items, n_categories) how much of each category every item is."""
        return category_shares(self.dataset)[1]

    @cached_property
    def people_who_met(self) -> Array:
        """(n_items,) how many people have met each item in any way."""
        return np.bincount(self.dataset.histories.seen().indices, minlength=self.dataset.n_items)

    def history(self, user_id: str) -> History:
        """What one person did."""
        return self.dataset.history(user_id)

    def score(self, histories: History, recipe: Recipe, hidden: Array | None = None) -> Scored:
        """Run the stages that work on scores; ``hidden`` are item codes not to show anybody."""
        weighted = self._weighted(histories, recipe)
        eligible = _eligible(histories, recipe, hidden)
        weights = recipe.weights
        scores = {name: self._model(name).score(weighted) for name in weights}
        spans = {name: extremes(part, eligible) for name, part in scores.items()}
        silent = ~_tells_apart(scores, spans, eligible)
        if silent.any() and "popularity" not in scores:
            scores["popularity"] = self.models["popularity"].score(weighted)
            spans["popularity"] = extremes(scores["popularity"], eligible)
        unscaled = (len(scores) == 1) | ((len(weights) == 1) & ~silent)  # nothing to compare with
        factors = {}
        for name in scores:
            share = np.full(len(histories), weights.get(name, 0.0))
            if name == "popularity":
                share[silent] = 1.0
            factors[name] = np.where(unscaled, share, share / scales(*spans[name]))
        blended = blend(scores, factors)
        adjustments = self._adjustments(np.where(eligible, blended, 0.0), recipe)
        return Scored(weighted, scores, factors, blended, adjustments, eligible, silent)

    def recommend(
        self,
        history: History,
        recipe: Recipe,
        *,
        person: str = "",
        hidden: Array | None = None,
        reasons: int | None = 3,
    ) -> Recommendations:
        """One person's list with every step of its making.

        Parameters
        ----------
        history : one person's.
        person : id that seeds the exploration and is carried along.
        hidden : item codes not to show.
        reasons : how many past items are named for each item; None names all.
        """
        scored = self.score(history, recipe, hidden)
        final = scored.final[0]
        weighted = scored.histories
        orders = self._order(final, recipe, person, self._tastes(weighted)[0])
        shown = orders.shown
        parts = self._reasons(weighted, scored, shown.items, reasons)
        attributes = self._attributes(weighted, scored, shown.items)
        stages = ways(scored, orders)
        items = tuple(
            Recommendation(
                rank=place + 1,
                item=int(item),
                item_id=str(self.dataset.item_ids[item]),
                title=str(self.dataset.titles[item]),
                score=float(final[item]),
                models=model_parts(scored, recipe.weights, item),
                stages=stages[place],
                reasons=tuple(parts[place]),
                explored=bool(shown.by_chance[place]),
                propensity=float(shown.propensities[place]),
                attributes=attributes[place],
            )
            for place, item in enumerate(shown.items)
        )
        return Recommendations(person, items, bool(scored.fallback[0]))

    def rank(self, histories: History, recipe: Recipe, people: Sequence[str], k: int) -> Array:
        """(n_people, k) item codes for many people, -1 where there is nothing left to show."""
        out = np.full((len(histories), k), -1)
        recipe = recipe.changed(k=k)

        def rank_some(start: int) -> None:
            chosen = slice(start, start + TOGETHER)
            some = histories.people(np.arange(len(histories))[chosen])
            for row, codes in enumerate(self._rank(some, recipe, people[chosen]), start):
                out[row, : len(codes)] = codes

        with all_cores() as cores:
            in_strips(rank_some, len(histories), TOGETHER, cores, quiet, "Ranking")
        return out

    def _rank(self, histories: History, recipe: Recipe, people: Sequence[str]) -> Iterator[Array]:
        """The item codes of each list."""
        scored = self.score(histories, recipe)
        final = scored.final
        if recipe.diversity == 0 and recipe.exploration.rate == 0:
            codes, values = best(final, recipe.k)
            yield from np.where(np.isneginf(values), -1, codes)
            return
        tastes = self._tastes(scored.histories)
        for row in range(len(histories)):
            yield self._order(final[row], recipe, people[row], tastes[row]).shown.items

    def _model(self, name: str) -> Recommender:
        if name not in self.models:
            raise InvalidSetting(
                Problem(
                    "model_not_fitted",
                    f"The recipe weighs {name!r}, which is not fitted here.",
                    f"Fit it, or choose among {', '.join(self.models)}.",
                )
            )
        return self.models[name]

    def _weighted(self, histories: History, recipe: Recipe) -> History:
        if not recipe.events and recipe.half_life_days is None:
            return histories
        return histories.weighted(
            {**self.dataset.event_weights, **recipe.events},
            half_life_days=recipe.half_life_days,
            now=self.dataset.end,
        )

    def _adjustments(self, scores: Floats, recipe: Recipe) -> dict[str, Floats]:
        """What the stages that are on add to ``scores``, which are 0 where nothing may be shown."""
        out = {}
        if recipe.freshness:
            out["freshness"] = freshness_bonus(
                scores,
                self.age_days,
                weight=recipe.freshness,
                half_life_days=recipe.freshness_half_life_days,
            )
        if recipe.popularity_discount:
            out["discount"] = popularity_discount(
                scores, self.people_who_met, weight=recipe.popularity_discount
            )
        return out

    def _tastes(self, histories: History) -> Floats:
        """(n_people, n_categories) what they liked consists of; all alike where that is nothing."""
        mixes = (histories.likes @ self.shares).toarray()
        mixes[mixes.sum(axis=1) == 0] = 1.0
        tastes: Floats = mixes / mixes.sum(axis=1, keepdims=True)
        return tastes

    def _order(self, final: Floats, recipe: Recipe, person: str, taste: Floats) -> Orders:
        """Item codes by score, after every stage that reorders, and as shown."""
        n = int(np.isfinite(final).sum())
        depth = min(n, max(CANDIDATES, 3 * recipe.k))
        ranked = best(final[None, :], depth)[0][0] if depth else np.array([], dtype=int)
        varied = ranked
        if recipe.diversity:
            described = Described(self.features[ranked], self.shares[ranked], taste)
            varied = reorder(
                ranked,
                final[ranked],
                VARIETIES[recipe.diversity_by](described),
                diversity=recipe.diversity,
                k=recipe.k,
            )
        return Orders(ranked, varied, self._explored(varied, final, recipe, person))

    def _explored(self, varied: Array, final: Floats, recipe: Recipe, person: str) -> Explored:
        """The list as shown, with some of its slots given to chance."""
        chosen = recipe.exploration

        def strategy(pool: Array) -> Chances:
            top = max(np.abs(final[varied]).max(), 1e-12)
            doubt = 1.0 / np.sqrt(1.0 + self.people_who_met[pool])
            seen_as = Pool(final[pool] / top, doubt)
            return STRATEGIES[chosen.strategy](seen_as, chosen.temperature)

        rng = person_rng(chosen.seed, person)
        return explore(varied, k=recipe.k, rate=chosen.rate, strategy=strategy, rng=rng)

    def _reasons(
        self, history: History, scored: Scored, items: Array, limit: int | None
    ) -> list[list[Reason]]:
        factors = {
            name: float(factor[0]) for name, factor in scored.factors.items() if factor[0] != 0
        }
        terms = {name: self.models[name].explain(history, items) for name in factors}
        out = history_reasons(self.dataset, history, terms, factors, limit)
        for place, item in enumerate(items):
            for kind in ADJUSTMENTS:
                if effect := scored.adjustment(kind, item):
                    out[place].append(Reason(kind, "", "", "", effect))
            out[place].sort(key=lambda reason: -reason.contribution)
        return out

    def _attributes(self, history: History, scored: Scored, items: Array) -> list[tuple[str, ...]]:
        """What each item has in common with the history, where descriptions count."""
        content = self.models.get("content")
        if not isinstance(content, Content) or "content" not in scored.factors:
            return [()] * len(items)
        return [
            tuple(part.name for part in shared if part.contribution > 0)[:ATTRIBUTES]
            for shared in content.attributes(history, items)
        ]


def _labelled(progress: Progress, label: str) -> Progress:
    return lambda share, words: progress(share, f"{label}: {words.lower()}")


def _eligible(histories: History, recipe: Recipe, hidden: Array | None) -> Mask:
    eligible = np.ones((len(histories), histories.n_items), dtype=bool)
    if recipe.rules.hide != "nothing":
        eligible[histories.seen(consumed_only=recipe.rules.hide == "consumed").nonzero()] = False
    if hidden is not None:
        eligible[:, hidden] = False
    return eligible


def _tells_apart(
    scores: dict[str, Floats], spans: dict[str, tuple[Floats, Floats]], eligible: Mask
) -> Mask:
    """(n_people,) whether any model tells any two items apart that may be shown.

    Where fewer than two may be, all items are looked at.
    """
    out = np.any([lowest < highest for lowest, highest in spans.values()], axis=0)
    few = np.flatnonzero(np.count_nonzero(eligible, axis=1) < 2)
    if len(few):
        whole = [scores[name][few] for name in scores]
        out[few] = np.any([part.min(axis=1) < part.max(axis=1) for part in whole], axis=0)
    return out
