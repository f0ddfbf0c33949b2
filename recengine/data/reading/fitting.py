"""Fitting: whether a file can be read into the memory that is free, known before it is read.

Reading takes a multiple of a file's size at its peak, measured on files of 50 to 100 MB: CSV 3.4 to
5.7 times its bytes, JSON lines 9.7, a workbook 4.3 times its unpacked bytes, and Parquet 37 to 40
bytes a cell.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from recengine.data.memory import free_memory
from recengine.data.reading.archives import is_zip
from recengine.data.reading.jsonlines import looks_like_json
from recengine.data.reading.magic import is_gzip
from recengine.errors import Problem, UnusableFile

Form = Literal["text", "json", "workbook", "parquet"]

#: Bytes of memory at the peak for each byte of the unpacked file.
_PER_BYTE: dict[Form, float] = {"text": 6.0, "json": 11.0, "workbook": 5.0, "parquet": 15.0}
_PER_CELL = 42
#: How much larger than its file a packed one is taken to be while only its name is known.
_PACKED = {".gz": 4.0, ".xlsx": 10.0, ".ods": 10.0, ".zip": 4.0}
_FORMS: dict[str, Form] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".xlsx": "workbook",
    ".ods": "workbook",
}
_START = 2048


@dataclass(frozen=True)
class MemoryPlan:
    """What reading would take and what is free, in bytes; ``free`` is unknown on some systems."""

    needed: int
    free: int | None

    @property
    def fits(self) -> bool:
        """Whether the file can be read."""
        return self.free is None or self.needed <= self.free


def plan_memory(n_bytes: int, name: str = "", *, free: int | None = None) -> MemoryPlan:
    """Plan for an upload of which only the size and the name are known.

    >>> plan_memory(1_000_000_000, "events.csv", free=4_000_000_000)
    MemoryPlan(needed=6000000000, free=4000000000)
    """
    ending = Path(name).suffix.lower()
    form = _FORMS.get(Path(name.lower().removesuffix(".gz")).suffix, "text")
    needed = int(n_bytes * _PACKED.get(ending, 1.0) * _PER_BYTE[form])
    return MemoryPlan(needed, free_memory() if free is None else free)


def plan_reading(source: Path | bytes, *, free: int | None = None) -> MemoryPlan:
    """Plan for a file or for bytes at hand, of which only the edges are looked at."""
    needed = _needed(source)
    if isinstance(source, bytes):
        needed = max(needed - len(source), 0)
    return MemoryPlan(needed, free_memory() if free is None else free)


def refuse_unfitting(plan: MemoryPlan, name: str) -> None:
    """Raise ``UnusableFile`` where a plan needs more memory than is free.

    >>> refuse_unfitting(MemoryPlan(6_000_000_000, 4_000_000_000), "events.csv")
    Traceback (most recent call last):
    recengine.errors.UnusableFile: events.csv would need about 6.0 GB of memory to be read, and ...
    """
    if plan.fits or plan.free is None:
        return
    raise UnusableFile(
        Problem(
            "does_not_fit",
            f"{name} would need about {_size(plan.needed)} of memory to be read, and "
            f"{_size(plan.free)} are free.",
            "Keep only the columns needed (person, item, event, value, time) as Parquet, split it "
            "into a folder of parts, or give its path to the command line where memory is free.",
        )
    )


def _needed(source: Path | bytes) -> int:
    if isinstance(source, bytes):
        return _by_content(pa.BufferReader(source), source[:_START], len(source))
    try:
        with source.open("rb") as file:
            return _by_content(file, file.read(_START), source.stat().st_size)
    except (OSError, ValueError):  # said when the file is read
        return 0


def _by_content(file: BinaryIO, start: bytes, size: int) -> int:
    if start.startswith(b"PAR1"):
        return _of_parquet(file, size)
    if is_zip(start):
        return int(_unpacked(file, size) * _PER_BYTE["workbook"])
    if is_gzip(start):
        file.seek(max(size - 4, 0))
        size = max(int.from_bytes(file.read(4), "little"), size)
    return int(size * _PER_BYTE["json" if looks_like_json(start) else "text"])


def _of_parquet(file: BinaryIO, size: int) -> int:
    try:
        known = pq.ParquetFile(file).metadata
    except (pa.ArrowException, OSError, ValueError):  # said when the file is read
        return int(size * _PER_BYTE["parquet"])
    return int(max(known.num_rows * known.num_columns * _PER_CELL, size))


def _unpacked(file: BinaryIO, size: int) -> int:
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return size


def _size(n_bytes: int) -> str:
    """A size in words; below a gigabyte in megabytes."""
    giga = n_bytes / 1e9
    return f"{giga:,.1f} GB" if giga >= 1 else f"{n_bytes / 1e6:,.0f} MB"
