"""Loaded: a file as columns of text, before anything is known about what they mean."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.reading.ids import coded
from recengine.data.reading.numbers import parse_numbers
from recengine.data.reading.places import Places
from recengine.data.reading.shapes import is_matrix
from recengine.errors import Problem, UnusableFile

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
    lines: Places
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

    def with_coded(self, names: Collection[str]) -> Loaded:
        """The same file with columns that recur coded, which frees most of what they took."""
        columns = dict(zip(self.table.column_names, self.table.columns, strict=True))
        with ThreadPoolExecutor() as pool:
            columns |= zip(names, pool.map(coded, [columns[name] for name in names]), strict=True)
        return replace(self, table=pa.table(columns))


@dataclass(frozen=True)
class LeftOut:
    """Lines that never became rows, and why."""

    code: str
    what: str
    fix: str
    lines: dict[int, str] = field(default_factory=dict)


def tidy(loaded: Loaded) -> Loaded:
    """Leave out a column that only counts rows, and columns with neither name nor content."""
    table, notes = loaded.table, list(loaded.notes)
    if loaded.named and table.num_columns > 1 and _counts_rows(table) and not is_matrix(table):
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
        and is_blank(table.column(column))
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


def is_blank(column: pa.ChunkedArray) -> bool:
    """Whether a column has no content at all."""
    return not pc.any(pc.not_equal(column, "")).as_py()


def _counts_rows(table: pa.Table) -> bool:
    """Whether the first column is nameless and counts up from 0 or 1."""
    if table.column_names[0] not in {"column 1", "Unnamed: 0", "__index_level_0__"}:
        return False
    counted = parse_numbers(table.column(0)).floats
    known = counted[~np.isnan(counted)]
    return len(known) > 0 and known[0] in (0.0, 1.0) and bool((np.diff(known) >= 1).all())


def check_width(columns: int, name: str) -> None:
    """Raise ``UnusableFile`` for more columns than can be meant."""
    if columns > MOST_COLUMNS:
        raise UnusableFile(
            Problem(
                "too_many_columns",
                f"{name} has {columns:,} columns; at most {MOST_COLUMNS:,} are read.",
                "If it has one column an item, save it as one row a person and item.",
            )
        )


def no_rows(name: str) -> UnusableFile:
    """The error for a file that has a header and nothing below it."""
    return UnusableFile(
        Problem(
            "no_rows",
            f"{name} has column names but no rows.",
            "Export it again and check that it holds data.",
        )
    )
