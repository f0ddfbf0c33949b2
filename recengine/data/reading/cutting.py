"""Cutting: UTF-8 text into columns of text with pyarrow, and which line every row stands on.

Every cell stays text. Rows with too many or too few cells are left out and listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from recengine.arrays import Array
from recengine.data.reading.dialect import Dialect
from recengine.data.reading.lines import Lines
from recengine.data.reading.memory import POOL
from recengine.data.reading.records import STAND_IN

_BLOCK = 1 << 22
_LARGEST_BLOCK = (1 << 31) - 1
_STAND_INS = (STAND_IN, "\x1e", "\x1d", "\x1c", "\x02", "\x03")


@dataclass(frozen=True)
class Ragged:
    """A record with the wrong number of cells: its place among all records, cells, and text."""

    record: int
    cells: int
    text: str


@dataclass(frozen=True, eq=False)
class Cut:
    """Columns of text, where their rows stand, and the records that do not fit."""

    table: pa.Table
    lines: Lines
    ragged: tuple[Ragged, ...]


def cut(
    text: bytes, dialect: Dialect, names: Sequence[str], *, start: int = 0, spanning: bool
) -> Cut:
    r"""Cut ``text`` from the byte ``start``, where the first row is, into a string column a name.

    ``spanning`` says that quoted cells may hold line ends.

    >>> from recengine.data.reading.dialect import sniff
    >>> done = cut(b"1,2\n3\n4,5\n", sniff(b"a,b\n1,2\n"), ["a", "b"], spanning=False)
    >>> done.table.num_rows, done.lines.of(np.array([1])), done.ragged
    (2, array([4]), (Ragged(record=1, cells=1, text='3'),))
    """
    single, text, start = _single_delimiter(text, start, dialect.delimiter)
    if start >= len(text):
        empty = pa.table({name: pa.array([], pa.string()) for name in names})
        return Cut(empty, Lines(dialect.first_line), ())
    quote = dialect.quote if dialect.quote and dialect.quote.encode() in text else False
    options = _Options(single, quote, dialect.escape and bool(quote), spanning, tuple(names))
    body = pa.py_buffer(text).slice(start)
    table, misfits = _read(body, options, threads=True)
    ragged: tuple[Ragged, ...] = ()
    if misfits:
        _, numbered = _read(body, options, threads=False)
        ragged = tuple(Ragged(row.number - 1, row.actual_columns, row.text) for row in numbered)
    if single != dialect.delimiter:
        table = _restore(table, single, dialect.delimiter)
    return Cut(table, _lines(table, ragged, dialect.first_line, spanning=spanning), ragged)


@dataclass(frozen=True)
class _Options:
    delimiter: str
    quote: str | bool
    escape: bool
    spanning: bool
    names: tuple[str, ...]


def _read(
    body: pa.Buffer, options: _Options, *, threads: bool
) -> tuple[pa.Table, list[csv.InvalidRow]]:
    """One pass; only a pass without threads knows the number of a misfit.

    A record must lie within two blocks, so a file with a huge one is read as a single block.
    """
    try:
        return _pass(body, options, threads=threads, block=_BLOCK)
    except pa.ArrowInvalid:
        return _pass(body, options, threads=threads, block=min(body.size + 1, _LARGEST_BLOCK))


def _pass(
    body: pa.Buffer, options: _Options, *, threads: bool, block: int
) -> tuple[pa.Table, list[csv.InvalidRow]]:
    misfits: list[csv.InvalidRow] = []

    def leave_out(row: csv.InvalidRow) -> str:
        misfits.append(row)
        return "skip"

    table = csv.read_csv(
        pa.BufferReader(body),
        read_options=csv.ReadOptions(
            column_names=list(options.names), use_threads=threads, block_size=block
        ),
        parse_options=csv.ParseOptions(
            delimiter=options.delimiter,
            quote_char=options.quote,
            escape_char="\\" if options.escape else False,
            newlines_in_values=options.spanning,
            ignore_empty_lines=False,  # an empty line is a row of empty cells: lines stay countable
            invalid_row_handler=leave_out,
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(options.names, pa.string()),
            include_columns=None if threads else [options.names[0]],
            check_utf8=False,  # done once for the whole file
            strings_can_be_null=False,
        ),
        memory_pool=POOL,
    )
    return table, misfits


def _single_delimiter(text: bytes, start: int, delimiter: str) -> tuple[str, bytes, int]:
    """Replace a delimiter of several characters by one that the text does not hold."""
    if len(delimiter) == 1:
        return delimiter, text, start
    single = next((s for s in _STAND_INS if s.encode() not in text), STAND_IN)
    return single, text[start:].replace(delimiter.encode(), single.encode()), 0


def _restore(table: pa.Table, single: str, delimiter: str) -> pa.Table:
    """Put the delimiter back where it stood inside quoted cells."""
    columns = [pc.replace_substring(column, single, delimiter) for column in table.columns]
    return pa.table(columns, names=table.column_names)


def _lines(table: pa.Table, ragged: Sequence[Ragged], first: int, *, spanning: bool) -> Lines:
    skipped = np.array([row.record for row in ragged], dtype=np.int64)
    if not spanning:
        return Lines(first, skipped)
    heights = np.zeros(table.num_rows, dtype=np.int64)
    for column in table.columns:
        heights += _as_numpy(pc.count_substring(column, "\n"))
    tall = np.array([row.text.count("\n") for row in ragged], dtype=np.int64)
    return Lines(first, skipped, heights, tall)


def _as_numpy(column: pa.ChunkedArray) -> Array:
    return np.asarray(column.to_numpy())
