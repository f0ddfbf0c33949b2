"""Rewriting: the bytes of a file without one person's records, every other byte as it was.

The reader says on which lines a person's records stand; those lines are cut out of the bytes. What
comes out is read again before anybody gets it: the person must be gone and everybody else there.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recengine.arrays import Mask
from recengine.data.erasing import Rewritten, without_rows
from recengine.data.reading.choosing import choose_roles, look
from recengine.data.reading.loaded import Loaded, is_blank
from recengine.data.reading.loading import load
from recengine.data.reading.magic import is_gzip, is_parquet
from recengine.data.reading.sources import read_bytes, unpack
from recengine.data.tables import Kind
from recengine.errors import Problem, UnusableFile


def rewrite(path: Path, kind: Kind, columns: Mapping[str, str], user_id: str) -> Rewritten:
    """A CSV file, packed or not, or a Parquet file without a person's records."""
    raw = read_bytes(path, path.name)
    if raw.startswith(b"PK\x03\x04"):
        raise UnusableFile(
            Problem(
                "cannot_rewrite",
                f"{path.name} is a zip archive or a workbook, which is not written again.",
                "Save it as CSV and forget the person there.",
            )
        )
    loaded = load(raw, path.name)
    column = choose_roles(loaded, look(loaded), kind, columns)["user_id"].column
    theirs = _theirs(loaded, column, user_id)
    if is_gzip(raw):
        inner = _without(unpack(raw, path.name), loaded, theirs, user_id)
        done = Rewritten(
            gzip.compress(inner.raw, mtime=0), inner.removed, inner.kept, inner.mentions
        )
    else:
        done = _without(raw, loaded, theirs, user_id)
    _prove(done, loaded, column, theirs, user_id)
    return done


def _theirs(loaded: Loaded, column: str, user_id: str) -> Mask:
    """Rows about the person; spaces around an id do not matter, as in reading."""
    ids = pc.utf8_trim_whitespace(loaded.table.column(column))
    return np.asarray(pc.equal(ids, user_id.strip()), dtype=bool)


def _without(raw: bytes, loaded: Loaded, theirs: Mask, user_id: str) -> Rewritten:
    if is_parquet(raw):
        return _from_parquet(raw, theirs)
    return without_rows(raw, loaded, theirs, user_id)


def _from_parquet(raw: bytes, theirs: Mask) -> Rewritten:
    file = pq.ParquetFile(pa.BufferReader(raw))
    kept = file.read().filter(pa.array(~theirs))
    sink = pa.BufferOutputStream()
    held = file.metadata
    packing = held.row_group(0).column(0).compression if held.num_row_groups else "SNAPPY"
    pq.write_table(kept, sink, compression="NONE" if packing == "UNCOMPRESSED" else packing)
    return Rewritten(sink.getvalue().to_pybytes(), int(theirs.sum()), kept.num_rows)


def _prove(done: Rewritten, before: Loaded, column: str, theirs: Mask, user_id: str) -> None:
    """Read what would be written: the others are there, cell for cell, and the person is not."""
    kept = before.table.filter(pa.array(~theirs))
    if kept.num_rows == 0 or not done.removed:
        return
    try:
        after = load(done.raw, before.name)
        if _same_cells(after.table, kept) and not _theirs(after, column, user_id).any():
            return
    except UnusableFile:
        pass  # what cannot be read is no better than what reads otherwise
    raise UnusableFile(
        Problem(
            "cannot_rewrite",
            f"{before.name} could not be written again without changing other records.",
            "Save it as plain CSV (UTF-8) and forget the person there; nothing was written.",
        )
    )


def _same_cells(after: pa.Table, kept: pa.Table) -> bool:
    """Whether every column that holds anything came through cell for cell."""
    return after.num_rows == kept.num_rows and all(
        after.column(name).equals(kept.column(name))
        if name in after.column_names
        else is_blank(kept.column(name))
        for name in kept.column_names
    )
