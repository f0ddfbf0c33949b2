"""Sources: the bytes behind a path or an upload, and the name that sentences use for it."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import BinaryIO

from recengine.errors import Problem, UnusableFile

Source = str | Path | bytes | BinaryIO

#: Most bytes a compressed file may unfold to, and how many times its own size.
MAX_BYTES = 2_000_000_000
MAX_RATIO = 200
_FREE_BYTES = 1_000_000
_BLOCK = 1 << 20
_NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"


def name_of(source: Source, name: str | None = None) -> str:
    """What sentences call the file.

    >>> name_of("uploads/ratings.csv"), name_of(b"a,b"), name_of(b"a,b", "my.csv")
    ('ratings.csv', 'the file', 'my.csv')
    """
    if name:
        return name
    if isinstance(source, bytes):
        return "the file"
    if isinstance(source, str | Path):
        return Path(source).name or str(source)
    held = getattr(source, "name", None)
    return Path(held).name if isinstance(held, str) and held else "the file"


def held_by(source: Source) -> Path | bytes:
    """A source that can be looked at more than once: an open file is read to its end.

    >>> held_by("a.csv"), held_by(b"a,b")
    (PosixPath('a.csv'), b'a,b')
    """
    if isinstance(source, bytes):
        return source
    return Path(source) if isinstance(source, str | Path) else source.read()


def read_bytes(source: Source, name: str, *, most: int | None = None) -> bytes:
    """All bytes of ``source``; a missing, unreadable or empty one is an ``UnusableFile``.

    Of a path, ``most`` is how many bytes are wanted from its beginning.

    >>> read_bytes(b"a,b", "my.csv")
    b'a,b'
    """
    if isinstance(source, bytes):
        raw = source
    elif isinstance(source, str | Path):
        raw = _read_path(source, name, -1 if most is None else most)
    else:
        raw = source.read()
    if not raw[:4096].strip(_NOTHING) and not raw.strip(_NOTHING):
        raise UnusableFile(
            Problem("empty_file", f"{name} is empty.", "Export it again and check its size.")
        )
    return raw


def _read_path(source: str | Path, name: str, most: int) -> bytes:
    try:
        with Path(source).open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise UnusableFile(
            Problem("missing_file", f"There is no file {source}.", "Check its name and folder.")
        ) from None
    except (OSError, ValueError) as error:
        raise UnusableFile(
            Problem("unreadable_file", f"{name} cannot be opened ({error}).", "Check the path.")
        ) from None


def unpack(raw: bytes, name: str) -> bytes:
    """The content of a gzip file, unfolded block by block so that a bomb is noticed early.

    >>> import gzip
    >>> unpack(gzip.compress(b"a,b"), "my.csv.gz")
    b'a,b'
    """
    limit = cap_of(len(raw))
    blocks: list[bytes] = []
    size = 0
    rest = raw
    try:
        while rest[:2] == b"\x1f\x8b":
            stream = zlib.decompressobj(wbits=31)
            while not stream.eof:
                block = stream.decompress(rest, _BLOCK)
                if not block and not stream.eof and not stream.unconsumed_tail:
                    raise _damaged(name)
                blocks.append(block)
                size += len(block)
                if size > limit:
                    raise too_large(name, limit)
                rest = stream.unused_data if stream.eof else stream.unconsumed_tail
    except zlib.error:
        raise _damaged(name) from None
    return b"".join(blocks)


def _damaged(name: str) -> UnusableFile:
    return UnusableFile(
        Problem(
            "damaged_gzip",
            f"{name} is a gzip file that breaks off or is damaged.",
            "Compress or download it again.",
        )
    )


def cap_of(packed: int) -> int:
    """Most bytes that a file of ``packed`` bytes may unfold to.

    >>> cap_of(100), cap_of(10_000), cap_of(1_000_000_000)
    (1000000, 2000000, 2000000000)
    """
    return min(MAX_BYTES, max(_FREE_BYTES, packed * MAX_RATIO))


def too_large(name: str, limit: int) -> UnusableFile:
    """The error for a packed file that unfolds to more than ``limit`` bytes."""
    return UnusableFile(
        Problem(
            "too_large",
            f"{name} unfolds to more than {limit // 1_000_000:,} MB, which is more than is read.",
            "Unpack it yourself and keep the part you need.",
        )
    )
