"""Areas: how many cells a sheet spans, known before it is built.

A workbook is a zip, so its true unfolded size is counted on the way; and a single cell in the far
corner, or one that stands for many, would make a small file need a huge table.
"""

from __future__ import annotations

import re

from recengine.data.reading.archives import Archive
from recengine.errors import Problem, UnusableFile

#: Most cells that a sheet may span, empty ones included.
MOST_CELLS = 50_000_000
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)(?<!/)>(.*?)</table:table-row>", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_ROWS_AGAIN = re.compile(rb'number-rows-repeated="(\d+)"')
_CELLS_AGAIN = re.compile(rb'number-columns-repeated="(\d+)"')


def refuse_vast(archive: Archive, name: str) -> None:
    """Raise ``UnusableFile`` for a workbook with a sheet that spans too many cells."""
    for member in archive.sizes:
        text = archive.read(member)
        if member.startswith("xl/worksheets/"):
            cells = _xlsx_cells(text)
        else:
            cells = _ods_cells(text) if member == "content.xml" else 0
        if cells > MOST_CELLS:
            raise UnusableFile(
                Problem(
                    "too_many_cells",
                    f"{name} has a sheet that spans {cells:,} cells; at most {MOST_CELLS:,} are "
                    "read.",
                    "Delete the empty rows and columns around the table, or save it as CSV.",
                )
            )


def _xlsx_cells(text: bytes) -> int:
    """Cells between the first one and the farthest that a worksheet names."""
    found = _REFERENCE.findall(text)
    right = max((_column(letters) for letters in {letters for letters, _ in found}), default=0)
    return right * max((int(row) for row in {row for _, row in found}), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_cells(text: bytes) -> int:
    """Cells once those that stand for many are counted; rows without any content cost nothing."""
    total = 0
    for attributes, inside in _ODS_ROW.findall(text):
        width = sum(
            _again(_CELLS_AGAIN, cell) for cell in _ODS_CELL.findall(inside) if b"value" in cell
        )
        total += width * _again(_ROWS_AGAIN, attributes)
    return total


def _again(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
