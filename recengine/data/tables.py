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
Verdict = Literal["accepted", "repaired", "partly refused", "open question"]

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


@dataclass(frozen=True)
class Choice:
    """A question that a file leaves open, and the answer that reading went on with.

    Parameters
    ----------
    code : stable name of the question, such as ``dates``; an answer is given under it.
    question : one sentence that shows what is unclear, with an example from the file.
    options : answer -> what it would mean, in a few words.
    chosen : the answer that was used; the safest one unless somebody ``said`` otherwise.
    """

    code: str
    question: str
    options: dict[str, str]
    chosen: str
    said: bool = False


@dataclass(frozen=True)
class Withheld:
    """A column that is left out because it is personal or of a special category.

    Parameters
    ----------
    column : its name in the file.
    category : what it holds, such as ``e-mail address`` or ``health``.
    special : whether article 9 of the GDPR names the category.
    why : what it was recognised by, in a few words.
    """

    column: str
    category: str
    special: bool
    why: str


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({"file": [], "line": [], "reason": [], "text": []})


def _no_repairs() -> pd.DataFrame:
    return pd.DataFrame(
        {"file": [], "line": [], "column": [], "before": [], "after": [], "reason": []}
    )


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
    refused_rows : ``file``, ``line``, ``reason``, ``text`` of refused rows (at most 10,000) for a
        download.
    repaired_rows : ``file``, ``line``, ``column``, ``before``, ``after``, ``reason`` of repaired
        cells (at most 10,000).
    choices : what the file leaves open and how it was taken.
    event_names : event as written -> standard event it counts as.
    withheld : columns that are not in ``frame`` because they are personal.
    included : personal columns that are in ``frame`` because somebody asked for them by name.
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
    repaired_rows: pd.DataFrame = field(default_factory=_no_repairs)
    choices: tuple[Choice, ...] = ()
    event_names: dict[str, str] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()
    included: tuple[Withheld, ...] = ()

    def __post_init__(self) -> None:
        if self.rows_read != self.accepted + self.repaired + self.refused + self.ignored:
            raise AssertionError(f"the row counts of {self.source} do not add up")

    @property
    def verdict(self) -> Verdict:
        """The file as a whole, by what asks most for a look: a question, then a refused row."""
        if any(not choice.said for choice in self.choices):
            return "open question"
        if self.refused:
            return "partly refused"
        if self.repaired or self.problems or self.withheld:
            return "repaired"
        return "accepted"
