"""Ordering: from final scores to the list as shown, through variety, rules and chance."""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats
from recengine.models import best
from recengine.ranking.catalogue import Catalogue
from recengine.ranking.diversity import VARIETIES, Described, reorder
from recengine.ranking.exploration import (
    STRATEGIES,
    Chances,
    Explored,
    Pool,
    explore_around,
    person_rng,
)
from recengine.ranking.recipe import Recipe
from recengine.ranking.rules.composing import Composed, compose
from recengine.ranking.rules.ruling import Ruling
from recengine.ranking.way import Orders

#: The varied order is looked for among so many of the best.
CANDIDATES = 300


def ordered(
    catalogue: Catalogue, final: Floats, recipe: Recipe, person: str, taste: Floats
) -> Orders:
    """Item codes by score, after every stage that reorders, and as shown."""
    rules = catalogue.ruling(recipe)
    ranked = _candidates(final, rules, recipe.k)
    varied = ranked
    if recipe.diversity:
        described = Described(catalogue.features[ranked], catalogue.shares[ranked], taste)
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
    return Orders(ranked, varied, composed, _explored(catalogue, composed, final, recipe, person))


def _candidates(final: Floats, rules: Ruling, k: int) -> Array:
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


def _explored(
    catalogue: Catalogue, composed: Composed, final: Floats, recipe: Recipe, person: str
) -> Explored:
    """The list as shown, with some of its slots given to chance."""
    chosen = recipe.exploration

    def strategy(pool: Array) -> Chances:
        top = max(np.abs(final[composed.order]).max(), 1e-12)
        doubt = 1.0 / np.sqrt(1.0 + catalogue.people_who_met[pool])
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
