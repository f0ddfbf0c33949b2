"""Table: one file as it was understood, with an account of every row.

    rows_read = accepted + repaired + refused + ignored

Reading makes Tables; ``Dataset`` is built from up to three of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from recengine.errors import Problem

Kind = Literal["interactions", "items", "users"]

#: What a column can mean, by kind of file. The first is what the file cannot do without.
ROLES: dict[str, tuple[str, ...]] = {
    "interactions": ("user_id", "item_id", "event", "value", "timestamp"),
    "items": ("item_id", "title", "added", "length"),
    "users": ("user_id",),
}

#: Roles without which a file of that kind is unusable.
REQUIRED: dict[str, tuple[str, ...]] = {
    "interactions": ("user_id", "item_id"),
    "items": ("item_id",),
    "users": ("user_id",),
}


@dataclass(frozen=True)
class RoleGuess:
    """Which column plays a role, how sure that is (0 to 1), and why, in a few words."""

    column: str
    confidence: float
    why: str


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({"line": [], "reason": [], "text": []})


@dataclass(frozen=True, eq=False)
class Table:
    """One readable file: its usable rows under standard names, and what happened to the others.

    Parameters
    ----------
    source : the file's name, for messages.
    kind : what its rows are about.
    frame : usable rows. Columns with a role carry the role's name, others their own.
        ``user_id``, ``item_id``: text as written but for spaces around it. ``event``: lower-case
        text. Interactions hold these three as ``Categorical``, since they recur. ``value`` and
        ``length``: float64, NaN where absent. ``timestamp`` and ``added``: datetime64[ms] without
        a zone, meaning UTC, NaT where absent. Every other column is text as written, empty text
        where absent. Searches have an empty ``item_id``.
    mapping : role -> guess, for the roles that were found.
    columns : all columns as the file names them, in order.
    preview : the first rows as text, under the file's own names.
    rows_read, accepted, repaired, refused, ignored : counts; the first is the sum of the rest.
    problems : one entry per kind of problem (with its count), the first line it was seen at.
    refused_rows : ``line``, ``reason``, ``text`` of refused rows (at most 10,000) for a download.
    """

    source: str
    kind: Kind
    frame: pd.DataFrame
    mapping: dict[str, RoleGuess]
    columns: tuple[str, ...]
    preview: pd.DataFrame
    rows_read: int
    accepted: int
    repaired: int
    refused: int
    ignored: int
    problems: tuple[Problem, ...] = ()
    refused_rows: pd.DataFrame = field(default_factory=_no_rows)

    def __post_init__(self) -> None:
        if self.rows_read != self.accepted + self.repaired + self.refused + self.ignored:
            raise AssertionError(f"the row counts of {self.source} do not add up")
