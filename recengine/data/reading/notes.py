"""Notes: sentences about how a text file is laid out, and names for its columns."""

from __future__ import annotations

import pyarrow as pa

from recengine.data.reading.dialect import DELIMITER_NAMES, Dialect
from recengine.data.reading.headers import unique_names
from recengine.data.reading.loaded import is_blank
from recengine.errors import Problem


def comment_notes(ignored: dict[int, str], name: str) -> list[Problem]:
    """The sentence about lines of comments; ``ignored`` maps a line to its text."""
    if not ignored:
        return []
    first = min(ignored)
    return [
        Problem(
            "comment_lines",
            f"{name} has {_count(len(ignored))} of comments or spaces, first line {first}.",
            "",
            line=first,
            value=ignored[first][:60],
            count=len(ignored),
        )
    ]


def name_columns(
    dialect: Dialect, table: pa.Table, name: str
) -> tuple[tuple[str, ...], list[Problem]]:
    """Names for all columns, and what had to be made up."""
    raw = list(dialect.names)
    if raw and len(raw) == dialect.columns - 1 and not is_blank(table.column(len(raw))):
        raw = ["", *raw]
    names = unique_names(raw, table.num_columns)
    if not raw:
        return names, [
            Problem(
                "no_header",
                f"{name} has no line with column names, so the columns were told by their content.",
                "Add a first line such as user_id,item_id,rating,timestamp to be sure.",
            )
        ]
    filled = [cell for cell in raw if cell]
    notes = []
    if len(set(filled)) < len(filled):
        twice = next(cell for cell in filled if filled.count(cell) > 1)
        notes.append(
            Problem(
                "duplicate_header",
                f"{name} has more than one column called {twice!r}; the later ones got a number.",
                "Give every column its own name.",
                column=twice,
            )
        )
    return names, notes


def layout_notes(dialect: Dialect, encoding: Problem | None, name: str) -> list[Problem]:
    """Sentences about encoding, delimiter and what stands before the table."""
    notes = [encoding] if encoding else []
    if dialect.delimiter not in {",", "\t"}:
        words = DELIMITER_NAMES.get(dialect.delimiter, repr(dialect.delimiter))
        notes.append(Problem("delimiter", f"{name} separates its columns by {words}.", ""))
    if dialect.skipped:
        notes.append(
            Problem(
                "preamble",
                f"{name} has {_count(dialect.skipped)} before the table, ignored.",
                "",
                line=1,
                count=dialect.skipped,
            )
        )
    return notes


def _count(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"
