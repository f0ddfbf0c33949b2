"""Upload: dropped files become tables, one read at a time, and then a data set.

Bytes are dropped once they are parsed; what is kept lives in this session alone. The open data is
replaced only when the new one is good. All files of a session share the key for pseudonyms, which
never leaves it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import streamlit as st

from recengine.data.privacy.pseudonyms import fresh_key
from recengine.data.reading import guess_kind, read_table
from recengine.data.tables import Kind, Table
from recengine.errors import RecengineError
from recengine.progress import Progress


@dataclass(eq=False)
class Dropped:
    """One file as it was dropped: its bytes until it is read well, its kind and its table."""

    name: str
    content: bytes
    kind: Kind
    secret: bytes = field(repr=False)
    columns: dict[str, str] = field(default_factory=dict)
    table: Table | None = None
    refused: RecengineError | None = None

    @property
    def key(self) -> str:
        """Short, stable and safe for widget keys."""
        return hashlib.blake2b(self.content, digest_size=6).hexdigest()

    def read(self, progress: Progress) -> Table:
        """Parse with the kind and mapping chosen so far."""
        return read_table(
            self.content,
            kind=self.kind,
            name=self.name,
            columns=self.columns,
            key=self.secret,
            progress=progress,
        )


def drop(place: str) -> None:
    """The box that takes files; what is dropped goes to the Data page."""
    files = st.file_uploader(
        "Interactions, and if you have them items and users",
        accept_multiple_files=True,
        key=f"drop_{place}_{st.session_state.get('drop_round', 0)}",
        help="CSV, TSV or Parquet, gzipped or not. Columns are recognised; you can correct them.",
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
            waiting.append(Dropped(name, content, guess_kind(content, name=name), secret))
        except RecengineError as error:  # shown with the file, so that the others are kept
            waiting.append(Dropped(name, content, "interactions", secret, refused=error))


def waiting() -> list[Dropped]:
    """Files that were dropped and not yet used."""
    return st.session_state.get("incoming", [])
