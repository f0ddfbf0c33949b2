"""Starts: recipes that every search tries first, so that none is missed by chance.

The recipe one starts from, the presets, each approach alone, and weights learned from the choices
that trials have to find. All but the first keep its rules and its exploration, so that what is
compared differs in what is searched and in nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from recengine.evaluation.searching.bench import Bench
from recengine.evaluation.searching.space import Choices, choices_of, recipe_of
from recengine.models import REGISTRY
from recengine.models.blend_weights import Trials, joined, learn_weights, trials
from recengine.progress import Progress, part_of, quiet
from recengine.ranking import PRESETS, Recipe

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution

Origin = Literal["start", "preset", "alone", "learned", "search"]
#: People whose scores are held at once.
_TOGETHER = 64


@dataclass(frozen=True)
class Start:
    """A recipe to try, where it comes from, and the choices of the space nearest to it."""

    recipe: Recipe
    origin: Origin
    choices: Choices


def starts(
    bench: Bench, start: Recipe, space: dict[str, BaseDistribution], progress: Progress = quiet
) -> tuple[Start, ...]:
    """What is tried first, the start before all others."""
    out = [Start(start, "start", choices_of(start, space))]
    out += [
        _within(each.recipe, "preset", start, space)
        for each in PRESETS.values()
        if bench.engine.suited(each.recipe).models and not each.recipe.makes_the_same_list(start)
    ]
    out += [_within(_alone(name), "alone", start, space) for name in bench.members]
    if len(bench.members) > 1:
        mixed = Recipe(name="Learned weights", models=learned_weights(bench, progress))
        out.append(_within(mixed, "learned", start, space))
    return tuple(out)


def learned_weights(bench: Bench, progress: Progress = quiet) -> dict[str, float]:
    """The weight of each approach that places the choices to be found best, 0 to 1."""
    everything = Recipe(models=dict.fromkeys(bench.members, 1.0))
    parts = []
    n = len(bench.people)
    for begin in range(0, n, _TOGETHER):
        progress(0.5 * begin / n, "Learning weights")
        parts.append(_trials(bench, everything, np.arange(begin, min(begin + _TOGETHER, n))))
    weights = learn_weights(joined(parts), progress=part_of(progress, 0.5, 1.0))
    return dict(zip(bench.members, np.clip(weights, 0.0, 1.0).tolist(), strict=True))


def _trials(bench: Bench, everything: Recipe, rows: np.ndarray) -> Trials:
    """What every approach says of the choices of some people, on the scale that a blend has."""
    scored = bench.engine.score(bench.facts.known.people(rows), everything)
    scores = [scored.models[name] * scored.factors[name][:, None] for name in bench.members]
    wanted = bench.facts.relevant[rows].argmax(axis=1)
    return trials(np.stack(scores), ~scored.eligible, np.asarray(wanted).ravel())


def _alone(name: str) -> Recipe:
    return Recipe(name=f"{REGISTRY[name].label} alone", models={name: 1.0})


def _within(
    recipe: Recipe, origin: Origin, start: Recipe, space: dict[str, BaseDistribution]
) -> Start:
    """The start with a recipe's choices; a preset that other rules change is only like itself."""
    choices = choices_of(recipe, space)
    made = recipe_of(choices, start, recipe.name)
    if origin == "preset" and not made.makes_the_same_list(recipe):
        made = made.changed(name=f"Like {recipe.name}")
    return Start(made, origin, choices)
