"""Space: which choices of a recipe are searched, how far, and why.

Everything else (rules, exploration, what events say, the way of varying, the length) stays as in
the recipe that a search starts from. Numbers move in the steps of the sliders, so that a recipe
that was found stands on their notches, and an approach that hardly counts does not count at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recengine.data.dataset import Dataset
from recengine.ranking import Recipe

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution

Value = float | None
Choices = dict[str, Value]

STEP = 0.05


@dataclass(frozen=True)
class Searched:
    """One choice: a field of a recipe, and what it may become.

    Parameters
    ----------
    field : of a recipe; ``models`` stands for the weight of every approach.
    options : one of these, or
    most : anything from 0 to this, in steps of ``STEP``.
    needs_times : whether it means anything only where events or items have dates.
    why : why so far and no further.
    """

    field: str
    why: str
    options: tuple[Value, ...] = ()
    most: float = 0.0
    needs_times: bool = False


SEARCHED: tuple[Searched, ...] = (
    Searched(
        "models",
        "Every approach that is fitted, from not at all to as much as any; proportions count.",
        most=1.0,
    ),
    Searched(
        "half_life_days",
        "From a week to a year, or off.",
        options=(None, 7.0, 14.0, 30.0, 60.0, 180.0, 365.0),
        needs_times=True,
    ),
    Searched(
        "session_share",
        "From a tenth to three quarters; more would leave the long term out.",
        options=(None, 0.1, 0.25, 0.5, 0.75),
        needs_times=True,
    ),
    Searched("freshness", "Up to half of the best score.", most=0.5, needs_times=True),
    Searched(
        "freshness_half_life_days",
        "From a week to three months.",
        options=(7.0, 14.0, 30.0, 90.0),
        needs_times=True,
    ),
    Searched(
        "popularity_discount", "Up to six tenths; beyond it nobody's taste is left.", most=0.6
    ),
    Searched("diversity", "Up to eight tenths; beyond it scores hardly count.", most=0.8),
)


def distributions(
    dataset: Dataset, members: Sequence[str], start: Recipe
) -> dict[str, BaseDistribution]:
    """What is searched on this data, by the name of each choice; the start's own are in reach."""
    from optuna.distributions import (  # noqa: PLC0415  slow to import
        CategoricalDistribution,
        FloatDistribution,
    )

    out: dict[str, BaseDistribution] = {}
    for each in SEARCHED:
        if each.needs_times and not dataset.has_times:
            continue
        if each.field == "models":
            for name in members:
                out[f"models.{name}"] = FloatDistribution(0.0, each.most, step=STEP)
        elif each.options:
            own = getattr(start, each.field)
            more = () if own in each.options else (own,)
            out[each.field] = CategoricalDistribution([*each.options, *more])
        else:
            out[each.field] = FloatDistribution(0.0, each.most, step=STEP)
    return out


def recipe_of(choices: Choices, start: Recipe, name: str) -> Recipe:
    """The start with these choices, under a name.

    >>> recipe_of({"models.ease": 0.5, "diversity": 0.3}, Recipe(), "Found").weights
    {'ease': 1.0}
    """
    fields: dict[str, Any] = {field: value for field, value in choices.items() if "." not in field}
    if not fields.get("freshness"):  # then it does not matter how long it would last
        fields.pop("freshness_half_life_days", None)
    models = {
        field.partition(".")[2]: value for field, value in choices.items() if "." in field and value
    }
    return start.changed(name=name, models=models, **fields)


def choices_of(recipe: Recipe, space: dict[str, BaseDistribution]) -> Choices:
    """The choices within the space that come nearest to a recipe."""
    out: Choices = {}
    for field, reach in space.items():
        name = field.partition(".")[2]
        value = recipe.models.get(name, 0.0) if name else getattr(recipe, field)
        options = getattr(reach, "choices", None)
        if options is None:
            out[field] = _on_a_notch(min(value, reach.high))  # type: ignore[attr-defined]
        else:
            out[field] = value if value in options else _nearest(value, options)
    return out


def rounded(choices: Choices, space: dict[str, BaseDistribution]) -> Choices:
    """The same choices without the dust of adding up steps."""
    return {
        field: value if hasattr(space[field], "choices") or value is None else _on_a_notch(value)
        for field, value in choices.items()
    }


def _on_a_notch(value: float) -> float:
    return round(round(value / STEP) * STEP, 10)


def _nearest(value: Value, options: Sequence[Value]) -> Value:
    """The option whose logarithm is nearest; off where the recipe has it off."""
    if value is None:
        return None
    numbers = [option for option in options if option]
    return min(numbers, key=lambda option: abs(np.log(option) - np.log(max(value, 1e-9))))
