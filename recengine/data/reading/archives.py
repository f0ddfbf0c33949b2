"""Archives: the data files inside a zip, unfolded one at a time and never beyond a cap.

What a member says about its own size is not believed; it is counted while it unfolds.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from copy import copy
from pathlib import PurePosixPath

from recengine.data.reading.members import is_data
from recengine.data.reading.sources import cap_of, too_large
from recengine.errors import Problem, UnusableFile

_BLOCK = 1 << 20
_MOST_MEMBERS = 10_000
_ENCRYPTED = 0x1
#: What the standard library raises over bytes that only begin like a zip.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, NotImplementedError, OSError, RuntimeError, ValueError),
)
_CHOOSE = "Unpack it and choose the data file."


def is_zip(raw: bytes) -> bool:
    """Whether the bytes are a zip archive, whatever the file is called."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


class Archive:
    """A zip that has been looked through and found harmless.

    >>> out = io.BytesIO()
    >>> with zipfile.ZipFile(out, "w") as made:
    ...     made.writestr("data/ratings.csv", "user,item")
    >>> archive = Archive(out.getvalue(), "ratings.zip")
    >>> archive.members, archive.read("data/ratings.csv")
    (('data/ratings.csv',), b'user,item')
    """

    def __init__(self, raw: bytes, name: str) -> None:
        self.name = name
        self._cap = cap_of(len(raw))
        self._unfolded: dict[str, int] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except _DAMAGE as error:
            raise _damaged(name, error) from None
        infos = self._zip.infolist()
        if len(infos) > _MOST_MEMBERS:
            raise _refused("too_many_files", f"{name} holds {len(infos):,} files.")
        for info in infos:
            _check_place(info.filename, name)
        self.sizes = {info.filename: info.file_size for info in infos if not info.is_dir()}
        self.members = tuple(sorted(path for path in self.sizes if is_data(path)))

    def read(self, member: str) -> bytes:
        """Unfold one member; all of them together may not pass the archive's cap."""
        info = copy(self._zip.getinfo(member))
        if info.flag_bits & _ENCRYPTED:
            raise _refused(
                "encrypted",
                f"{self.name} is protected by a password.",
                "Unpack it with the password and choose the data file.",
            )
        info.file_size = self._cap + 2 * _BLOCK  # read on beyond what the member claims
        room = self._cap - sum(size for key, size in self._unfolded.items() if key != member)
        blocks: list[bytes] = []
        try:
            with self._zip.open(info) as unfolding:
                while block := unfolding.read(_BLOCK):
                    blocks.append(block)
                    room -= len(block)
                    if room < 0:
                        raise too_large(self.name, self._cap)
        except _DAMAGE as error:
            raise _damaged(self.name, error) from None
        self._unfolded[member] = sum(map(len, blocks))
        return b"".join(blocks)


def _check_place(path: str, name: str) -> None:
    """A member may not lie outside the folder that the archive would be unpacked into."""
    plain = path.replace("\\", "/")
    if plain.startswith("/") or plain[1:2] == ":" or ".." in PurePosixPath(plain).parts:
        raise _refused(
            "unsafe_archive",
            f"{name} holds a file that would be written outside its folder ({path[:60]!r}).",
            "Do not unpack it; ask where it came from.",
        )


def _refused(code: str, message: str, fix: str = _CHOOSE) -> UnusableFile:
    return UnusableFile(Problem(code, message, fix))


def _damaged(name: str, error: Exception) -> UnusableFile:
    reason = (str(error).splitlines() or [type(error).__name__])[0][:80].rstrip(".")
    return _refused(
        "damaged_zip",
        f"{name} is a zip archive that cannot be unpacked ({reason}).",
        "Compress or download it again.",
    )
