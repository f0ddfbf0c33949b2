"""Wide: a matrix of people and items becomes one row a filled cell.

A record is then a filled cell, and its line is that of the matrix' row. Blank cells, and zeros
where they only say that nothing happened, are no records; a note counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array, Mask
from recengine.data.reading.asking import Asking
from recengine.data.reading.loaded import Loaded, no_rows
from recengine.data.reading.numbers import mask_of, parse_numbers
from recengine.data.reading.places import Numbered
from recengine.data.reading.shapes import FEWEST_COLUMNS, is_matrix, items_lie_down
from recengine.errors import Problem

#: Above this, whole numbers are counts and not ratings.
_TOP_RATING = 10
_SHAPES = {
    "matrix": "each row is a person, each further column an item",
    "transposed": "each row is an item, each further column a person",
    "rows": "each row is one event",
}


def unfold(loaded: Loaded, said: Mapping[str, str], asking: Asking) -> Loaded:
    """Melt a matrix; a table of one row an event, or one whose columns were named, stays."""
    if not _is_wide(loaded) or set(said.values()) & set(loaded.table.column_names[1:]):
        return loaded
    likely = "transposed" if items_lie_down(loaded.table) else "matrix"
    shape = asking.ask(
        "shape",
        f"{loaded.name} looks like a matrix with {loaded.table.num_columns - 1:,} columns of marks "
        f"beside {loaded.table.column_names[0]!r}; what is a row?",
        {likely: _SHAPES[likely], **_SHAPES},
    )
    return loaded if shape == "rows" else melt(loaded, items_down=shape == "transposed")


def is_wide_events(loaded: Loaded) -> bool:
    """Whether a dropped file is a matrix of events; flags beside items are rather their genres."""
    return _is_wide(loaded) and not items_lie_down(loaded.table)


def melt(loaded: Loaded, *, items_down: bool = False) -> Loaded:
    """One row for every filled cell of a matrix, in the order of the file."""
    table = loaded.table
    marks = _marks(table.columns[1:], decimal_comma=loaded.decimal_comma)
    places = [np.flatnonzero(mark) for mark in marks]
    rows = np.concatenate(places)
    if not len(rows):
        raise no_rows(loaded.name)
    order = np.argsort(rows, kind="stable")
    columns = np.repeat(np.arange(len(places)), [len(place) for place in places])[order]
    cells = [
        column.take(pa.array(place))
        for column, place in zip(table.columns[1:], places, strict=True)
    ]
    values = pa.chunked_array([chunk for column in cells for chunk in column.chunks], pa.string())
    down = table.column(0).take(pa.array(rows[order]))
    across = pa.array(table.column_names[1:], pa.string()).take(pa.array(columns))
    who, what = (across, down) if items_down else (down, across)
    names = ("user_id", "item_id", "value")
    return replace(
        loaded,
        columns=names,
        table=pa.table([who, what, values.take(pa.array(order))], names=list(names)),
        lines=Numbered(loaded.lines.of(rows[order])),
        notes=(*loaded.notes, _note(loaded, marks, rows)),
    )


def _is_wide(loaded: Loaded) -> bool:
    wide = loaded.named and loaded.table.num_columns > FEWEST_COLUMNS
    return wide and is_matrix(loaded.table, decimal_comma=loaded.decimal_comma)


def _marks(columns: list[pa.ChunkedArray], *, decimal_comma: bool) -> list[Mask]:
    """Cells that hold an event: filled ones, without zeros where these only fill the matrix."""
    filled = [~mask_of(pc.equal(pc.utf8_trim_whitespace(column), "")) for column in columns]
    values = [parse_numbers(column, decimal_comma=decimal_comma).floats for column in columns]
    if not _zero_is_nothing(filled, values):
        return filled
    return [mark & (value != 0) for mark, value in zip(filled, values, strict=True)]


def _zero_is_nothing(filled: list[Mask], values: list[Array]) -> bool:
    """Zero is a mark only on a scale of ratings that leaves cells blank where there is none."""
    if all(mark.all() for mark in filled):
        return True
    top = max(float(np.nanmax(value, initial=0.0)) for value in values)
    whole = all(bool((value == np.floor(value))[~np.isnan(value)].all()) for value in values)
    return whole and (top <= 1 or top > _TOP_RATING)


def _note(loaded: Loaded, marks: list[Mask], rows: Array) -> Problem:
    height = loaded.table.num_rows
    empty = height * len(marks) - len(rows)
    silent = height - len(np.unique(rows))
    words = f", and {silent:,} rows have no other cells" if silent else ""
    return Problem(
        "matrix",
        f"{loaded.name} is a matrix of {height:,} rows and {len(marks):,} columns: its "
        f"{len(rows):,} filled cells became one row each; {empty:,} cells are blank or zero and "
        f"hold no event{words}.",
        "Choose another shape if each row is one event.",
        count=len(rows),
    )
