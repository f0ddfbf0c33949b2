"""Recipe: every choice a person can make about a list, as one small validated object.

The same recipe is a slider setting, a link, a variant of a test, a batch job and a Python snippet.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Collection, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from recengine.data.events import EVENT_NAMES
from recengine.errors import InvalidSetting, Problem
from recengine.models import REGISTRY
from recengine.ranking.rules.kinds import RULES, Pin, Rule, Where

#: A link carries at most this many characters of recipe.
LINK_LIMIT = 2_000

DEFAULT_MODELS = {"ease": 0.4, "item_knn": 0.2, "als": 0.2, "content": 0.2}


class Exploration(BaseModel):
    """Slots of a list that are given to chance, so that something can be learned."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    strategy: Literal["epsilon", "softmax", "thompson", "ucb"] = Field(
        default="epsilon",
        description="What a slot given to chance shows: any of the next best, the likelier ones "
        "more often, each as often as it may be the best, or what is least known for its score.",
    )
    temperature: float = Field(
        default=0.1,
        ge=0.01,
        le=10.0,
        description="With softmax, how evenly the next best are shown; low stays near the ranking.",
    )
    rate: float = Field(
        default=0.0,
        ge=0.0,
        le=0.3,
        description="Share of slots given to chance; 5 to 10 % is usual.",
    )
    seed: int = Field(
        default=0, ge=0, description="The same seed gives the same person the same surprises."
    )


class Rules(BaseModel):
    """What holds whatever the scores are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hide: Literal["seen", "consumed", "nothing"] = Field(
        default="seen",
        description="Leave out all a person has met, or only what they watched, bought or rated.",
    )
    hide_skipped: bool = Field(
        default=False, description="Leave out what a person skipped or disliked on the whole."
    )
    fatigue: int | None = Field(
        default=None,
        ge=1,
        le=100,
        description="Leave out what was shown so often and ignored; needs events of impressions.",
    )
    business: tuple[Rule, ...] = Field(
        default=(),
        max_length=20,
        description="Pin, block, show only, lift, limit by brand, minimum shares, cross-selling.",
    )

    @field_validator("business")
    @classmethod
    def _one_title_a_place(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        pins = [rule for rule in rules if isinstance(rule, Pin)]
        for what in ("place", "item"):
            pinned = [getattr(pin, what) for pin in pins]
            if len(set(pinned)) < len(pinned):
                raise ValueError(f"two titles are pinned to one place, or one twice (by {what})")
        return rules


class Recipe(BaseModel):
    """How models are blended, and what happens to the blend.

    >>> Recipe(models={"ease": 1.0}).weights
    {'ease': 1.0}
    >>> Recipe.from_link(Recipe(diversity=0.3).to_link()).diversity
    0.3
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(
        default="Own mix", max_length=60, description="How pages and reports call it."
    )
    models: dict[str, Annotated[float, Field(ge=0.0, le=1.0)]] = Field(
        default=DEFAULT_MODELS,
        description="How much each approach counts; only proportions matter.",
    )
    events: dict[str, Annotated[float, Field(ge=-1.0, le=1.0)]] = Field(
        default={},
        description="What one event of each kind says; those not named keep their usual weight.",
    )
    half_life_days: float | None = Field(
        default=None, ge=0.01, le=36_500.0, description="After so many days an event counts half."
    )
    half_lives: dict[str, Annotated[float, Field(ge=0.01, le=36_500.0)]] = Field(
        default={},
        description="Days after which an event of one kind counts half; others as above.",
    )
    session_share: float | None = Field(
        default=None,
        ge=0.0,
        le=1.0,
        description="How much of the history the last visit makes up; off leaves it as it is.",
    )
    freshness: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        description="Bonus for new items, as a share of the best score.",
    )
    freshness_half_life_days: float = Field(
        default=30.0, ge=0.01, le=3_650.0, description="After so many days the bonus is half."
    )
    popularity_discount: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        description="How much lower stands what most people have met already.",
    )
    diversity: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        description="How much a varied list counts against the best scores.",
    )
    diversity_by: Literal["mmr", "dpp", "xquad", "calibrated"] = Field(
        default="mmr",
        description="Against the closest title of the list, against all of it together, for every "
        "side of a taste, or in the mix of the history.",
    )
    exploration: Exploration = Field(default=Exploration(), description="Slots given to chance.")
    rules: Rules = Field(default=Rules(), description="What holds whatever the scores are.")
    k: int = Field(default=10, ge=1, le=100, description="Length of the list.")

    @field_validator("models")
    @classmethod
    def _known_models(cls, models: dict[str, float]) -> dict[str, float]:
        unknown = [name for name in models if name not in REGISTRY]
        if unknown:
            raise ValueError(f"no model is called {unknown[0]!r}; there are {', '.join(REGISTRY)}")
        return models

    @field_validator("events", "half_lives")
    @classmethod
    def _known_events(cls, events: dict[str, float]) -> dict[str, float]:
        unknown = [name for name in events if name not in EVENT_NAMES]
        if unknown:
            raise ValueError(
                f"no event is called {unknown[0]!r}; there are {', '.join(EVENT_NAMES)}"
            )
        return events

    @field_validator("*", mode="before")
    @classmethod
    def _finite(cls, value: object) -> object:
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError("the number is not finite")
        return value

    @property
    def weights(self) -> dict[str, float]:
        """The models that count, their weights summing to 1; popularity alone if none does."""
        total = sum(self.models.values())
        if total <= 0:
            return {"popularity": 1.0}
        shares = {name: weight / total for name, weight in self.models.items()}
        return {name: share for name, share in shares.items() if share > 0}

    def only(self, names: Collection[str]) -> Recipe:
        """The same recipe without the models that are not among ``names``."""
        return self.changed(models={name: w for name, w in self.models.items() if name in names})

    def makes_the_same_list(self, other: Recipe) -> bool:
        """Whether two recipes differ in nothing but their name.

        >>> Recipe(name="Own").makes_the_same_list(Recipe())
        True
        """
        return self == other.model_copy(update={"name": self.name})

    def changed(self, **choices: Any) -> Recipe:
        """The same recipe with some choices replaced, validated again."""
        return parse_recipe({**self.model_dump(), **choices})

    def to_json(self) -> str:
        """Everything that differs from the defaults, as JSON."""
        return json.dumps(self.model_dump(exclude_defaults=True), separators=(",", ":"))

    def to_link(self) -> str:
        """Short text for an address bar."""
        packed = zlib.compress(self.to_json().encode(), 9)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def from_link(cls, text: str) -> Self:
        """The recipe that ``to_link`` wrote; anything else is refused."""
        try:
            if len(text) > LINK_LIMIT:
                raise ValueError("too long")
            packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            unpacked = zlib.decompressobj().decompress(packed, 20_000)
            return cls.model_validate_json(unpacked)
        except (ValueError, zlib.error) as error:
            raise InvalidSetting(
                Problem(
                    "broken_link",
                    "The settings in this link cannot be read.",
                    "Ask for the link again, or start from a preset.",
                )
            ) from error


