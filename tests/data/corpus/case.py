"""One file of the corpus."""

from __future__ import annotations

from dataclasses import dataclass

from recengine.data.tables import Kind


@dataclass(frozen=True)
class Case:
    """A file, what it is about, and what a reader should make of it.

    Parameters
    ----------
    verdict : letters of ``tests.data.corpus``; one of them must be seen.
    rows : rows that are kept, where that is certain.
    users : ids of people that must be there, exactly.
    code : a problem or a choice that must be named.
    ending : of the file's name.
    """

    name: str
    raw: bytes
    verdict: str
    rows: int | None = None
    users: tuple[str, ...] = ()
    code: str = ""
    kind: Kind = "interactions"
    ending: str = "csv"

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name.replace(' ', '_')}.{self.ending}"


def lines(
    header: str | None = "user_id,item_id,rating,timestamp",
    *more: str,
    rows: int = 20,
    delimiter: str = ",",
    end: str = "\n",
) -> str:
    """A calm file with ``more`` lines at its end; ``delimiter`` stands for its commas."""
    body = [f"u{n},i{n % 7},{1 + n % 5},{1_600_000_000 + 3_600 * n}" for n in range(rows)]
    head = [] if header is None else [header]
    calm = [line.replace(",", delimiter) for line in (*head, *body)]
    return end.join((*calm, *more)) + end


def ids(*wanted: str, column: str = "user_id") -> bytes:
    """A file whose people (or items) have the ids ``wanted``."""
    header = "user_id,item_id,rating" if column == "user_id" else "item_id,user_id,rating"
    rows = "".join(f"{one},x{n},{1 + n % 5}\n" for n, one in enumerate(wanted))
    return f"{header}\n{rows}".encode()


def ratings(*wanted: str, delimiter: str = ",") -> bytes:
    """A file with ratings as ``wanted`` among ordinary ones."""
    held = [*(str(1 + n % 5) for n in range(20)), *wanted]
    rows = "".join(f"u{n}{delimiter}i{n % 7}{delimiter}{one}\n" for n, one in enumerate(held))
    return f"user_id{delimiter}item_id{delimiter}rating\n{rows}".encode()


def times(*wanted: str, calm: int = 20) -> bytes:
    """A file with times as ``wanted`` after ordinary ones."""
    held = [*(f"2024-01-{1 + n:02d}T08:00:00" for n in range(calm)), *wanted]
    rows = "".join(f"u{n},i{n % 7},{one}\n" for n, one in enumerate(held))
    return f"user_id,item_id,timestamp\n{rows}".encode()
