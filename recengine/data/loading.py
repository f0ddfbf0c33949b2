"""Loading: any source to a table of text columns, with what had to be left out on the way.

path -> magic bytes -> decompression -> encoding -> dialect -> quotes -> columns of text
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.cutting import Ragged, cut
from recengine.data.dialect import DELIMITER_NAMES, Dialect, sniff
from recengine.data.encoding import cut_lines, decode, encoding_problem
from recengine.data.headers import unique_names
from recengine.data.lines import Lines, after_gaps
from recengine.data.magic import is_gzip, is_parquet, refuse_other_kinds, refuse_other_texts
from recengine.data.numbers import parse_numbers
from recengine.data.parquet import read_parquet
from recengine.data.quotes import inspect
from recengine.data.sources import Source, read_bytes, unpack
from recengine.errors import Problem, UnusableFile
from recengine.progress import Progress, quiet

_HEAD = 262_144
#: More columns than any file of people or items has.
MOST_COLUMNS = 2_000


@dataclass(frozen=True, eq=False)
class Loaded:
    """A file as columns of text.

    ``columns`` are the names in the file, ``table`` has the columns that are kept; ``named`` says
    whether there was a header; ``left_out`` lists refused lines by reason, ``ignored`` counts
    lines that hold no data.
    """

    name: str
    columns: tuple[str, ...]
    table: pa.Table
    lines: Lines
    named: bool
    delimiter: str = ","
    unit: str = "line"
    notes: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    ignored: int = 0

    @property
    def decimal_comma(self) -> bool:
        """Whether a comma can be a decimal sign, because it does not separate columns."""
        return self.delimiter not in {",", ", "}


@dataclass(frozen=True)
class LeftOut:
    """Lines that never became rows, and why."""

    code: str
    what: str
    fix: str
    lines: dict[int, str] = field(default_factory=dict)


def load(
    source: Source, name: str, *, head_only: bool = False, progress: Progress = quiet
) -> Loaded:
    r"""Load a source; ``head_only`` looks at the beginning, which is enough to say what it is.

    >>> load(b"user;item\n1;2\n", "a.csv").table.to_pydict()
    {'user': ['1'], 'item': ['2']}
    """
    progress(0.0, "opening")
    raw = read_bytes(source, name)
    if is_gzip(raw):
        raw = unpack(raw, name)
        if is_gzip(raw):
            raise UnusableFile(
                Problem("packed_twice", f"{name} is packed twice.", "Unpack it once and try again.")
            )
        raw = read_bytes(raw, name)
    if is_parquet(raw):
        return _tidy(_from_parquet(raw, name))
    refuse_other_kinds(raw, name)
    if head_only and len(raw) > _HEAD:
        raw = raw[: raw.rfind(b"\n", 0, _HEAD) + 1 or _HEAD]
    return _tidy(_from_text(raw, name, progress))


def _from_parquet(raw: bytes, name: str) -> Loaded:
    table = read_parquet(raw, name)
    names = unique_names(table.column_names, table.num_columns)
    _check_width(len(names), name)
    if not names:
        raise no_rows(name)
    table = table.rename_columns(list(names))
    return Loaded(name, names, table, Lines(1), named=True, unit="row")


def _from_text(raw: bytes, name: str, progress: Progress) -> Loaded:
    decoded = decode(raw, name)
    refuse_other_texts(decoded.text[:2048].decode("utf-8", errors="replace"), name)
    progress(0.2, "finding columns")
    dialect = sniff(decoded.text)
    width = max(dialect.columns, len(dialect.names))
    _check_width(width, name)
    body, start = decoded.text, _after_lines(decoded.text, dialect.first_line - 1)
    quotes = inspect(body, dialect, width, start=start)
    unclosed: dict[int, str] = {}
    if quotes.unclosed:
        body, unclosed = cut_lines(body[start:], list(quotes.unclosed))
        start = 0
    progress(0.4, "reading rows")
    done = cut(
        body, dialect, [f"c{i}" for i in range(width)], start=start, spanning=quotes.spanning
    )
    gone = np.array(sorted(decoded.cut), dtype=np.int64)
    in_text = {dialect.first_line + line - 1: text for line, text in unclosed.items()}
    in_file = {
        int(after_gaps(np.array([line - 1]), gone - 1)[0]) + 1: text
        for line, text in in_text.items()
    }
    lines = done.lines.without([*decoded.cut, *in_file])
    ignored, ragged = _ragged(done.ragged, lines, width)
    comments = _comments(ignored, name)
    names, notes = _names(dialect, done.table, name)
    return Loaded(
        name=name,
        columns=names,
        table=done.table.rename_columns(list(names)),
        lines=lines,
        named=bool(dialect.names),
        delimiter=dialect.delimiter,
        notes=(*_notes(dialect, encoding_problem(decoded, name), name), *comments, *notes),
        left_out=(
            LeftOut(
                "damaged_line",
                "the line holds bytes that are no text",
                "Repair the line where the file was exported.",
                decoded.cut,
            ),
            LeftOut(
                "unclosed_quote",
                "a quotation mark opens here and is never closed",
                "Close or remove the quotation mark.",
                in_file,
            ),
            ragged,
        ),
        ignored=dialect.skipped + len(ignored),
    )


def _after_lines(text: bytes, count: int) -> int:
    """Where the text goes on after ``count`` lines."""
    position = 0
    for _ in range(count):
        end = text.find(b"\n", position)
        if end < 0:
            return len(text)
        position = end + 1
    return position


def _ragged(misfits: Sequence[Ragged], lines: Lines, width: int) -> tuple[dict[int, str], LeftOut]:
    """Misfits that hold nothing or a comment are ignored, the others are left out."""
    places = lines.of_skipped(np.arange(len(misfits)))
    refused: dict[int, str] = {}
    ignored: dict[int, str] = {}
    for line, misfit in zip(places.tolist(), misfits, strict=True):
        text = misfit.text.strip()
        (refused if text and not text.startswith("#") else ignored)[line] = misfit.text
    return ignored, LeftOut(
        "wrong_width",
        f"the row does not have {width} cells like the others",
        "Add the missing cells, or put text that holds the separator into quotation marks.",
        refused,
    )


def _comments(ignored: dict[int, str], name: str) -> list[Problem]:
    if not ignored:
        return []
    first = min(ignored)
    return [
        Problem(
            "comment_lines",
            f"{name} has {_lines(len(ignored))} of comments or spaces, first line {first}, ignored.",
            "",
            line=first,
            value=ignored[first][:60],
            count=len(ignored),
        )
    ]


def _names(dialect: Dialect, table: pa.Table, name: str) -> tuple[tuple[str, ...], list[Problem]]:
    """Names for all columns, and what had to be made up."""
    raw = list(dialect.names)
    if raw and len(raw) == dialect.columns - 1 and not _is_blank(table.column(len(raw))):
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


def _notes(dialect: Dialect, encoding: Problem | None, name: str) -> list[Problem]:
    notes = [encoding] if encoding else []
    if dialect.delimiter not in {",", "\t"}:
        words = DELIMITER_NAMES.get(dialect.delimiter, repr(dialect.delimiter))
        notes.append(Problem("delimiter", f"{name} separates its columns by {words}.", ""))
    if dialect.skipped:
        notes.append(
            Problem(
                "preamble",
                f"{name} has {_lines(dialect.skipped)} before the table, ignored.",
                "",
                line=1,
                count=dialect.skipped,
            )
        )
    return notes


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"


def _tidy(loaded: Loaded) -> Loaded:
    """Leave out a column that only counts rows, and columns with neither name nor content."""
    table, notes = loaded.table, list(loaded.notes)
    if loaded.named and table.num_columns > 1 and _counts_rows(table):
        column = table.column_names[0]
        table = table.remove_column(0)
        notes.append(
            Problem(
                "index_column",
                f"{loaded.name} begins with a column without a name that only counts the rows; "
                "it was left out.",
                "",
                column=column,
            )
        )
    blank = [
        column
        for position, column in enumerate(loaded.columns)
        if column in table.column_names
        and column == f"column {position + 1}"
        and _is_blank(table.column(column))
    ]
    if blank and loaded.named and len(blank) < table.num_columns:
        table = table.drop_columns(blank)
        notes.append(
            Problem(
                "empty_column",
                f"{loaded.name} has columns with neither name nor content; they were left out.",
                "",
                column=blank[0],
            )
        )
    if table.num_rows == 0 and not any(part.lines for part in loaded.left_out):
        raise no_rows(loaded.name)
    return replace(loaded, table=table, notes=tuple(notes))


def _is_blank(column: pa.ChunkedArray) -> bool:
    return not pc.any(pc.not_equal(column, "")).as_py()


def _counts_rows(table: pa.Table) -> bool:
    """Whether the first column is nameless and counts up from 0 or 1."""
    if table.column_names[0] not in {"column 1", "Unnamed: 0", "__index_level_0__"}:
        return False
    counted = parse_numbers(table.column(0)).values
    known = counted[~np.isnan(counted)]
    return len(known) > 0 and known[0] in (0.0, 1.0) and bool((np.diff(known) >= 1).all())


def _check_width(columns: int, name: str) -> None:
    if columns > MOST_COLUMNS:
        raise UnusableFile(
            Problem(
                "too_many_columns",
                f"{name} has {columns:,} columns; at most {MOST_COLUMNS:,} are read.",
                "If it has one column an item, save it as one row a person and item.",
            )
        )


def no_rows(name: str) -> UnusableFile:
    return UnusableFile(
        Problem(
            "no_rows",
            f"{name} has column names but no rows.",
            "Export it again and check that it holds data.",
        )
    )
