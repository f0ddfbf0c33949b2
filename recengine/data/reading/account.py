"""Account: what became of every row, and one Problem for every kind of thing that happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from recengine.arrays import Array, Mask
from recengine.data.reading.asking import Asking
from recengine.errors import Problem

#: Refused rows, and repaired cells, that are kept for a download, and how much of each.
MOST_REFUSED = 10_000
_LONGEST_VALUE = 60
_LONGEST_TEXT = 1_000


def shorten(text: str, longest: int = _LONGEST_VALUE) -> str:
    """A text cut to ``longest`` characters.

    >>> shorten("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= longest else text[: longest - 1] + "…"


@dataclass(eq=False)
class Account:
    """Marks for the rows of a table while it is read.

    Parameters
    ----------
    source : the file's name; unit : "line", or "row" where a file has no lines.
    asking : where questions about cells are asked.
    n_rows : rows of the table; line_of : rows -> lines; text_of : row -> its text.
    """

    source: str
    n_rows: int
    line_of: Callable[[Array], Array]
    text_of: Callable[[int], str]
    unit: str = "line"
    asking: Asking = field(default_factory=Asking)
    problems: list[Problem] = field(default_factory=list)
    refused_rows: list[tuple[int, str, str]] = field(default_factory=list)
    repaired_cells: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    outside_refused: int = 0
    outside_ignored: int = 0

    def __post_init__(self) -> None:
        self.refused: Mask = np.zeros(self.n_rows, dtype=bool)
        self.repaired: Mask = np.zeros(self.n_rows, dtype=bool)
        self.ignored: Mask = np.zeros(self.n_rows, dtype=bool)

    def note(self, problem: Problem | None) -> None:
        """Add something that is true of the file as a whole."""
        if problem is not None:
            self.problems.append(problem)

    def ignore(self, rows: Mask) -> None:
        """Leave rows out that hold nothing."""
        self.ignored |= rows

    def refuse(
        self,
        rows: Mask,
        code: str,
        what: str,
        fix: str,
        *,
        column: str | None = None,
        value_of: Callable[[int], str] | None = None,
    ) -> None:
        """Leave rows out because something is wrong with them; each is refused once."""
        fresh = np.flatnonzero(rows & ~self.refused & ~self.ignored)
        if not len(fresh):
            return
        self.refused[fresh] = True
        self._problem(fresh, code, what, fix, column, value_of)
        few = fresh[: max(MOST_REFUSED - len(self.refused_rows), 0)]
        for row, line in zip(few.tolist(), self.line_of(few).tolist(), strict=True):
            self.refused_rows.append((line, what, shorten(self.text_of(row), _LONGEST_TEXT)))

    def repair(
        self,
        rows: Mask,
        code: str,
        what: str,
        fix: str,
        *,
        column: str | None = None,
        value_of: Callable[[int], str] | None = None,
        repaired_to: Callable[[int], str] | None = None,
    ) -> None:
        """Keep rows whose meaning was clear although something was wrong with them.

        ``value_of`` and ``repaired_to`` give a row's cell before and after.
        """
        kept = np.flatnonzero(rows & ~self.refused & ~self.ignored)
        if not len(kept):
            return
        self.repaired[kept] = True
        self._problem(kept, code, what, fix, column, value_of)
        few = kept[: max(MOST_REFUSED - len(self.repaired_cells), 0)]
        for row, line in zip(few.tolist(), self.line_of(few).tolist(), strict=True):
            before = shorten(value_of(row), _LONGEST_TEXT) if value_of else ""
            after = shorten(repaired_to(row), _LONGEST_TEXT) if repaired_to else ""
            self.repaired_cells.append((line, column or "", before, after, what))

    def mention(self, rows: Mask, code: str, what: str, fix: str) -> None:
        """Say something about rows that stay as they are."""
        kept = np.flatnonzero(rows & ~self.refused & ~self.ignored)
        if len(kept):
            self._problem(kept, code, what, fix, None, None)

    def refuse_lines(self, lines: dict[int, str], code: str, what: str, fix: str) -> None:
        """Leave out lines that never became rows; ``lines`` maps a line to its text."""
        if not lines:
            return
        self.outside_refused += len(lines)
        first = min(lines)
        self.problems.append(
            Problem(
                code,
                self._sentence(len(lines), first, what),
                fix,
                line=first,
                value=shorten(lines[first]),
                count=len(lines),
            )
        )
        room = max(MOST_REFUSED - len(self.refused_rows), 0)
        for line in sorted(lines)[:room]:
            self.refused_rows.append((line, what, shorten(lines[line], _LONGEST_TEXT)))

    def refused_frame(self) -> pd.DataFrame:
        """Refused rows as ``file``, ``line``, ``reason``, ``text``, in the order of the file."""
        frame = pd.DataFrame(sorted(self.refused_rows), columns=["line", "reason", "text"])
        frame.insert(0, "file", self.source)
        return frame.astype({"file": "str", "line": "int64", "reason": "str", "text": "str"})

    def repaired_frame(self) -> pd.DataFrame:
        """Repaired cells as they were and as they are, in the order of the file."""
        names = ["line", "column", "before", "after", "reason"]
        frame = pd.DataFrame(sorted(self.repaired_cells), columns=names)
        frame.insert(0, "file", self.source)
        return frame.astype({"line": "int64"} | dict.fromkeys(["file", *names[1:]], "str"))

    def _problem(
        self,
        rows: Array,
        code: str,
        what: str,
        fix: str,
        column: str | None,
        value_of: Callable[[int], str] | None,
    ) -> None:
        line = int(self.line_of(rows[:1])[0])
        value = value_of(int(rows[0])) if value_of else None
        self.problems.append(
            Problem(
                code,
                self._sentence(len(rows), line, what, value or None),
                fix,
                line=line,
                column=column,
                value=None if value is None else shorten(value),
                count=len(rows),
            )
        )

    def _sentence(self, count: int, line: int, what: str, value: str | None = None) -> str:
        shown = f" ({shorten(value)!r})" if value else ""
        if count == 1:
            return f"{self.source}, {self.unit} {line}: {what}{shown}."
        return f"{self.source}, {count:,} rows, first {self.unit} {line}: {what}{shown}."
