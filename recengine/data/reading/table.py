"""Reading: any usable file to a Table, with every row accounted for.

    path -> magic bytes -> decompression -> encoding -> dialect -> header -> text -> roles -> types

Nothing is lost in silence: a row is accepted, repaired, refused or ignored, and every kind of
trouble has one sentence with its first line and what to do. A file that holds nothing usable is an
``UnusableFile``, whatever its bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow as pa

from recengine.data.privacy.pseudonyms import fresh_key
from recengine.data.reading.account import Account
from recengine.data.reading.asking import Asking
from recengine.data.reading.choosing import choose_roles, look, not_what_it_says
from recengine.data.reading.fitting import plan_reading, refuse_unfitting
from recengine.data.reading.guarding import Privacy, guard
from recengine.data.reading.headings import ask_about_twins
from recengine.data.reading.kinds import guess_kind_of
from recengine.data.reading.loaded import Loaded, no_rows
from recengine.data.reading.loading import load
from recengine.data.reading.naming import event_of_name, name_event, silent_event
from recengine.data.reading.naming_events import event_names
from recengine.data.reading.orders import fill_orders
from recengine.data.reading.parts import parts_of
from recengine.data.reading.roles import misnamed
from recengine.data.reading.rows import type_rows
from recengine.data.reading.sources import held_by, name_of
from recengine.data.reading.together import columns_of_parts, kind_of_parts, read_parts
from recengine.data.reading.wide import is_wide_events, unfold
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
    include: Collection[str] = (),
    pseudonymise: bool | None = None,
    key: bytes | None = None,
    progress: Progress = quiet,
) -> Table:
    r"""Read a table: CSV in any dialect, JSON lines, Parquet, a workbook; gzip, zip or folder.

    Parameters
    ----------
    source : path, bytes or open binary file; a folder or zip of parts is read as one table.
    kind : what its rows are about.
    name : what sentences call it; the file's own name by default.
    columns : role -> column where guessing is not wanted; an empty column says there is none.
    answers : code of a ``Choice`` -> answer, where the safest one is not wanted.
    include : personal columns that may come in; all others are withheld.
    pseudonymise : whether ids of people are replaced by pseudonyms; by default where they are
        e-mail addresses, phone numbers or names.
    key : 16 to 64 bytes for pseudonyms, random by default; files read with one key join.

    >>> table = read_table(b"userId,movieId,rating\n1,31,2.5\n1,,3\n", name="ratings.csv")
    >>> table.accepted, table.refused, table.problems[0].message
    (1, 1, 'ratings.csv, line 3: the item id is missing.')
    """
    called = name_of(source, name)
    wishes = Wishes(
        columns or {}, Asking(answers or {}), Privacy(include, pseudonymise, key or fresh_key())
    )
    held = held_by(source)
    parts = parts_of(held, called)
    if parts is None:
        return _read_one(held, called, kind, wishes, progress)

    def read(part: Path | bytes, name: str, progress: Progress) -> Table:
        own = replace(wishes, asking=Asking(answers or {}))
        return _read_one(held_by(part), name, kind, own, progress)

    return read_parts(parts, called, kind, wishes.asking, read, progress)


@dataclass(frozen=True, eq=False)
class Wishes:
    """What a person said about the reading of a file; the questions it raises gather here."""

    columns: Mapping[str, str]
    asking: Asking
    privacy: Privacy


def _read_one(
    held: Path | bytes, called: str, kind: Kind, wishes: Wishes, progress: Progress
) -> Table:
    """Read a single file, all the way from its bytes."""
    columns, asking = wishes.columns, wishes.asking
    refuse_unfitting(plan_reading(held), called)
    loaded = load(held, called, asking=asking, progress=part_of(progress, 0.0, 0.7))
    if kind == "interactions":
        loaded = unfold(loaded, columns, asking)
    looks = look(loaded)
    mapping = choose_roles(loaded, looks, kind, columns)
    mapping = ask_about_twins(mapping, loaded, columns, asking)
    guarded = guard(loaded, kind, mapping, wishes.privacy)
    loaded = guarded.loaded
    named = event_of_name(called) if kind == "interactions" else None
    if named and "event" not in columns and silent_event(mapping, loaded.table):
        mapping.pop("event", None)
    loaded = loaded.with_coded(
        [guess.column for role, guess in mapping.items() if role in _RECURRING]
    )
    progress(0.7, "reading values")
    account = _account(loaded, asking)
    for role, column in misnamed(looks, kind, mapping).items():
        if role not in columns:
            account.note(not_what_it_says(role, column, called))
    table = fill_orders(loaded.table, mapping, account)
    frame, impossible = type_rows(
        table,
        {role: guess.column for role, guess in mapping.items()},
        kind,
        account,
        decimal_comma=loaded.decimal_comma,
        without={held.column for held in guarded.withheld},
    )
    refused = int(account.refused.sum()) + account.outside_refused
    ignored = int(account.ignored.sum()) + loaded.ignored
    if frame.empty and not refused:
        raise no_rows(called)
    if frame.empty:
        raise _nothing_usable(account, refused)
    repaired = int((account.repaired & ~account.refused & ~account.ignored).sum())
    rows_read = account.n_rows + account.outside_refused + loaded.ignored
    named_events = (
        event_names(frame["event"], called, asking)
        if "event" in frame and (kind == "interactions")
        else {}
    )
    progress(1.0, "done")
    done = Table(
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
        event_names=named_events,
        withheld=guarded.withheld,
        included=guarded.included,
    )
    return name_event(done, named) if named and "event" not in done.mapping else done


def guess_kind(source: str | Path | bytes | BinaryIO, name: str | None = None) -> Kind:
    r"""What a dropped file is about, by its columns, its content and, in doubt, its name.

    >>> guess_kind(b"movieId,title,genres\n1,Toy Story (1995),Adventure\n", "movies.csv")
    'items'
    """
    called, held = name_of(source, name), held_by(source)
    parts = parts_of(held, called)
    if parts is not None:
        return kind_of_parts(parts, called)
    loaded = load(held, called, head_only=True)
    if is_wide_events(loaded):
        return "interactions"
    return guess_kind_of(look(loaded), called, named=loaded.named)


def columns_of(source: str | Path | bytes | BinaryIO, name: str | None = None) -> tuple[str, ...]:
    r"""Names of a file's columns, so that somebody can say what they mean.

    >>> columns_of(b"who,what\n1,31\n", "log.csv")
    ('who', 'what')
    """
    called, held = name_of(source, name), held_by(source)
    parts = parts_of(held, called)
    if parts is not None:
        return columns_of_parts(parts, called)
    return load(held, called, head_only=True).columns


def _preview(table: pa.Table) -> pd.DataFrame:
    """The first rows as text."""
    first = table.slice(0, _PREVIEW_ROWS)
    return first.cast(pa.schema([(name, pa.string()) for name in table.column_names])).to_pandas()


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
