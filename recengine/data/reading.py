"""Reading: any usable file to a Table, with every row accounted for.

    path -> magic bytes -> decompression -> encoding -> dialect -> header -> text -> roles -> types

Nothing is lost in silence: a row is accepted, repaired, refused or ignored, and every kind of
trouble has one sentence with its first line and what to do. A file that holds nothing usable is an
``UnusableFile``, whatever its bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from recengine.data.account import Account
from recengine.data.loading import Loaded, load, no_rows
from recengine.data.looks import Look, look_at_all
from recengine.data.roles import guess_kind_of, guess_roles, misnamed
from recengine.data.rows import type_rows
from recengine.data.sources import name_of
from recengine.data.tables import REQUIRED, ROLES, Kind, RoleGuess, Table
from recengine.errors import InvalidSetting, Problem, UnusableFile
from recengine.progress import Progress, part_of, quiet

_SAMPLE_ROWS = 5_000
_PREVIEW_ROWS = 50
_PURPOSE = {"user_id": "people", "item_id": "items"}


def read_table(
    source: str | Path | bytes | BinaryIO,
    *,
    kind: Kind = "interactions",
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress = quiet,
) -> Table:
    r"""Read a CSV in any dialect, a gzip of one, or a Parquet file.

    Parameters
    ----------
    source : path, bytes or open binary file.
    kind : what its rows are about.
    name : what sentences call it; the file's own name by default.
    columns : role -> column where guessing is not wanted; an empty column says there is none.

    >>> table = read_table(b"userId,movieId,rating\n1,31,2.5\n1,,3\n", name="ratings.csv")
    >>> table.accepted, table.refused, table.problems[0].message
    (1, 1, 'ratings.csv, line 3: the item id is missing.')
    """
    called = name_of(source, name)
    loaded = load(source, called, progress=part_of(progress, 0.0, 0.7))
    looks = _looks(loaded)
    mapping = _roles(loaded, looks, kind, columns or {})
    progress(0.7, "reading values")
    account = _account(loaded)
    for role, column in misnamed(looks, kind, mapping).items():
        if role not in (columns or {}):
            account.note(_not_what_it_says(role, column, called))
    frame, impossible = type_rows(
        loaded.table,
        {role: guess.column for role, guess in mapping.items()},
        kind,
        account,
        decimal_comma=loaded.decimal_comma,
    )
    refused = int(account.refused.sum()) + account.outside_refused
    ignored = int(account.ignored.sum()) + loaded.ignored
    if frame.empty and not refused:
        raise no_rows(called)
    if frame.empty:
        raise _nothing_usable(account, refused)
    repaired = int((account.repaired & ~account.refused & ~account.ignored).sum())
    rows_read = account.n_rows + account.outside_refused + loaded.ignored
    progress(1.0, "done")
    return Table(
        source=called,
        kind=kind,
        frame=frame,
        mapping={role: guess for role, guess in mapping.items() if role not in impossible},
        columns=loaded.columns,
        preview=loaded.table.slice(0, _PREVIEW_ROWS).to_pandas(),
        rows_read=rows_read,
        accepted=rows_read - repaired - refused - ignored,
        repaired=repaired,
        refused=refused,
        ignored=ignored,
        problems=tuple(account.problems),
        refused_rows=account.refused_frame(),
    )


def guess_kind(source: str | Path | bytes | BinaryIO, name: str | None = None) -> Kind:
    r"""What a dropped file is about, by its columns, its content and, in doubt, its name.

    >>> guess_kind(b"movieId,title,genres\n1,Toy Story (1995),Adventure\n", "movies.csv")
    'items'
    """
    called = name_of(source, name)
    loaded = load(source, called, head_only=True)
    return guess_kind_of(_looks(loaded), called, named=loaded.named)


def _looks(loaded: Loaded) -> dict[str, Look]:
    sample = loaded.table.slice(0, _SAMPLE_ROWS)
    return look_at_all(sample, decimal_comma=loaded.decimal_comma)


def _roles(
    loaded: Loaded, looks: Mapping[str, Look], kind: Kind, wanted: Mapping[str, str]
) -> dict[str, RoleGuess]:
    """Guessed roles, overridden by what a person said, complete enough to go on."""
    said = {role: _find(column, loaded) for role, column in wanted.items() if _belongs(role, kind)}
    free = {name: look for name, look in looks.items() if name not in said.values()}
    guessed = guess_roles(free, kind, named=loaded.named)
    mapping = {role: guess for role, guess in guessed.items() if role not in said}
    mapping |= {
        role: RoleGuess(column, 1.0, "you said so") for role, column in said.items() if column
    }
    for role in REQUIRED[kind]:
        if role not in mapping:
            raise _no_column(role, loaded)
    return {role: mapping[role] for role in ROLES[kind] if role in mapping}


def _belongs(role: str, kind: Kind) -> bool:
    if not any(role in roles for roles in ROLES.values()):
        usual = ", ".join(dict.fromkeys(role for roles in ROLES.values() for role in roles))
        raise InvalidSetting(
            Problem("unknown_role", f"There is no role {role!r}.", f"Roles are {usual}.")
        )
    return role in ROLES[kind]


def _find(column: str, loaded: Loaded) -> str:
    """The column a person means; capitals and spaces around it do not matter."""
    if not column:
        return ""
    if column in loaded.table.column_names:
        return column
    for name in loaded.table.column_names:
        if name.strip().casefold() == column.strip().casefold():
            return name
    raise UnusableFile(
        Problem(
            "no_such_column",
            f"{loaded.name} has no column {column!r} (it has: {_listed(loaded)}).",
            "Choose one of these.",
            column=column,
        )
    )


def _no_column(role: str, loaded: Loaded) -> UnusableFile:
    short = role.removesuffix("_id")
    return UnusableFile(
        Problem(
            f"no_{short}_column",
            f"{loaded.name} has no column that names {_PURPOSE[role]} "
            f"(looked at: {_listed(loaded)}).",
            f"Name one {role}, or choose it under Columns.",
        )
    )


def _not_what_it_says(role: str, column: str, name: str) -> Problem:
    what = {"value": "a number", "length": "a number", "event": "a kind of event"}.get(
        role, "a time"
    )
    return Problem(
        f"not_a_{role}",
        f"{name}: nothing in {column!r} reads as {what}, so it is kept as a plain column.",
        "Choose another column under Columns if there is one.",
        column=column,
    )


def _listed(loaded: Loaded) -> str:
    names = [name[:60] for name in loaded.table.column_names]
    return ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")


def _account(loaded: Loaded) -> Account:
    account = Account(
        loaded.name,
        loaded.table.num_rows,
        loaded.lines.of,
        lambda row: _row_text(loaded.table.slice(row, 1), loaded.delimiter),
        loaded.unit,
    )
    for note in loaded.notes:
        account.note(note)
    for part in loaded.left_out:
        account.refuse_lines(part.lines, part.code, part.what, part.fix)
    return account


def _row_text(row: pa.Table, delimiter: str) -> str:
    """A row as it could stand in the file."""
    cells = [str(column[0].as_py()) for column in row.columns]
    if len(delimiter) > 1:
        return delimiter.join(cells)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()


def _nothing_usable(account: Account, refused: int) -> UnusableFile:
    worst = max(
        (problem for problem in account.problems if problem.fix and problem.line),
        key=lambda problem: problem.count,
        default=None,
    )
    reason = f" {worst.message}" if worst else ""
    fix = worst.fix if worst else "Check that the file holds data."
    return UnusableFile(
        Problem(
            "nothing_usable",
            f"{account.source} has no row that can be used.{reason}",
            fix,
            line=worst.line if worst else None,
            column=worst.column if worst else None,
            value=worst.value if worst else None,
            count=max(refused, 1),
        )
    )
