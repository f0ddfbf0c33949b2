"""Engine: fitted models and one recipe turn a history into recommendations.

    history (weights, half-life, last visit) -> score (per model) -> normalise -> blend
    -> freshness, popularity discount, lifting rules -> hide -> diversify -> compose by rules
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
from recengine.ranking.because import first_reason, rivals_behind
from recengine.ranking.blending import blend, extremes, scales
from recengine.ranking.diversity import VARIETIES, Described, reorder
from recengine.ranking.exploration import (
    STRATEGIES,
    Chances,
    Explored,
    Pool,
    explore_around,
    person_rng,
)
from recengine.ranking.freshness import freshness_bonus
from recengine.ranking.hiding import may_show
from recengine.ranking.popularity_discount import popularity_discount
from recengine.ranking.reasons import history_reasons, past_items, totals_of
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import (
    Past,
    Reason,
    ReasonKind,
    Recommendation,
    Recommendations,
)
from recengine.ranking.rules import CrossSell, Rule, UpSell
from recengine.ranking.rules.columns import Columns
from recengine.ranking.rules.composing import Composed, compose
from recengine.ranking.rules.ruling import Ruling, ruling
from recengine.ranking.rules.selling import goes_with, latest_choices, step_up
from recengine.ranking.scored import ADJUSTMENTS, Scored
from recengine.ranking.session_mix import mix_session
from recengine.ranking.way import Orders, model_parts, ways

#: The varied order is looked for among so many of the best.
CANDIDATES = 300
#: Meanings of rules that are kept.
_RULINGS = 8
#: People who are ranked at once: their scores by every model stay close to the processor, and of
#: a large catalogue in memory.
TOGETHER = 64
_CELLS = 2**22
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
        self._rulings: dict[tuple[Rule, ...], Ruling] = {}
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

    @cached_property
    def columns(self) -> Columns:
        """The columns of the items, as rules read them."""
        return Columns(self.dataset)

    @cached_property
    def _liking(self) -> tuple[sparse.csr_array[Any], sparse.csr_array[Any]]:
        """1 where somebody likes an item: (n_people, n_items), and the transpose."""
        likes = self.dataset.histories.likes.copy()
        likes.data = np.ones_like(likes.data)
        return likes, likes.T.tocsr()

    def ruling(self, recipe: Recipe) -> Ruling:
        """What a recipe's rules mean for these items; the last few are kept."""
        rules = recipe.rules.business
        found = self._rulings.pop(rules, None) or ruling(rules, self.columns)
        self._rulings[rules] = found  # at the end, as the last that was asked for
        for old in list(self._rulings)[:-_RULINGS]:
            self._rulings.pop(old, None)
        return found

    def suited(self, recipe: Recipe) -> Recipe:
        """The recipe without models that are not fitted here."""
        return recipe.only(tuple(self.models))

    def history(self, user_id: str) -> History:
        """What one person did."""
        return self.dataset.history(user_id)

    def score(self, histories: History, recipe: Recipe, hidden: Array | None = None) -> Scored:
        """Run the stages that work on scores; ``hidden`` are item codes not to show anybody."""
        weighted = self._weighted(histories, recipe)
        rules = self.ruling(recipe)
        eligible = may_show(histories, recipe.rules) & rules.may_show
        if hidden is not None:
            eligible[:, hidden] = False
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
        adjustments = self._adjustments(np.where(eligible, blended, 0.0), weighted, recipe)
        return Scored(weighted, scores, factors, blended, adjustments, eligible, silent)

    def recommend(
        self,
        history: History,
        recipe: Recipe,
        *,
        person: str = "",
        hidden: Array | None = None,
        reasons: int | None = 3,
        also: Sequence[int] = (),
    ) -> Recommendations:
        """One person's list with every step of its making.

        Parameters
        ----------
        history : one person's.
        person : id that seeds the exploration and is carried along.
        hidden : item codes not to show.
        reasons : how many past items are named for each item; None names all.
        also : codes of items whose way is told as well if they are not shown.
        """
        scored = self.score(history, recipe, hidden)
        taste = self._tastes(scored.histories)[0]
        orders = self._order(scored.final[0], recipe, person, taste)
        shown = orders.shown.items
        others = np.array([item for item in dict.fromkeys(also) if item not in shown], dtype=int)
        items = np.concatenate((shown, others))
        told = self._told(recipe, scored, orders, items, reasons)
        return Recommendations(
            person,
            told[: len(shown)],
            bool(scored.fallback[0]),
            self._notes(recipe, orders),
            told[len(shown) :],
        )

    def _told(
        self,
        recipe: Recipe,
        scored: Scored,
        orders: Orders,
        items: Array,
        reasons: int | None,
    ) -> tuple[Recommendation, ...]:
        """All there is to say of some items, the shown ones first and in their order."""
        shown = orders.shown
        n_others = len(items) - len(shown.items)
        by_chance = np.append(shown.by_chance, np.zeros(n_others, dtype=bool))
        propensities = np.append(shown.propensities, np.zeros(n_others))
        parts, because = self._reasons(scored, orders, items, reasons)
        attributes = self._attributes(scored, items)
        stages = ways(scored, orders, items)
        whole = sum(scored.adjustments.values(), scored.blended)[0]
        return tuple(
            Recommendation(
                rank=stages[place][-1].rank,
                item=int(item),
                item_id=str(self.dataset.item_ids[item]),
                title=str(self.dataset.titles[item]),
                score=float(whole[item]),
                models=model_parts(scored, recipe.weights, item),
                stages=stages[place],
                reasons=tuple(parts[place]),
                explored=bool(by_chance[place]),
                propensity=float(propensities[place]),
                attributes=attributes[place],
                rule=orders.rule(int(item)),
                because=() if by_chance[place] else because[place],
            )
            for place, item in enumerate(items)
        )

    def rank(self, histories: History, recipe: Recipe, people: Sequence[str], k: int) -> Array:
        """(n_people, k) item codes for many people, -1 where there is nothing left to show."""
        out = np.full((len(histories), k), -1)
        recipe = recipe.changed(k=k)
        together = min(TOGETHER, max(_CELLS // self.dataset.n_items, 1))

        def rank_some(start: int) -> None:
            chosen = slice(start, start + together)
            some = histories.people(np.arange(len(histories))[chosen])
            for row, codes in enumerate(self._rank(some, recipe, people[chosen]), start):
                out[row, : len(codes)] = codes

        with all_cores() as cores:
            in_strips(rank_some, len(histories), together, cores, quiet, "Ranking")
        return out

    def _rank(self, histories: History, recipe: Recipe, people: Sequence[str]) -> Iterator[Array]:
        """The item codes of each list."""
        scored = self.score(histories, recipe)
        final = scored.final
        reorders = recipe.diversity or recipe.exploration.rate or self.ruling(recipe).composes
        if not reorders:
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
        out = histories
        if recipe.events or recipe.half_life_days is not None or recipe.half_lives:
            out = out.weighted(
                {**self.dataset.event_weights, **recipe.events},
                half_life_days=recipe.half_life_days,
                half_lives=recipe.half_lives,
                now=self.dataset.end,
            )
        if recipe.session_share is not None:
            out = mix_session(out, recipe.session_share)
        return out

    def _adjustments(
        self, scores: Floats, histories: History, recipe: Recipe
    ) -> dict[ReasonKind, Floats]:
        """What the stages that are on add to ``scores``, which are 0 where nothing may be shown."""
        out: dict[ReasonKind, Floats] = {}
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
        rules = self.ruling(recipe)
        top = np.abs(scores).max(axis=1, initial=0.0, keepdims=True)
        if rules.boost.any():
            out["boost"] = top * rules.boost
        for rule in rules.selling:
            lifted = rule.by * top * self._selling(histories, rule)
            out[rule.do] = out.get(rule.do, 0.0) + lifted
        return out

    def _selling(self, histories: History, rule: CrossSell | UpSell) -> Floats:
        """(n_people, n_items) how much of a lift by what was chosen last each item gets, 0 to 1."""
        out = np.zeros((len(histories), histories.n_items))
        anchors = latest_choices(histories)
        who = np.flatnonzero(anchors >= 0)
        anchors = anchors[who]
        kinds = self.columns.kinds(rule.column)
        alike = (kinds == kinds[anchors][:, None]) & (kinds >= 0)
        if isinstance(rule, CrossSell):
            out[who] = np.where(alike, 0.0, goes_with(anchors, *self._liking))
        else:
            dearer = step_up(anchors, self.columns.numbers(rule.price), most=rule.most)
            out[who] = np.where(alike, dearer, 0.0)
        return out

    def _tastes(self, histories: History) -> Floats:
        """(n_people, n_categories) what they liked consists of; all alike where that is nothing."""
        mixes = (histories.likes @ self.shares).toarray()
        mixes[mixes.sum(axis=1) == 0] = 1.0
        tastes: Floats = mixes / mixes.sum(axis=1, keepdims=True)
        return tastes

    def _order(self, final: Floats, recipe: Recipe, person: str, taste: Floats) -> Orders:
        """Item codes by score, after every stage that reorders, and as shown."""
        rules = self.ruling(recipe)
        ranked = self._candidates(final, rules, recipe.k)
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
        composed = compose(varied, rules, k=recipe.k)
        if rules.caps and (len(composed.listed) < recipe.k or any(composed.missing)):
            rest = np.setdiff1d(np.flatnonzero(np.isfinite(final)), ranked)
            rest = rest[np.argsort(-final[rest], kind="stable")]
            ranked, varied = (np.concatenate((order, rest)) for order in (ranked, varied))
            composed = compose(varied, rules, k=recipe.k)
        return Orders(ranked, varied, composed, self._explored(composed, final, recipe, person))

    def _candidates(self, final: Floats, rules: Ruling, k: int) -> Array:
        """Item codes by score, as many as the stages that reorder may need."""
        allowed = np.isfinite(final)
        depth = min(int(allowed.sum()), max(CANDIDATES, 3 * k))
        if depth == 0:
            return np.array([], dtype=int)
        ranked = best(final[None, :], depth)[0][0]
        of_groups = [np.where(floor.members, final, -np.inf)[None, :] for floor in rules.floors]
        wanted = [best(scores, k)[0][0] for scores in of_groups]
        pinned = np.array([item for _, item in rules.pins], dtype=int)
        more = np.setdiff1d(np.concatenate((pinned, *wanted)), ranked).astype(int)
        more = more[allowed[more]]
        return np.concatenate((ranked, more[np.argsort(-final[more], kind="stable")]))

    def _explored(self, composed: Composed, final: Floats, recipe: Recipe, person: str) -> Explored:
        """The list as shown, with some of its slots given to chance."""
        chosen = recipe.exploration

        def strategy(pool: Array) -> Chances:
            top = max(np.abs(final[composed.order]).max(), 1e-12)
            doubt = 1.0 / np.sqrt(1.0 + self.people_who_met[pool])
            seen_as = Pool(final[pool] / top, doubt)
            return STRATEGIES[chosen.strategy](seen_as, chosen.temperature)

        return explore_around(
            composed.listed,
            composed.fixed,
            composed.replacements,
            rate=chosen.rate,
            strategy=strategy,
            rng=person_rng(chosen.seed, person),
        )

    def _reasons(
        self, scored: Scored, orders: Orders, items: Array, limit: int | None
    ) -> tuple[list[list[Reason]], list[tuple[Past, ...]]]:
        """The terms of each item's score, and the past items that its place rests on."""
        history = scored.histories
        factors = {
            name: float(factor[0]) for name, factor in scored.factors.items() if factor[0] != 0
        }
        rivals = rivals_behind(orders.ranked, items)
        targets = np.concatenate((items, np.setdiff1d(np.concatenate((items, *rivals)), items)))
        terms = {name: self.models[name].explain(history, targets) for name in factors}
        past, totals = totals_of(history, terms, factors)
        first = []
        for place, behind in enumerate(rivals):
            columns = np.append(place, np.flatnonzero(np.isin(targets, behind)))
            said = np.where((past == items[place])[:, None], 0.0, totals[:, columns])
            first.append(first_reason(said, scored.final[0, targets[columns]]))
        out = history_reasons(self.dataset, history, terms, factors, limit, first)
        for place, item in enumerate(items):
            for kind in ADJUSTMENTS:
                if effect := scored.adjustment(kind, item):
                    out[place].append(Reason(kind, "", "", "", effect))
            out[place].sort(key=lambda reason: -reason.contribution)
        return out, [past_items(self.dataset, history, past[rows]) for rows in first]

    def _notes(self, recipe: Recipe, orders: Orders) -> tuple[str, ...]:
        """What rules ask for and the list could not have."""
        rules = self.ruling(recipe)
        shown = set(orders.shown.items.tolist())
        return (
            *(
                f"{self.dataset.titles[item]} is pinned but may not be shown to this person."
                for place, item in rules.pins
                if item not in shown and place <= recipe.k
            ),
            *(
                f"The rule {floor.words!r} lacks {missing} of the titles it asks for."
                for floor, missing in zip(rules.floors, orders.composed.missing, strict=True)
                if missing
            ),
        )

    def _attributes(self, scored: Scored, items: Array) -> list[tuple[str, ...]]:
        """What each item has in common with the history, where descriptions count."""
        content = self.models.get("content")
        if not isinstance(content, Content) or "content" not in scored.factors:
            return [()] * len(items)
        return [
            tuple(part.name for part in shared if part.contribution > 0)[:ATTRIBUTES]
            for shared in content.attributes(scored.histories, items)
        ]


def _labelled(progress: Progress, label: str) -> Progress:
    return lambda share, words: progress(share, f"{label}: {words.lower()}")


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
