"""Upload: dropped files become tables, one read at a time, and then a data set.

Bytes are dropped once they are parsed; what is kept lives in this session alone. The open data is
replaced only when the new one is good. All files of a session share the key for pseudonyms, which
never leaves it.
"""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import streamlit as st

from recengine.data.matching import match_ids
from recengine.data.privacy.consent import Consents
from recengine.data.privacy.pseudonyms import fresh_key
from recengine.data.reading import guess_kind, read_table
from recengine.data.tables import Kind, Table
from recengine.errors import Problem, RecengineError, UnusableFile
from recengine.progress import Progress

#: Bytes of files that may wait to be used, in one session and in all together.
SESSION_BYTES = 600_000_000
TOTAL_BYTES = 3_000_000_000


class NoRoom(UnusableFile):
    """A file that does not fit beside the others."""


@dataclass(eq=False)
class Dropped:
    """One file as it was dropped: its bytes until it is read well, its kind and its table."""

    name: str
    content: bytes
    kind: Kind
    secret: bytes = field(repr=False)
    columns: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    consents: Consents = field(default_factory=Consents)
    table: Table | None = None
    refused: RecengineError | None = None
    _matched: tuple[Table, Table] | None = field(default=None, repr=False)

    @cached_property
    def key(self) -> str:
        """Short, stable and safe for widget keys."""
        return hashlib.blake2b(self.content, digest_size=6).hexdigest()

    def read(self, progress: Progress) -> Table:
        """Parse with the kind, mapping and answers chosen so far."""
        return read_table(
            self.content,
            kind=self.kind,
            name=self.name,
            columns=self.columns,
            answers=self.answers,
            include=self.consents.columns,
            key=self.secret,
            progress=progress,
        )

    def match(self, events: Table) -> None:
        """Write the ids of items or people as ``events`` does, where only a slip parts them."""
        if self.table is not None and self._matched != (events, self.table):
            self.table = match_ids(events, self.table, self.answers)
            self._matched = (events, self.table)

    def read_again(self) -> None:
        """Forget what was understood, since something about it was changed."""
        self.table = self.refused = self._matched = None


#: Every file that waits anywhere; one that is used or removed leaves it by itself.
_EVERYWHERE: weakref.WeakSet[Dropped] = weakref.WeakSet()


def drop(place: str) -> None:
    """The box that takes files; what is dropped goes to the Data page."""
    files = st.file_uploader(
        "Interactions, and if you have them items and users",
        accept_multiple_files=True,
        key=f"drop_{place}_{st.session_state.get('drop_round', 0)}",
        help="CSV in any dialect, Excel, Parquet or JSON lines, also zipped. Several files of "
        "events become one. Columns are recognised; you can correct them.",
    )
    st.caption("Files stay in this browser session's memory and are gone when it ends.")
    if files:
        take([(file.name, file.getvalue()) for file in files])
        st.session_state.drop_round = st.session_state.get("drop_round", 0) + 1
        st.switch_page("screens/data.py")


def take(files: list[tuple[str, bytes]]) -> None:
    """Remember dropped files next to those that already wait."""
    waiting = st.session_state.setdefault("incoming", [])
    secret = st.session_state.setdefault("pseudonym_key", fresh_key())
    for name, content in files:
        try:
            check_room(name, len(content), waiting)
            file = Dropped(name, content, guess_kind(content, name=name), secret)
        except NoRoom as error:
            file = Dropped(name, b"", "interactions", secret, refused=error)
        except RecengineError as error:  # shown with the file, so that the others are kept
            file = Dropped(name, content, "interactions", secret, refused=error)
        waiting.append(file)
        _EVERYWHERE.add(file)


def check_room(name: str, size: int, waiting: Iterable[Dropped]) -> None:
    """Raise ``NoRoom`` where a file does not fit beside what this session and all others hold."""
    here = sum(len(file.content) for file in waiting)
    everywhere = sum(len(file.content) for file in _EVERYWHERE)
    if here + size <= SESSION_BYTES and everywhere + size <= TOTAL_BYTES:
        return
    fix = "Use those that wait, or remove one, and drop it again."
    if here + size <= SESSION_BYTES:
        fix = "Others are uploading just now: try again in a few minutes."
    free = max(min(SESSION_BYTES - here, TOTAL_BYTES - everywhere), 0)
    raise NoRoom(
        Problem(
            "no_room",
            f"{name} has {size / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free for files that "
            "wait to be used.",
            f"{fix} A large file can also be read from its path: python -m recengine check FILE.",
        )
    )


def waiting() -> list[Dropped]:
    """Files that were dropped and not yet used."""
    return st.session_state.get("incoming", [])
