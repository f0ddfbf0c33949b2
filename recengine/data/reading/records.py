"""Records: the first lines of a text joined where a cell spans lines, and cut into cells."""

from __future__ import annotations

import csv
from dataclasses import dataclass

#: Stands for a delimiter of several characters while a record is cut.
STAND_IN = "\x1f"
#: Records that a look at a file takes in.
SAMPLE_RECORDS = 300


@dataclass(frozen=True)
class Record:
    """One record of the sample and the lines (from 1, last one included) it lies on."""

    text: str
    line: int
    last_line: int


def records(lines: list[str], quote: str) -> list[Record]:
    """Join lines while a quotation mark is open, for at most 50 lines."""
    found: list[Record] = []
    position = 0
    while position < len(lines) and len(found) < SAMPLE_RECORDS:
        end = position + 1
        if quote and lines[position].count(quote) % 2:
            end = _closing(lines, position, quote)
        text = "\n".join(lines[position:end]).rstrip("\r")
        found.append(Record(text, position + 1, end))
        position = end
    return found


def _closing(lines: list[str], opening: int, quote: str) -> int:
    for end in range(opening + 1, min(opening + 50, len(lines))):
        if lines[end].count(quote) % 2:
            return end + 1
    return opening + 1


def split(text: str, delimiter: str, quote: str, *, escape: bool = False) -> list[str]:
    r"""Cut one record into cells.

    >>> split('1::"a::b"::5', "::", '"')
    ['1', 'a::b', '5']
    """
    single = delimiter if len(delimiter) == 1 else STAND_IN
    if len(delimiter) > 1:
        text = text.replace(delimiter, STAND_IN)
    if not quote or quote not in text:
        cells = text.split(single)
    else:
        try:
            cells = next(
                csv.reader(
                    text.splitlines(keepends=True),
                    delimiter=single,
                    quotechar=quote,
                    escapechar="\\" if escape else None,
                ),
                [""],
            )
        except csv.Error:
            cells = text.split(single)
    if len(delimiter) > 1:
        return [cell.replace(STAND_IN, delimiter) for cell in cells]
    return cells
