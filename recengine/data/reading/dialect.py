"""Dialect: how a text file separates its columns, quotes its cells, and where its rows begin.

Judged on the first few hundred records: the delimiter that cuts most of them into equally many
cells wins, and names that are known in the first record speak for it too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from recengine.data.reading.headers import looks_like_header
from recengine.data.reading.names import is_known
from recengine.data.reading.records import SAMPLE_RECORDS, Record, records, split

DELIMITERS = (",", ";", "\t", "|", "::", ", ", "^", "\x01", " ")
DELIMITER_NAMES = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "pipes",
    "::": "double colons",
    ", ": "a comma and a space",
    "^": "carets",
    "\x01": "the byte 1",
    " ": "spaces",
}
_SAMPLE_BYTES = 131_072
_LONGEST_CELL = 40
#: Records among which the table begins.
_PREAMBLE = 20
_HINT = re.compile(r'"?sep=(.|::)"?\s*', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How to cut a file.

    Parameters
    ----------
    delimiter, quote : ``quote`` is empty where quotation marks mean themselves.
    escape : whether a backslash protects the next character.
    names : the header's cells as written; empty when there is none.
    columns : cells in a row.
    skipped : lines before the first row that are neither header nor data.
    first_line : line of the first row, counted from 1.
    """

    delimiter: str
    quote: str
    escape: bool
    names: tuple[str, ...]
    columns: int
    skipped: int
    first_line: int


def sniff(text: bytes) -> Dialect:
    r"""Find the dialect of a UTF-8 text.

    >>> found = sniff(b"userId;movieId\n1;31\n2;40\n")
    >>> found.delimiter, found.names, found.first_line
    (';', ('userId', 'movieId'), 2)
    """
    start = text[:_SAMPLE_BYTES]
    if len(text) > _SAMPLE_BYTES:
        start = start[: start.rfind(b"\n") + 1 or _SAMPLE_BYTES]
    lines = start.decode("utf-8", errors="replace").split("\n")
    hint = _HINT.fullmatch(lines[0].rstrip("\r"))
    quote, escape = _quoting(lines)
    all_records = [r for r in records(lines, quote) if r.text.strip()]
    usable = all_records[1:] if hint else all_records
    delimiter = hint.group(1) if hint else _best_delimiter(usable, quote, escape)
    if delimiter in {"::", "\x01"} and quote == "'":
        quote = ""
    rows = [split(record.text, delimiter, quote, escape=escape) for record in usable]
    begin, columns = _begin(rows)
    header, data = _header(rows, begin, columns)
    names = tuple(header) if header is not None else ()
    if header is None:
        first = usable[data].line if data < len(usable) else 1
    else:
        first = usable[data - 1].last_line + 1
    return Dialect(
        delimiter=delimiter,
        quote=quote,
        escape=escape,
        names=names,
        columns=columns,
        skipped=first - 1 - _height(usable, header, data),
        first_line=first,
    )


def _height(usable: list[Record], header: list[str] | None, data: int) -> int:
    """Lines that the header takes."""
    if header is None:
        return 0
    record = usable[data - 1]
    return record.last_line - record.line + 1


def _quoting(lines: list[str]) -> tuple[str, bool]:
    """Double quotes unless only single ones enclose cells; backslashes if they protect quotes."""
    sample = lines[:SAMPLE_RECORDS]
    if any('"' in line for line in sample):
        escape = any(re.search(r'\\"[^,;\t|\r]', line) for line in sample)
        return '"', escape
    enclosed = sum(
        re.search(r"(?:^|[,;\t|])'[^']*'(?:[,;\t|]|\r?$)", line) is not None for line in sample
    )
    if enclosed > 0.5 * sum(bool(line.strip()) for line in sample):
        return "'", False
    return '"', False


def _best_delimiter(usable: list[Record], quote: str, escape: bool) -> str:
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        if not any(delimiter in record.text for record in usable[:50]):
            continue
        rows = [split(record.text, delimiter, quote, escape=escape) for record in usable]
        score = _evenness(rows, delimiter)
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


def _evenness(rows: list[list[str]], delimiter: str) -> float:
    """Share of rows with the most usual number of cells, plus a little for what else speaks."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    if not counts:
        return 0.0
    columns, often = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    share = often / len(rows)
    known = max(sum(is_known(cell.strip()) for cell in row) for row in rows[:20])
    score = share + 0.3 * min(known, 3) + 0.02 * min(columns, 20)
    if delimiter == " ":
        return score - 0.5 if share > 0.9 and _short_cells(rows) else 0.0
    if delimiter == ", ":
        tight = sum("," in cell for row in rows for cell in row if len(cell) < _LONGEST_CELL)
        return score + 0.001 if share > 0.9 and not tight else 0.0
    return score


def _short_cells(rows: list[list[str]]) -> bool:
    """Spaces separate columns only where most cells are numbers, or the header names them all."""
    if rows and len(rows[0]) > 1 and all(is_known(cell) for cell in rows[0]):
        return True
    cells = [cell for row in rows[1:] for cell in row]
    return bool(cells) and sum(cell[:1].isdigit() for cell in cells) > 0.6 * len(cells)


def _begin(rows: list[list[str]]) -> tuple[int, int]:
    """Index of the first row that belongs to the table, and the usual number of cells."""
    counts = Counter(len(row) for row in rows)
    if not counts:
        return 0, 1
    columns, often = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    if len(rows) <= 3 and often == 1:
        columns = max(counts)
    near = {columns, columns - 1} if columns > 2 else {columns}
    titles = _titles(rows[:_PREAMBLE], columns)
    for index, row in enumerate(rows[titles:], start=titles):
        comment = row[0].lstrip().startswith("#") and not is_known(row[0])
        if (len(row) in near or (_all_known(row) and len(row) > 1)) and not comment:
            return index, columns
    return 0, columns


def _titles(rows: list[list[str]], columns: int) -> int:
    """Rows above the table in a sheet: a title or a date, the cells beside it blank.

    They end where most cells are filled, or at names that are known.
    """
    if columns < 3:
        return 0
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    named = next((place for place, row in enumerate(rows) if _all_known(row)), None)
    if named is not None and all(count < columns for count in filled[:named]):
        return named
    return next((place for place, count in enumerate(filled) if 2 * count >= columns), 0)


def _all_known(row: list[str]) -> bool:
    return sum(is_known(cell) for cell in row) >= 0.5 * len(row)


def _header(rows: list[list[str]], begin: int, columns: int) -> tuple[list[str] | None, int]:
    """The header's cells, if the first row is one, and the index of the first row of data."""
    if begin >= len(rows):
        return None, begin
    first, body = rows[begin], [row for row in rows[begin + 1 :] if len(row) == columns]
    if looks_like_header(first, body):
        return [cell.strip().lstrip("#").strip() for cell in first], begin + 1
    return None, begin
