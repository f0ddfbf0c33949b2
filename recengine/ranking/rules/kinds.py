"""Business rules: what a shop or a service demands of every list, as data.

    {"do": "only",     "where": {"column": "stock", "least": 1}}             in stock
    {"do": "only",     "where": {"column": "price", "least": 10, "most": 50}}  a price band
    {"do": "only",     "where": {"column": "age_rating", "one_of": ["U", "PG"]}}
    {"do": "block",    "item": "p0017"}
    {"do": "pin",      "item": "p0042", "place": 1}
    {"do": "boost",    "by": 0.2, "column": "margin"}
    {"do": "at_most",  "number": 2, "column": "brand"}
    {"do": "at_least", "share": 0.3, "where": {"column": "language", "one_of": ["Danish"]}}
    {"do": "cross_sell", "by": 0.3}
    {"do": "up_sell",  "by": 0.2, "price": "price", "most": 1.5}

An empty cell meets no condition: ``only`` hides the item, ``block`` does not. A rule with
``"optional": true`` is left out where the items do not have its column, so that one recipe suits
many catalogues; any other is refused there.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self, TypeAlias, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

Column: TypeAlias = Annotated[str, Field(min_length=1, max_length=2_000)]
Id: TypeAlias = Annotated[str, Field(min_length=1, max_length=2_000)]

Target = TypeVar("Target", bound="_Form")


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Where(_Form):
    """Which items are meant: those with one of some entries, or with a number within bounds.

    >>> Where(column="price", least=10, most=50).words
    'price from 10 to 50'
    >>> Where(column="genres", one_of=("drama", "crime")).words
    'genres is drama or crime'
    """

    column: Column = Field(description="Column of the file of items.")
    one_of: tuple[Annotated[str, Field(max_length=2_000)], ...] = Field(
        default=(), max_length=50, description="Entries of the column, as written in the file."
    )
    least: float | None = Field(
        default=None, allow_inf_nan=False, description="The smallest number that is meant."
    )
    most: float | None = Field(
        default=None, allow_inf_nan=False, description="The largest number that is meant."
    )

    @model_validator(mode="after")
    def _one_condition(self) -> Self:
        bounded = self.least is not None or self.most is not None
        if bool(self.one_of) == bounded:
            raise ValueError("say either one_of, or least and most")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"least, {self.least:g}, is above most, {self.most:g}")
        return self

    @property
    def words(self) -> str:
        """The condition as a person would say it."""
        if self.one_of:
            return f"{self.column} is {' or '.join(self.one_of)}"
        if self.least is None:
            return f"{self.column} at most {self.most:g}"
        if self.most is None:
            return f"{self.column} at least {self.least:g}"
        return f"{self.column} from {self.least:g} to {self.most:g}"


class _Rule(_Form):
    do: str
    optional: bool = Field(
        default=False,
        description="Left out where the items lack the column; else such a rule is refused.",
    )

    @model_serializer(mode="wrap")
    def _always_with_its_kind(self, fields: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"do": self.do, **fields(self)}


class Pin(_Rule):
    """An item always stands at one place, unless it may not be shown."""

    label: ClassVar[str] = "Pin a title"
    do: Literal["pin"] = Field(default="pin", description="What the rule does.")
    item: Id = Field(description="Id of the item.")
    place: int = Field(default=1, ge=1, le=100, description="Its place in the list; 1 is the top.")

    @property
    def words(self) -> str:
        """The rule in a line."""
        return f"{self.item} stands at place {self.place}"


class Block(_Rule):
    """An item, or all that meet a condition, are never shown."""

    label: ClassVar[str] = "Block titles"
    do: Literal["block"] = Field(default="block", description="What the rule does.")
    item: Id | None = Field(default=None, description="Id of the item.")
    where: Where | None = Field(default=None, description="Or which items.")

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        return _either(self, "item", "where")

    @property
    def words(self) -> str:
        """The rule in a line."""
        return f"never {self.item if self.where is None else self.where.words}"


class Only(_Rule):
    """Nothing else is shown."""

    label: ClassVar[str] = "Show only"
    do: Literal["only"] = Field(default="only", description="What the rule does.")
    where: Where = Field(description="Which items may be shown.")

    @property
    def words(self) -> str:
        """The rule in a line."""
        return f"only {self.where.words}"


class Boost(_Rule):
    """Items are lifted: those that meet a condition, or all in step with a column of numbers."""

    label: ClassVar[str] = "Lift titles"
    do: Literal["boost"] = Field(default="boost", description="What the rule does.")
    by: float = Field(
        ge=-1.0, le=1.0, description="What is added, as a share of the best score; below 0, taken."
    )
    where: Where | None = Field(default=None, description="Which items.")
    column: Column | None = Field(
        default=None,
        description="Or a column of numbers: the highest gets all of it, the lowest nothing.",
    )

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        return _either(self, "where", "column")

    @property
    def words(self) -> str:
        """The rule in a line."""
        what = f"by {self.column}" if self.where is None else self.where.words
        return f"{'lift' if self.by >= 0 else 'lower'} {what} by {abs(self.by):.0%} of the best"


class AtMost(_Rule):
    """No more than so many items of one brand, category or maker."""

    label: ClassVar[str] = "At most so many of one kind"
    do: Literal["at_most"] = Field(default="at_most", description="What the rule does.")
    number: int = Field(default=2, ge=1, le=100, description="How many of one kind.")
    column: Column = Field(description="The column that says which kind.")

    @property
    def words(self) -> str:
        """The rule in a line."""
        return f"at most {self.number} of one {self.column}"


class AtLeast(_Rule):
    """A group of items has a minimum share of every list, as far as there are enough of them."""

    label: ClassVar[str] = "Minimum share for a group"
    do: Literal["at_least"] = Field(default="at_least", description="What the rule does.")
    share: float = Field(ge=0.01, le=1.0, description="Share of the list.")
    where: Where = Field(description="Which items.")

    @property
    def words(self) -> str:
        """The rule in a line."""
        return f"at least {self.share:.0%} of the list: {self.where.words}"


class CrossSell(_Rule):
    """What goes with the latest choice, of another kind, is lifted."""

    label: ClassVar[str] = "Cross-sell"
    do: Literal["cross_sell"] = Field(default="cross_sell", description="What the rule does.")
    by: float = Field(
        default=0.3, ge=0.0, le=1.0, description="What is added, as a share of the best score."
    )
    column: Column | None = Field(
        default=None, description="The column that says which kind; else that of categories."
    )

    @property
    def words(self) -> str:
        """The rule in a line."""
        return f"cross-sell: lift what goes with the latest choice by up to {self.by:.0%}"


class UpSell(_Rule):
    """What is of the kind of the latest choice and costs somewhat more is lifted."""

    label: ClassVar[str] = "Up-sell"
    do: Literal["up_sell"] = Field(default="up_sell", description="What the rule does.")
    by: float = Field(
        default=0.2, ge=0.0, le=1.0, description="What is added, as a share of the best score."
    )
    price: Column = Field(default="price", description="The column with the price.")
    most: float = Field(
        default=1.5, gt=1.0, le=10.0, description="At most so many times the price of the latest."
    )
    column: Column | None = Field(
        default=None, description="The column that says which kind; else that of categories."
    )

    @property
    def words(self) -> str:
        """The rule in a line."""
        return (
            f"up-sell: lift what is like the latest choice and costs up to {self.most:g} times "
            f"as much by {self.by:.0%}"
        )


Rule: TypeAlias = Annotated[
    Pin | Block | Only | Boost | AtMost | AtLeast | CrossSell | UpSell, Field(discriminator="do")
]
#: Every kind of rule by the word that stands under ``do``.
RULES: dict[str, type[_Rule]] = {
    kind.model_fields["do"].default: kind
    for kind in (Pin, Block, Only, Boost, AtMost, AtLeast, CrossSell, UpSell)
}


def columns_of(rule: Rule) -> tuple[str, ...]:
    """The columns of the file of items that a rule names.

    >>> columns_of(Boost(by=0.2, column="margin"))
    ('margin',)
    """
    where = getattr(rule, "where", None)
    named = (getattr(rule, "column", None), getattr(rule, "price", None), where and where.column)
    return tuple(name for name in named if name)


def _either(rule: Target, first: str, second: str) -> Target:
    if (getattr(rule, first) is None) == (getattr(rule, second) is None):
        raise ValueError(f"say either {first} or {second}")
    return rule
