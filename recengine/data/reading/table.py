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

import pandas as pd
import pyarrow as pa

from recengine.data.events import standard_event
from recengine.data.reading.account import Account
from recengine.data.reading.asking import Asking
from recengine.data.reading.choosing import choose_roles, look, not_what_it_says
from recengine.data.reading.kinds import guess_kind_of
from recengine.data.reading.loaded import Loaded, no_rows
from recengine.data.reading.loading import load
from recengine.data.reading.roles import misnamed
from recengine.data.reading.rows import type_rows
from recengine.data.reading.sources import name_of
from recengine.data.tables import Kind, Table
from recengine.errors import Problem, UnusableFile
from recengine.progress import Progress, part_of, quiet

_PREVIEW_ROWS = 50
_RECURRING = frozenset({"user_id", "item_id", "event"})


def read_table(
    source: str | Path | bytes | BinaryIO,
    *,
    kind: Kind = "interactions",
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    progress: Progress = quiet,
) -> Table:
    r"""Read a CSV in any dialect, a gzip of one, or a Parquet file.

    Parameters
    ----------
    source : path, bytes or open binary file.
    kind : what its rows are about.
    name : what sentences call it; the file's own name by default.
    columns : role -> column where guessing is not wanted; an empty column says there is none.
    answers : code of a ``Choice`` -> answer, where the safest one is not wanted.

    >>> table = read_table(b"userId,movieId,rating\n1,31,2.5\n1,,3\n", name="ratings.csv")
    >>> table.accepted, table.refused, table.problems[0].message
    (1, 1, 'ratings.csv, line 3: the item id is missing.')
    """
    called = name_of(source, name)
    asking = Asking(answers or {})
    loaded = load(source, called, progress=part_of(progress, 0.0, 0.7))
    looks = look(loaded)
    mapping = choose_roles(loaded, looks, kind, columns or {})
    loaded = loaded.with_coded(
        [guess.column for role, guess in mapping.items() if role in _RECURRING]
    )
    progress(0.7, "reading values")
    account = _account(loaded, asking)
    for role, column in misnamed(looks, kind, mapping).items():
        if role not in (columns or {}):
            account.note(not_what_it_says(role, column, called))
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
        preview=_preview(loaded.table),
        rows_read=rows_read,
        accepted=rows_read - repaired - refused - ignored,
        repaired=repaired,
        refused=refused,
        ignored=ignored,
        problems=tuple(account.problems),
        refused_rows=account.refused_frame(),
        repaired_rows=account.repaired_frame(),
        choices=tuple(asking.choices),
        event_names=_event_names(frame) if kind == "interactions" else {},
    )


def guess_kind(source: str | Path | bytes | BinaryIO, name: str | None = None) -> Kind:
    r"""What a dropped file is about, by its columns, its content and, in doubt, its name.

    >>> guess_kind(b"movieId,title,genres\n1,Toy Story (1995),Adventure\n", "movies.csv")
    'items'
    """
    called = name_of(source, name)
    loaded = load(source, called, head_only=True)
    return guess_kind_of(look(loaded), called, named=loaded.named)


def columns_of(source: str | Path | bytes | BinaryIO, name: str | None = None) -> tuple[str, ...]:
    r"""Names of a file's columns, so that somebody can say what they mean.

    >>> columns_of(b"who,what\n1,31\n", "log.csv")
    ('who', 'what')
    """
    return load(source, name_of(source, name), head_only=True).columns


def _preview(table: pa.Table) -> pd.DataFrame:
    """The first rows as text."""
    first = table.slice(0, _PREVIEW_ROWS)
    return first.cast(pa.schema([(name, pa.string()) for name in table.column_names])).to_pandas()


def _event_names(frame: pd.DataFrame) -> dict[str, str]:
    """What each event of the file counts as."""
    if "event" not in frame:
        return {}
    return {str(name): standard_event(str(name)) for name in frame["event"].cat.categories}


def _account(loaded: Loaded, asking: Asking) -> Account:
    account = Account(
        loaded.name,
        loaded.table.num_rows,
        loaded.lines.of,
        lambda row: _row_text(loaded.table.slice(row, 1), loaded.delimiter),
        loaded.unit,
        asking,
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
