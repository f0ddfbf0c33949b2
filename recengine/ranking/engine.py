"""Engine: fitted models and one recipe turn a history into recommendations.

    history (weights, half-life, last visit) -> score (per model) -> normalise -> blend
    -> freshness, popularity discount, lifting rules -> hide -> diversify -> compose by rules
    -> explore -> reasons

Fitting is slow and happens before; a recipe is not a fit, and changing it takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from recengine.arrays import Array, Floats, Mask
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.errors import InvalidSetting, Problem, Unsupported
from recengine.models import Content, Popularity, Recommender, best, create
from recengine.models.costs import Fit, timed_fit
from recengine.models.threads import all_cores, in_strips
from recengine.progress import Progress, part_of, quiet
from recengine.ranking.adjusting import adjustments as adjustments_of
from recengine.ranking.because import first_reason, rivals_behind
from recengine.ranking.blending import blend, extremes, scales
from recengine.ranking.catalogue import Catalogue
from recengine.ranking.hiding import may_show
from recengine.ranking.ordering import ordered
from recengine.ranking.reasons import history_reasons, past_items, totals_of
from recengine.ranking.recipe import Recipe
from recengine.ranking.recommendations import (
    Past,
    Reason,
    Recommendation,
    Recommendations,
)
from recengine.ranking.scored import ADJUSTMENTS, Scored
from recengine.ranking.session_mix import mix_session
from recengine.ranking.way import Orders, model_parts, ways

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
        self.catalogue = Catalogue(dataset)
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

    def suited(self, recipe: Recipe) -> Recipe:
        """The recipe without models that are not fitted here."""
        return recipe.only(tuple(self.models))

    def history(self, user_id: str) -> History:
        """What one person did."""
        return self.dataset.history(user_id)

    def score(self, histories: History, recipe: Recipe, hidden: Array | None = None) -> Scored:
        """Run the stages that work on scores; ``hidden`` are item codes not to show anybody."""
        weighted = self._weighted(histories, recipe)
        rules = self.catalogue.ruling(recipe)
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
        adjustments = adjustments_of(
            self.catalogue, np.where(eligible, blended, 0.0), weighted, recipe
        )
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
        taste = self.catalogue.tastes(scored.histories)[0]
        orders = ordered(self.catalogue, scored.final[0], recipe, person, taste)
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

    def final(self, histories: History, recipe: Recipe) -> Floats:
        """(n_people, n_items) ``Scored.final`` of many people, a few of whom are scored at once."""
        out = np.empty((len(histories), self.dataset.n_items))

        def score_some(chosen: slice) -> None:
            some = histories.people(np.arange(len(histories))[chosen])
            out[chosen] = self.score(some, recipe).final

        self._by_the_few(score_some, len(histories))
        return out

    def rank(
        self,
        histories: History,
        recipe: Recipe,
        people: Sequence[str],
        k: int,
        final: Floats | None = None,
        progress: Progress = quiet,
    ) -> Array:
        """(n_people, k) item codes for many people, -1 where there is nothing left to show.

        ``final`` is what the method of that name gives for them, where it is at hand; ``progress``
        is told before every few people.
        """
        out = np.full((len(histories), k), -1)
        recipe = recipe.changed(k=k)

        def rank_some(chosen: slice) -> None:
            some = histories.people(np.arange(len(histories))[chosen])
            scores = self.score(some, recipe).final if final is None else final[chosen]
            ranked = self._rank(some, scores, recipe, people[chosen])
            for row, codes in enumerate(ranked, chosen.start):
                out[row, : len(codes)] = codes

        self._by_the_few(rank_some, len(histories), progress)
        return out

    def _by_the_few(
        self, work: Callable[[slice], None], n: int, progress: Progress = quiet
    ) -> None:
        """``work`` on as many of ``n`` people at once as stay close to the processor."""
        together = min(TOGETHER, max(_CELLS // self.dataset.n_items, 1))
        with all_cores() as cores:
            in_strips(
                lambda start: work(slice(start, start + together)),
                n,
                together,
                cores,
                progress,
                "Ranking",
            )

    def _rank(
        self, histories: History, final: Floats, recipe: Recipe, people: Sequence[str]
    ) -> Iterator[Array]:
        """The item codes of each list, given the scores that they go by."""
        reorders = (
            recipe.diversity or recipe.exploration.rate or self.catalogue.ruling(recipe).composes
        )
        if not reorders:
            codes, values = best(final, recipe.k)
            yield from np.where(np.isneginf(values), -1, codes)
            return
        tastes = self.catalogue.tastes(self._weighted(histories, recipe))
        for row in range(len(histories)):
            yield ordered(self.catalogue, final[row], recipe, people[row], tastes[row]).shown.items

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
        rules = self.catalogue.ruling(recipe)
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
