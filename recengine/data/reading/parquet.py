"""Parquet: the same columns of text that a CSV gives, so that everything after is one path."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recengine.data.reading.sources import MAX_BYTES
from recengine.errors import Problem, UnusableFile

_MOST_ROWS = 200_000_000


def read_parquet(raw: bytes, name: str) -> pa.Table:
    """Read a Parquet file as text columns, empty where a cell is missing.

    >>> sink = pa.BufferOutputStream()
    >>> pq.write_table(pa.table({"user_id": [1, None], "value": [0.5, 2.0]}), sink)
    >>> read_parquet(sink.getvalue().to_pybytes(), "a.parquet").to_pydict()
    {'user_id': ['1', ''], 'value': ['0.5', '2']}
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(raw))
        size = sum(
            file.metadata.row_group(index).total_byte_size
            for index in range(file.metadata.num_row_groups)
        )
        if size > MAX_BYTES or file.metadata.num_rows > _MOST_ROWS:
            raise _too_large(name)
        table = file.read()
        columns = [_as_text(column) for column in table.columns]
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise UnusableFile(
            Problem(
                "damaged_parquet",
                f"{name} is a Parquet file that cannot be read ({_first_line(error)}).",
                "Write it again, or save the table as CSV.",
            )
        ) from None
    return pa.table(columns, names=[str(column) for column in table.column_names])


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = pc.cast(column, kind.value_type)
        kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        column = pc.binary_join(pc.cast(column, pa.list_(pa.string())), "|")
    elif pa.types.is_floating(kind):
        column = _floats_as_text(column)
    else:
        column = pc.cast(column, pa.string())
    return pc.fill_null(column, "")


def _floats_as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whole numbers without ``.0``: ids with a gap are often kept as floats. NaN is a gap."""
    known = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
    small = pc.less(pc.abs(known), 2.0**53)
    whole = pc.fill_null(pc.and_(pc.equal(pc.floor(known), known), small), fill_value=False)
    integers = pc.cast(pc.if_else(whole, known, pa.scalar(0, column.type)), pa.int64())
    return pc.if_else(whole, pc.cast(integers, pa.string()), pc.cast(known, pa.string()))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120].rstrip(".")


def _too_large(name: str) -> UnusableFile:
    return UnusableFile(
        Problem(
            "too_large",
            f"{name} holds more than {MAX_BYTES // 1_000_000:,} MB of data.",
            "Keep the part you need and write that.",
        )
    )
