"""Headings: questions about column names that are numbers, missing, or there twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

import pyarrow as pa

from recengine.data.reading.asking import Asking
from recengine.data.reading.dialect import Dialect
from recengine.data.reading.loaded import Loaded, is_blank
from recengine.data.reading.records import split
from recengine.data.tables import RoleGuess


def numbered_names(dialect: Dialect, first: str, name: str, asking: Asking) -> Dialect:
    """The dialect with ``first``, the first row, as header if it only counts the columns.

    >>> plain = Dialect(",", '"', False, (), 3, 0, 1)
    >>> numbered_names(plain, "0,1,2", "a.csv", Asking()).names
    ('0', '1', '2')
    """
    cells = [cell.strip() for cell in split(first, dialect.delimiter, dialect.quote)]
    counts = [[str(place + start) for place in range(len(cells))] for start in (0, 1)]
    if dialect.names or len(cells) < 2 or cells not in counts:
        return dialect
    answer = asking.ask(
        "header",
        f"{name} begins with the row {', '.join(cells[:5])}{', …' if len(cells) > 5 else ''}.",
        {"names": "it only numbers the columns", "row": "it is a row like the others"},
    )
    if answer == "row":
        return dialect
    return replace(dialect, names=tuple(cells), first_line=dialect.first_line + 1)


def ask_about_nameless(loaded: Loaded, asking: Asking) -> Loaded:
    """Keep columns that have content and no name, or leave them out."""
    nameless = [
        column
        for position, column in enumerate(loaded.columns)
        if loaded.named
        and column == f"column {position + 1}"
        and column in loaded.table.column_names
        and not is_blank(loaded.table.column(column))
    ]
    if not nameless or len(nameless) == loaded.table.num_columns:
        return loaded
    first = nameless[0]
    answer = asking.ask(
        "nameless",
        f"{loaded.name} has {_columns(len(nameless))} without a name; the first begins with "
        f"{_example(loaded.table, first)!r}.",
        {"keep": f"kept, under a name such as {first!r}", "drop": "left out"},
    )
    if answer == "keep":
        return loaded
    return replace(loaded, table=loaded.table.drop_columns(nameless))


def ask_about_twins(
    mapping: dict[str, RoleGuess], loaded: Loaded, said: Collection[str], asking: Asking
) -> dict[str, RoleGuess]:
    """Roles whose column's name stands in the header more than once, as somebody says."""
    if not any(note.code == "duplicate_header" for note in loaded.notes):
        return mapping
    return {
        role: guess if role in said else _one_of_twins(role, guess, mapping, loaded, asking)
        for role, guess in mapping.items()
    }


def _one_of_twins(
    role: str,
    guess: RoleGuess,
    mapping: Mapping[str, RoleGuess],
    loaded: Loaded,
    asking: Asking,
) -> RoleGuess:
    numbered = re.compile(re.escape(guess.column) + r"_\d+")
    taken = {other.column for other in mapping.values()}
    twins = [
        name for name in loaded.table.column_names if numbered.fullmatch(name) and name not in taken
    ]
    if not twins:
        return guess
    options = {
        column: f"the {_place(place)}, which begins with {_example(loaded.table, column)!r}"
        for place, column in enumerate([guess.column, *twins])
    }
    answer = asking.ask(
        f"twin_{role}",
        f"{loaded.name} has {len(options)} columns called {guess.column!r}.",
        options,
    )
    return replace(guess, column=answer)


def _place(place: int) -> str:
    words = ("first", "second", "third")
    return words[place] if place < len(words) else f"{place + 1}th"


def _columns(count: int) -> str:
    return "a column" if count == 1 else f"{count} columns"


def _example(table: pa.Table, column: str) -> str:
    """The first cell with content."""
    return next((str(cell)[:40] for cell in table.column(column).to_pylist() if cell), "")
