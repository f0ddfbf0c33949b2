"""Fields of a recipe in words: what each is called, in which stage it acts, how its value reads.

Fields are found in ``Recipe`` itself, so one that is added there shows up by itself: its help is
its description, its label is made from its name, and its value is put in words by its type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from recengine.ranking.choices import CHOICES, Choice
from recengine.ranking.recipe import Recipe
from recengine.ranking.unions import ways_of
from recengine.ranking.wording import label_of, value_in_words

__all__ = ["CHOICES", "STAGES", "Choice", "RecipeField", "options_of", "recipe_fields", "stage_of"]

#: Stages of a ranking in their order, and what each does.
STAGES: dict[str, str] = {
    "History": "What the person did, and how much of it still counts.",
    "Score": "Each approach gives every title a score from that history.",
    "Blend": "Scores are brought to one scale, weighted and added.",
    "Adjust": "What is new is lifted, what most have met is lowered.",
    "Hide and rules": "What may not be shown is taken out.",
    "Diversify": "The order is varied, so that the list is not ten times the same.",
    "Constrain": "The list keeps to what was promised to groups of titles.",
    "Explore": "Some places are given to chance, so that something can be learned.",
    "List": "What is shown in the end.",
}

#: The stage of a field, by how its path begins; the longest beginning counts.
_STAGE_OF = {
    "": "List",
    "events": "History",
    "half_li": "History",
    "session": "History",
    "models": "Blend",
    "freshness": "Adjust",
    "popularity": "Adjust",
    "rules": "Hide and rules",
    "diversity": "Diversify",
    "constrain": "Constrain",
    "exploration": "Explore",
}


@dataclass(frozen=True)
class RecipeField:
    """One field: where it stands, such as ``exploration.rate``, and how people read it."""

    path: str
    label: str
    stage: str
    help: str
    info: FieldInfo

    def of(self, recipe: Recipe) -> Any:
        """The value in a recipe; None where a part of it is missing."""
        value: Any = recipe
        for name in self.path.split("."):
            value = getattr(value, name, None)
        return value

    def words(self, recipe: Recipe) -> str:
        """The value in a recipe, as people say it."""
        return value_in_words(self.path, self.info, self.of(recipe))


def recipe_fields(model: type[BaseModel] = Recipe) -> tuple[RecipeField, ...]:
    """Every field of a recipe and its parts, in the order of the stages.

    >>> [each.path for each in recipe_fields() if each.stage == "Diversify"]
    ['diversity', 'diversity_by']
    """
    order = list(STAGES)
    return tuple(sorted(_walk(model, ""), key=lambda each: order.index(each.stage)))


def stage_of(path: str) -> str:
    """The stage in which a field acts.

    >>> stage_of("exploration.rate"), stage_of("freshness_half_life_days")
    ('Explore', 'Adjust')
    """
    return _STAGE_OF[max((start for start in _STAGE_OF if path.startswith(start)), key=len)]


def _walk(model: type[BaseModel], before: str) -> Iterator[RecipeField]:
    for name, info in model.model_fields.items():
        path = before + name
        part = _part_of(info.annotation)
        if part is not None:
            yield from _walk(part, path + ".")
        else:
            yield RecipeField(path, label_of(path), stage_of(path), info.description or "", info)


def _part_of(annotation: Any) -> type[BaseModel] | None:
    """The kind of part that a field is, or may be; None for a plain value."""
    ways = ways_of(annotation)
    parts = [way for way in ways if isinstance(way, type) and issubclass(way, BaseModel)]
    return parts[0] if len(parts) == 1 else None


def options_of(info: FieldInfo) -> tuple[str, ...]:
    """The options of a field that is one of a few ways; none for any other.

    >>> from recengine.ranking.recipe import Rules
    >>> options_of(Rules.model_fields["hide"])
    ('seen', 'consumed', 'nothing')
    """
    ways = ways_of(info.annotation)
    return tuple(str(each) for way in ways if get_origin(way) is Literal for each in get_args(way))
