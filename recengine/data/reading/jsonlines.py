"""JSON: one record a line, or one array of records, as columns of text.

Numbers never pass through float, so that ids of 20 digits stay as they are. A line that is no
record is left out and listed; the others are kept.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array
from recengine.data.reading.encoding import Decoded, encoding_problem
from recengine.data.reading.flattening import basket_of, rows_of
from recengine.data.reading.headers import unique_names
from recengine.data.reading.lines import after_gaps
from recengine.data.reading.loaded import LeftOut, Loaded, check_width
from recengine.data.reading.names import is_known
from recengine.data.reading.places import Numbered
from recengine.errors import Problem, UnusableFile

_BATCH = 50_000
_SAMPLE = 500
_LOOK = 100_000
_START = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\]\"])")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def looks_like_json(text: bytes) -> bool:
    """Whether a text begins like JSON.

    >>> looks_like_json(b'{"user": 1}'), looks_like_json(b"user,item")
    (True, False)
    """
    return _START.match(text[:2048]) is not None


def is_json_array(raw: bytes) -> bool:
    """Whether the bytes begin like an array, of which a part is no JSON any more."""
    return raw[:64].lstrip().startswith(b"[")


def read_json(decoded: Decoded, name: str, *, head_only: bool = False) -> Loaded:
    r"""Read records; ``head_only`` reads the first ones, which is enough to say what they are.

    >>> done = read_json(Decoded(b'{"user": 7, "item": 1e5}\n{"user": \n', "utf-8"), "a.jsonl")
    >>> done.table.to_pydict(), done.left_out[1].lines
    ({'user': ['7'], 'item': ['1e5']}, {2: '{"user": '})
    """
    text = decoded.text.decode("utf-8", errors="replace")
    broken: dict[int, str] = {}
    blank: list[int] = []
    listed = _listed(text, name)
    records = _lines(text, broken, blank) if listed is None else enumerate(listed, start=1)
    table, lines = _columns(islice(records, _SAMPLE if head_only else None), name)
    if table.num_columns == 0:
        raise _no_records(name)
    encoding = encoding_problem(decoded, name)
    cut = np.array(sorted(decoded.cut), dtype=np.int64) if listed is None else lines[:0]
    return Loaded(
        name=name,
        columns=tuple(table.column_names),
        table=table,
        lines=Numbered(_in_file(lines, cut)),
        named=True,
        unit="line" if listed is None else "record",
        notes=(encoding,) if encoding else (),
        left_out=(
            LeftOut(
                "damaged_line",
                "the line holds bytes that are no text",
                "Repair the line where the file was exported.",
                decoded.cut,
            ),
            LeftOut(
                "broken_record",
                "the line is no JSON object",
                "Write one object a line, with its braces and quotation marks closed.",
                {int(_in_file(np.array([line]), cut)[0]): text for line, text in broken.items()},
            ),
        ),
        ignored=len(blank),
    )


def _in_file(lines: Array, cut: Array) -> Array:
    """Lines of the file for lines of the text, from which the lines ``cut`` are gone."""
    return after_gaps(lines - 1, cut - 1) + 1


def _listed(text: str, name: str) -> list[dict[str, Any]] | None:
    """The records of one array, alone or under a name; nothing where each line is a record."""
    start = text.lstrip()
    few = [line for line in start[:_LOOK].split("\n") if line.strip()]
    if start.startswith("{") and len(few) > 1 and any(map(_parsed, few)):
        return None
    try:
        held = _DECODER.decode(text.strip())
    except (ValueError, RecursionError) as error:
        if start.startswith("{"):
            return None
        raise _broken(name, error) from None
    records = held if isinstance(held, list) else _within(held)
    if not records or not all(isinstance(record, dict) for record in records):
        raise _no_records(name)
    return records


def _within(held: dict[str, Any]) -> list[Any]:
    """The records inside an object that only wraps them, as in ``{"data": [...]}``."""
    lists = [key for key, value in held.items() if isinstance(value, list) and value]
    if len(lists) == 1 and not any(is_known(key) for key in held if key not in lists):
        return list(held[lists[0]])
    return [held]


def _lines(
    text: str, broken: dict[int, str], blank: list[int]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Records with their line; notes lines that are none."""
    for number, line in enumerate(io.StringIO(text, newline="\n"), start=1):
        record = _parsed(line)
        if record is not None:
            yield number, record
        elif line.strip():
            broken[number] = line.rstrip("\r\n")
        else:
            blank.append(number)


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        held = _DECODER.decode(line.strip().removesuffix(","))
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, dict) and held else None


def _columns(records: Iterator[tuple[int, dict[str, Any]]], name: str) -> tuple[pa.Table, Array]:
    """Records as columns of text, a batch at a time, and the line of every row."""
    tables: list[pa.Table] = []
    lines: list[int] = []
    basket: str | None = None
    while batch := list(islice(records, _BATCH)):
        if not tables:
            basket = basket_of(record for _, record in batch[:_SAMPLE])
        made = [rows_of(record, basket) for _, record in batch]
        rows = list(chain.from_iterable(made))
        for (line, _), few in zip(batch, made, strict=True):
            lines += [line] * len(few)
        shapes = dict.fromkeys(map(tuple, rows))  # mostly all records have the same fields
        names = list(dict.fromkeys(chain.from_iterable(shapes)))
        check_width(len(names), name)
        tables.append(
            pa.table([_cells([row.get(key, "") for row in rows]) for key in names], names=names)
        )
    if not tables:
        return pa.table({}), np.zeros(0, dtype=np.int64)
    whole = pa.concat_tables(tables, promote_options="default")
    check_width(whole.num_columns, name)
    filled = [pc.fill_null(column, "") for column in whole.columns]
    named = unique_names(whole.column_names, whole.num_columns)
    return pa.table(filled, names=list(named)), np.array(lines, dtype=np.int64)


def _cells(cells: list[str]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair, which is no letter
        return pa.array([cell.encode("utf-8", "replace").decode() for cell in cells], pa.string())


def _no_records(name: str) -> UnusableFile:
    return UnusableFile(
        Problem(
            "a_json_file",
            f"{name} is a JSON file without records (one object a line, or an array of objects).",
            "Export it as JSON lines, CSV or Parquet.",
        )
    )


def _broken(name: str, error: Exception) -> UnusableFile:
    where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "too deep"
    return UnusableFile(
        Problem(
            "broken_json",
            f"{name} is a JSON array that breaks off or is damaged ({where}).",
            "Export it again, or as JSON lines, where a damaged line costs only itself.",
        )
    )
