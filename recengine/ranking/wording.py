"""Wording: the label of a recipe's field, and its value as people say it."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from recengine.data.events import EVENT_TYPES
from recengine.models import REGISTRY
from recengine.ranking.choices import CHOICES
from recengine.ranking.unions import ways_of

#: Spans that have a name, longest first.
_SPANS = ((365.0, "year"), (30.0, "month"), (7.0, "week"), (1.0, "day"), (1 / 24, "hour"))

#: Labels that a name alone would not give.
_LABELS = {
    "models": "Approaches",
    "events": "What events say",
    "half_life_days": "Half-life of history",
    "freshness_half_life_days": "Half-life of freshness",
    "half_lives": "Half-life by event",
    "session_share": "Share of the last visit",
    "rules.hide_skipped": "Skipped titles left out",
    "rules.fatigue": "Left out after ignored",
    "rules.business": "Business rules",
    "exploration.rate": "Exploration",
    "exploration.temperature": "Evenness of softmax",
    "exploration.seed": "Seed of chance",
    "k": "Length of the list",
}


def days(value: float) -> str:
    """A number of days, in the longest unit that fits a whole number of times.

    >>> [days(value) for value in (365, 180, 14, 45, 1, 0.25, 2.5)]
    ['1 year', '6 months', '2 weeks', '45 days', '1 day', '6 hours', '2.5 days']
    """
    for length, unit in _SPANS:
        times = value / length
        if (value < 1) == (unit == "hour") and times >= 1 and abs(times - round(times)) < 1e-9:
            return f"{round(times)} {unit}" if round(times) == 1 else f"{round(times)} {unit}s"
    number = f"{value:,.0f}" if value >= 1_000 else f"{value:.3g}"
    return f"{number} day" if number == "1" else f"{number} days"


def share(value: float) -> str:
    """A share in percent.

    >>> share(0.3), share(-1.0), share(0.025)
    ('30 %', '-100 %', '2.5 %')
    """
    return f"{round(100 * value, 2):.3g} %"


def named(name: str) -> str:
    """What people call an approach or an event; any other name as it is.

    >>> named("item_knn"), named("view"), named("else")
    ('Item neighbours', 'looked at', 'else')
    """
    if name in REGISTRY:
        return REGISTRY[name].label
    return EVENT_TYPES[name].verb if name in EVENT_TYPES else name


def label_of(path: str) -> str:
    """What people call a field.

    >>> label_of("half_life_days"), label_of("rules.hide_skipped")
    ('Half-life of history', 'Skipped titles left out')
    """
    name = path.rpartition(".")[2]
    made = name.removesuffix("_days").replace("_", " ").capitalize()
    return _LABELS.get(path) or (CHOICES[name].label if name in CHOICES else made)


def value_in_words(path: str, info: FieldInfo, value: Any) -> str:
    """A value of a field as people say it.

    >>> from recengine.ranking.recipe import Recipe
    >>> value_in_words("diversity", Recipe.model_fields["diversity"], 0.3)
    '30 %'
    >>> value_in_words("half_life_days", Recipe.model_fields["half_life_days"], 30.0)
    '1 month'
    """
    name = path.rpartition(".")[2]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or (_is_share(info) and value == 0 and info.default == 0):
        return "off"
    if isinstance(value, dict):
        parts = (f"{named(key)} {_number(path, info, each)}" for key, each in value.items())
        return ", ".join(parts) or "as usual"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "; ".join(_part(each) for each in value) or "none"
    if isinstance(value, BaseModel):
        return _part(value)
    if isinstance(value, (int, float)):
        return _number(path, info, value)
    return CHOICES[name].options.get(value, str(value)) if name in CHOICES else str(value)


def _number(path: str, info: FieldInfo, value: Any) -> str:
    if not isinstance(value, (int, float)):
        return str(value)
    if path.endswith("_days") or "half_li" in path:
        return days(value)
    if _is_share(info):
        return share(value)
    return str(value) if isinstance(value, int) else f"{value:.3g}"


def _part(value: Any) -> str:
    """One object of a list in its own words, or else its fields that are set."""
    if isinstance(own := getattr(value, "words", None), str):
        return own
    if not isinstance(value, BaseModel):
        return str(value)
    fields = type(value).model_fields
    told = [(name, getattr(value, name)) for name in fields]
    return ", ".join(
        f"{label_of(name).lower()} {value_in_words(name, fields[name], each)}"
        for name, each in told
        if each is not None and (each != fields[name].default or fields[name].is_required())
    )


def _is_share(info: FieldInfo) -> bool:
    """Whether a number, or each number of a dictionary, lies within -1 and 1."""
    annotation, bounds = info.annotation, list(info.metadata)
    if get_origin(annotation) is dict:
        annotation = get_args(annotation)[1]
        if get_origin(annotation) is Annotated:
            bounds = [limit for each in annotation.__metadata__ for limit in _limits(each)]
            annotation = get_args(annotation)[0]
    kinds = ways_of(annotation)
    highest = [limit.le for limit in bounds if getattr(limit, "le", None) is not None]
    return float in kinds and bool(highest) and min(highest) <= 1


def _limits(metadata: Any) -> list[Any]:
    return list(metadata.metadata) if isinstance(metadata, FieldInfo) else [metadata]
