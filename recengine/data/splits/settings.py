"""Settings of a split: every choice about what is held back, as one small validated object."""

from __future__ import annotations

import json
from typing import Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    field_validator,
    model_validator,
)

from recengine.data.dataset import Dataset
from recengine.data.splits.checks import check_count, check_days, check_share
from recengine.data.splits.protocols import SPLITS
from recengine.data.splits.split import Split
from recengine.errors import InvalidSetting, Problem, choose_among


class SplitSettings(BaseModel):
    """How to split; what a protocol has no use for is kept and ignored.

    >>> SplitSettings(name="random", share=0.1).to_json()
    '{"name":"random","share":0.1}'
    >>> SplitSettings(name="randm")
    Traceback (most recent call last):
        ...
    recengine.errors.InvalidSetting: There is no split called 'randm'. Did you mean 'random'? ...
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="leave_last_out", description="Which protocol.")
    share: float = Field(
        default=0.2, description="Part held back: of items, events, people or the catalogue."
    )
    last: int = Field(default=1, description="Items held back of each person.")
    windows: int = Field(default=3, description="How many windows of time.")
    days: float | None = Field(
        default=None, description="Days of a window; by default each holds about as many events."
    )
    seed: int = Field(default=0, ge=0, description="The same seed draws the same.")

    @model_validator(mode="wrap")
    @classmethod
    def _in_a_sentence(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as error:
            raise _refused(error) from error

    @field_validator("name")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in SPLITS:
            raise InvalidSetting(
                Problem(
                    "unknown_split",
                    f"There is no split called {name!r}.",
                    choose_among(SPLITS, name),
                    value=name,
                )
            )
        return name

    @field_validator("share")
    @classmethod
    def _possible_share(cls, share: float) -> float:
        check_share(share)
        return share

    @field_validator("last")
    @classmethod
    def _possible_last(cls, last: int) -> int:
        check_count("items per person", last)
        return last

    @field_validator("windows")
    @classmethod
    def _possible_windows(cls, windows: int) -> int:
        check_count("windows", windows)
        return windows

    @field_validator("days")
    @classmethod
    def _possible_days(cls, days: float | None) -> float | None:
        if days is not None:
            check_days(days)
        return days

    def to_json(self) -> str:
        """The name and everything that differs from the defaults, as JSON."""
        own = {"name": self.name, **self.model_dump(exclude_defaults=True)}
        return json.dumps(own, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The settings that ``to_json`` wrote; anything else is refused."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:  # not even JSON
            raise _refused(error) from error


def make_splits(dataset: Dataset, settings: SplitSettings | str) -> tuple[Split, ...]:
    """The splits that settings, or a protocol's name alone, ask for: one, but for ``rolling``.

    >>> from recengine.data.samples import load_sample
    >>> [split.name for split in make_splits(load_sample("shop"), "temporal")]
    ['temporal']
    """
    if isinstance(settings, str):
        settings = SplitSettings(name=settings)
    protocol = SPLITS[settings.name]
    made = protocol.make(dataset, **{name: getattr(settings, name) for name in protocol.options})
    return made if isinstance(made, tuple) else (made,)


def _refused(error: ValidationError) -> InvalidSetting:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"]) or "text"
    return InvalidSetting(
        Problem(
            "invalid_split",
            f"The split's {place}: {first['msg']}.",
            f"Its settings are {', '.join(SplitSettings.model_fields)}.",
            column=place,
        )
    )
