"""Loading: any source to a table of text columns, with what had to be left out on the way.

path -> magic bytes -> decompression -> encoding -> dialect -> quotes -> columns of text
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recengine.data.reading.archives import Archive, is_zip
from recengine.data.reading.asking import Asking
from recengine.data.reading.cutting import Ragged, cut
from recengine.data.reading.damage import cut_lines
from recengine.data.reading.dialect import sniff
from recengine.data.reading.encoding import decode, encoding_problem
from recengine.data.reading.headers import unique_names
from recengine.data.reading.headings import ask_about_nameless, numbered_names
from recengine.data.reading.jsonlines import is_json_array, looks_like_json, read_json
from recengine.data.reading.lines import Lines, after_gaps
from recengine.data.reading.loaded import LeftOut, Loaded, check_width, no_rows, tidy
from recengine.data.reading.magic import is_gzip, is_parquet, refuse_other_kinds, refuse_other_texts
from recengine.data.reading.notes import comment_notes, layout_notes, name_columns
from recengine.data.reading.parquet import read_parquet
from recengine.data.reading.quotes import inspect
from recengine.data.reading.sheets import is_workbook, read_workbook
from recengine.data.reading.sources import Source, read_bytes, unpack
from recengine.errors import Problem, UnusableFile
from recengine.progress import Progress, quiet

_HEAD = 262_144
_FIRST_LINE = 10_000


def load(
    source: Source,
    name: str,
    *,
    asking: Asking | None = None,
    head_only: bool = False,
    progress: Progress = quiet,
) -> Loaded:
    r"""Load a source; ``head_only`` looks at the beginning, which is enough to say what it is.

    >>> load(b"user;item\n1;2\n", "a.csv").table.to_pydict()
    {'user': ['1'], 'item': ['2']}
    """
    progress(0.0, "opening")
    raw = read_bytes(source, name, most=_HEAD + 1 if head_only else None)
    if head_only and _in_one_piece(raw):
        raw = read_bytes(source, name)
    if is_gzip(raw):
        raw = unpack(raw, name)
        if is_gzip(raw):
            raise UnusableFile(
                Problem("packed_twice", f"{name} is packed twice.", "Unpack it once and try again.")
            )
        raw = read_bytes(raw, name)
    if is_parquet(raw):
        return tidy(_from_parquet(raw, name))
    if is_zip(raw):
        return tidy(_from_zip(raw, name, asking or Asking()))
    refuse_other_kinds(raw, name)
    if head_only and len(raw) > _HEAD and not is_json_array(raw):
        raw = raw[: raw.rfind(b"\n", 0, _HEAD) + 1 or _HEAD]
    asking = asking or Asking()
    loaded = tidy(_from_text(raw, name, asking, progress, head_only=head_only))
    return ask_about_nameless(loaded, asking)


def _in_one_piece(start: bytes) -> bool:
    """Whether the beginning of a file alone says nothing."""
    return is_gzip(start) or is_zip(start) or start.startswith(b"PAR1") or is_json_array(start)


def _from_parquet(raw: bytes, name: str) -> Loaded:
    table = read_parquet(raw, name)
    names = unique_names(table.column_names, table.num_columns)
    check_width(len(names), name)
    if not names:
        raise no_rows(name)
    table = table.rename_columns(list(names))
    return Loaded(name, names, table, Lines(1), named=True, unit="row")


def _from_zip(raw: bytes, name: str, asking: Asking) -> Loaded:
    """A workbook; an archive of data files is taken apart before anything is loaded."""
    archive = Archive(raw, name)
    if not is_workbook(archive):
        raise UnusableFile(
            Problem("packed_twice", f"{name} is packed twice.", "Unpack it once and try again.")
        )
    return read_workbook(raw, archive, name, asking)


def _from_text(
    raw: bytes, name: str, asking: Asking, progress: Progress, *, head_only: bool
) -> Loaded:
    decoded = decode(raw, name, asking)
    if looks_like_json(decoded.text):
        return read_json(decoded, name, head_only=head_only)
    refuse_other_texts(decoded.text[:2048].decode("utf-8", errors="replace"), name)
    progress(0.2, "finding columns")
    dialect = sniff(decoded.text)
    first = decoded.text[_after_lines(decoded.text, dialect.first_line - 1) :][:_FIRST_LINE]
    dialect = numbered_names(dialect, first.split(b"\n")[0].decode(errors="replace"), name, asking)
    width = max(dialect.columns, len(dialect.names))
    check_width(width, name)
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
    comments = comment_notes(ignored, name)
    names, notes = name_columns(dialect, done.table, name)
    return Loaded(
        name=name,
        columns=names,
        table=done.table.rename_columns(list(names)),
        lines=lines,
        named=bool(dialect.names),
        delimiter=dialect.delimiter,
        notes=(*layout_notes(dialect, encoding_problem(decoded, name), name), *comments, *notes),
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
