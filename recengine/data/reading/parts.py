"""Parts: the data files of a folder or a zip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from recengine.data.reading.archives import Archive, is_zip
from recengine.data.reading.members import is_data
from recengine.data.reading.sheets import is_workbook
from recengine.errors import Problem, UnusableFile

_MOST_PARTS = 10_000


@dataclass(frozen=True)
class Part:
    """One file among several: its name, its size, and how to get at it."""

    name: str
    size: int
    open: Callable[[], Path | bytes]


def parts_of(source: Path | bytes, name: str) -> list[Part] | None:
    """The data files inside a folder or an archive; nothing where the source is one file."""
    if isinstance(source, Path) and source.is_dir():
        return _of_folder(source, name)
    start = source[:4] if isinstance(source, bytes) else _start_of(source)
    if not is_zip(start):
        return None
    archive = Archive(source if isinstance(source, bytes) else source.read_bytes(), name)
    return None if is_workbook(archive) else _of_archive(archive, name)


def _of_folder(folder: Path, name: str) -> list[Part]:
    files = sorted(path for path in folder.iterdir() if path.is_file() and is_data(path.name))
    if not files:
        raise nothing_inside(name)
    if len(files) > _MOST_PARTS:
        raise UnusableFile(
            Problem(
                "too_many_files",
                f"{name} holds {len(files):,} files; at most {_MOST_PARTS:,} are read as one.",
                "Join them into fewer files.",
            )
        )
    return [Part(path.name, path.stat().st_size, partial(Path, path)) for path in files]


def _of_archive(archive: Archive, name: str) -> list[Part]:
    if not archive.members:
        raise nothing_inside(name, archive)
    short = {member: member.rpartition("/")[2] for member in archive.members}
    twice = len(set(short.values())) < len(short)
    return [
        Part(
            member if twice else short[member],
            archive.sizes[member],
            partial(_unfolded, archive, member),
        )
        for member in archive.members
    ]


def _unfolded(archive: Archive, member: str) -> bytes:
    raw = archive.read(member)
    if is_zip(raw) and not is_workbook(Archive(raw, member)):
        raise UnusableFile(
            Problem(
                "packed_twice",
                f"{archive.name} is packed twice ({member} is a zip again).",
                "Unpack it once and try again.",
            )
        )
    return raw


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4)
    except (OSError, ValueError):  # said when the file is loaded
        return b""


def nothing_inside(name: str, archive: Archive | None = None) -> UnusableFile:
    """The error for a folder or an archive without any data."""
    held = f" (it holds {listed_names(list(archive.sizes))})" if archive and archive.sizes else ""
    return UnusableFile(
        Problem(
            "no_data_file",
            f"{name} holds no file with data{held}.",
            "Choose a CSV, Parquet, JSON lines or .xlsx file, or a folder or zip of them.",
        )
    )


def listed_names(names: Sequence[str]) -> str:
    """A few names and how many more there are, for a sentence.

    >>> listed_names(["a.csv", "b.csv"])
    'a.csv, b.csv'
    """
    shown = ", ".join(name[:60] for name in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown
