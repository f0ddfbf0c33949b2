"""Consent: which personal columns may come in, what for and since when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from recengine.data.tables import Withheld
from recengine.errors import InvalidSetting, Problem


@dataclass(frozen=True)
class Consent:
    """One decision.

    Parameters
    ----------
    column : the column that comes in.
    category : what it holds.
    special : whether article 9 of the GDPR names the category; then a purpose must be given.
    purpose : what it is for, in somebody's own words.
    when : when it was decided, with a zone.
    """

    column: str
    category: str
    special: bool
    purpose: str
    when: datetime

    def __post_init__(self) -> None:
        if self.when.tzinfo is None:
            raise InvalidSetting(
                Problem("no_zone", "The time of a consent has no zone.", "Give it in UTC.")
            )
        if self.special and not self.purpose.strip():
            raise InvalidSetting(
                Problem(
                    "no_purpose",
                    f"{self.column!r} holds data on {self.category}, a special category under "
                    "article 9 of the GDPR, and no purpose was given.",
                    "Say what it is needed for (in the terminal: --purpose TEXT), or leave it out.",
                    column=self.column,
                )
            )

    @classmethod
    def to(cls, held: Withheld, purpose: str, when: datetime) -> Consent:
        """Consent to a column that would be left out."""
        return cls(held.column, held.category, held.special, purpose, when)


@dataclass(frozen=True)
class Consents:
    """A register of decisions, at most one a column; it is never changed in place.

    >>> from datetime import UTC
    >>> when = datetime(2024, 3, 1, tzinfo=UTC)
    >>> given = Consent("faith", "religion or belief", True, "bias audit", when)
    >>> register = Consents().add(given)
    >>> register.columns, register.withdraw("faith").columns
    (('faith',), ())
    """

    given: tuple[Consent, ...] = ()

    def __iter__(self) -> Iterator[Consent]:
        return iter(self.given)

    @property
    def columns(self) -> tuple[str, ...]:
        """What may come in; ``read_table`` takes it as ``include``."""
        return tuple(consent.column for consent in self.given)

    def add(self, consent: Consent) -> Consents:
        """The register with one more decision; an earlier one on the same column is replaced."""
        return Consents((*self.withdraw(consent.column).given, consent))

    def withdraw(self, column: str) -> Consents:
        """The register without a column; it has to be read again without it."""
        return Consents(tuple(consent for consent in self.given if consent.column != column))

    def to_list(self) -> list[dict[str, object]]:
        """The decisions as plain values, times in ISO."""
        return [
            asdict(consent) | {"when": consent.when.isoformat(timespec="seconds")}
            for consent in self.given
        ]

    def to_json(self) -> str:
        """The decisions as JSON, for exports."""
        return json.dumps(self.to_list(), ensure_ascii=False)