def parse_recipe(source: str | dict[str, Any]) -> Recipe:
    """A recipe from JSON or a dictionary, with one sentence on what is wrong with it.

    >>> parse_recipe('{"diversity": 2}')
    Traceback (most recent call last):
        ...
    recengine.errors.InvalidSetting: The recipe's diversity: Input should be less than ...
    """
    try:
        if isinstance(source, str):
            return Recipe.model_validate_json(source)
        return Recipe.model_validate(source)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "text"
        what = _what_is_wrong(first)
        raise InvalidSetting(
            Problem(
                "invalid_recipe",
                f"The recipe's {place}: {what}.",
                "Correct it there, or start from a preset.",
                column=place,
            )
        ) from error


def _what_is_wrong(first: Any) -> str:
    """One of pydantic's errors as a person would say it."""
    if first["type"] == "extra_forbidden":
        return f"there is no such field; there are {', '.join(_section(first['loc']).model_fields)}"
    if first["type"] == "union_tag_not_found":
        return f"say under 'do' what kind of rule it is: {', '.join(RULES)}"
    if first["type"] == "union_tag_invalid":
        return f"no rule is called {first['ctx']['tag']!r}; there are {', '.join(RULES)}"
    return str(first["msg"]).removeprefix("Value error, ")


def _section(place: Sequence[int | str]) -> type[BaseModel]:
    """The part of a recipe that a field is in."""
    if "where" in place:
        return Where
    parts: dict[str, type[BaseModel]] = {"rules": Rules, "exploration": Exploration}
    if len(place) > 3:
        return RULES[str(place[3])]
    return parts.get(str(place[0]), Recipe)
