"""Sheets: an Excel or OpenDocument workbook as the columns of text that a CSV would give.

Parsed by calamine, once the archive has been found harmless.
"""

from __future__ import annotations

import datetime as dt
import io

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from recengine.data.reading.archives import Archive
from recengine.data.reading.areas import refuse_vast
from recengine.data.reading.asking import Asking
from recengine.data.reading.headers import looks_like_header, unique_names
from recengine.data.reading.loaded import Loaded, check_width, no_rows
from recengine.data.reading.magic import protected
from recengine.data.reading.places import Numbered
from recengine.errors import Problem, UnusableFile

_SAMPLE = 300
_WIDE = 1e15

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
Rows = list[list[Cell]]


def is_workbook(archive: Archive) -> bool:
    """Whether a zip is an Excel or OpenDocument workbook."""
    return "xl/workbook.xml" in archive.sizes or _is_ods(archive)


def read_workbook(raw: bytes, archive: Archive, name: str, asking: Asking) -> Loaded:
    """Read the sheet with data; when several hold some, which one is a question."""
    refuse_vast(archive, name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            sheets = {sheet: rows for sheet in book.sheet_names if (rows := _rows_of(book, sheet))}
    except PasswordError:
        raise protected(name) from None
    except (CalamineError, ValueError, OSError) as error:
        raise _damaged(name, error) from None
    if not sheets:
        raise UnusableFile(
            Problem("empty_file", f"{name} has no sheet with data.", "Export it again.")
        )
    sheet = next(iter(sheets)) if len(sheets) == 1 else _ask(sheets, name, asking)
    return _as_loaded(sheets[sheet], name)


def _ask(sheets: dict[str, Rows], name: str, asking: Asking) -> str:
    first = next((sheet for sheet, rows in sheets.items() if len(rows) > 1), next(iter(sheets)))
    ordered = sorted(sheets, key=lambda sheet: sheet != first)
    return asking.ask(
        "sheet",
        f"{name} has {len(sheets)} sheets with data; which one is meant?",
        {sheet: f"{len(sheets[sheet]):,} rows" for sheet in ordered},
    )


def _as_loaded(rows: Rows, name: str) -> Loaded:
    width = max(map(len, rows))
    check_width(width, name)
    top = _table_starts(rows)
    cells = [[as_text(cell) for cell in row] for row in rows[top : top + _SAMPLE]]
    named = looks_like_header(cells[0], cells[1:])
    names = unique_names(cells[0] if named else [], width)
    body = rows[top + named :]
    if not body:
        raise no_rows(name)
    columns = [pa.array([as_text(row[i]) for row in body], pa.string()) for i in range(width)]
    lines = Numbered(np.arange(len(body), dtype=np.int64) + top + named + 1)
    return Loaded(
        name=name,
        columns=names,
        table=pa.table(columns, names=list(names)),
        lines=lines,
        named=named,
        delimiter="\t",
        unit="row",
        notes=tuple(
            _notes(
                name,
                top,
                sum(any(cell != "" for cell in row) for row in rows[:top]),
                body,
                named=named,
            )
        ),
        ignored=top,
    )


def as_text(cell: Cell) -> str:
    """A cell as a person reads it, whole numbers without ``.0`` and moments in ISO.

    >>> as_text(42.0), as_text(4.5), as_text(dt.date(2024, 3, 4)), as_text(True)
    ('42', '4.5', '2024-03-04', 'true')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return str(cell.total_seconds()) if isinstance(cell, dt.timedelta) else str(cell)


def _notes(name: str, top: int, filled: int, body: Rows, *, named: bool) -> list[Problem]:
    notes = []
    if filled:
        words = "1 row" if top == 1 else f"{top:,} rows"
        notes.append(
            Problem("preamble", f"{name} has {words} before the table, ignored.", line=1, count=top)
        )
    if not named:
        notes.append(
            Problem(
                "no_header",
                f"{name} has no row with column names, so the columns were told by their content.",
                "Add a first row such as user_id, item_id, rating, timestamp to be sure.",
            )
        )
    wide = sum(isinstance(cell, float) and abs(cell) >= _WIDE for row in body for cell in row)
    if wide:
        notes.append(
            Problem(
                "long_numbers",
                f"{name} holds {wide:,} numbers of more than 15 digits; a spreadsheet keeps only "
                "15 of them, so ids may be damaged.",
                "Format the column as text before the ids are typed or pasted in.",
                count=wide,
            )
        )
    return notes


def _table_starts(rows: Rows) -> int:
    """The first row as wide as the table: titles and remarks above it fill fewer cells."""
    filled = [sum(cell != "" for cell in row) for row in rows[:_SAMPLE]]
    usual = float(np.median([count for count in filled if count]))
    return next(place for place, count in enumerate(filled) if 2 * count > usual)


def _rows_of(book: CalamineWorkbook, sheet: str) -> Rows:
    """All rows without the blank ones below and the blank columns on the right."""
    rows: Rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell != ""), default=0)
    return [row[:width] for row in rows]


def _is_ods(archive: Archive) -> bool:
    if "mimetype" not in archive.sizes or "content.xml" not in archive.sizes:
        return False
    return archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet")


def _damaged(name: str, error: Exception) -> UnusableFile:
    reason = (str(error).splitlines() or [type(error).__name__])[0][:80].rstrip(".")
    return UnusableFile(
        Problem(
            "damaged_workbook",
            f"{name} is a workbook that cannot be read ({reason}).",
            "Open it in a spreadsheet and save it again, or save it as CSV.",
        )
    )
