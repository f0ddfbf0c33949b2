"""Errors a person can cause, each carrying a Problem: what, where, and what to do.

Terminal and page show the same sentence because both render the same Problem.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or was repaired, in words a person can act on.

    Parameters
    ----------
    code : stable machine name, such as ``no_item_column``.
    message : one sentence: what is wrong and where.
    fix : one sentence: what to do about it.
    line : line of the file, counted from 1, where that is known.
    column : column as it is named in the file.
    value : the offending text, shortened.
    count : how many rows this stands for.

    >>> str(Problem("empty_file", "events.csv is empty.", "Export it again."))
    'events.csv is empty. Export it again.'
    """

    code: str
    message: str
    fix: str = ""
    line: int | None = None
    column: str | None = None
    value: str | None = None
    count: int = 1

    def __str__(self) -> str:
        return f"{self.message} {self.fix}".strip()


def choose_among(names: Iterable[str], wrong: str) -> str:
    """What to do about a name that is not known: the one that was perhaps meant, and all.

    >>> choose_among(["hybrid", "ease"], "hybird")
    "Did you mean 'hybrid'? Choose among hybrid, ease."
    """
    known = list(names)
    meant = [f"Did you mean {each!r}? " for each in get_close_matches(wrong.lower(), known, 1)]
    return f"{''.join(meant)}Choose among {', '.join(known)}."


class RecengineError(Exception):
    """Base of every error that is shown to a person instead of a traceback."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class UnusableFile(RecengineError):
    """Nothing usable can be read from a file."""


class UnknownId(RecengineError):
    """A person or an item that the data set does not hold."""


class InvalidSetting(RecengineError):
    """A recipe, parameter or option outside what is possible."""


class Unsupported(RecengineError):
    """A model or page was asked for something it declares it cannot do."""


class Cancelled(RecengineError):
    """A long job was stopped because somebody asked for it."""

    def __init__(self) -> None:
        super().__init__(Problem("cancelled", "Stopped as asked.", "Start it again when you like."))
