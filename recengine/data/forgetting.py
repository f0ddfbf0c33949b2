"""Forgetting: the places that hold a person are written again without them, never changed in place.

Every place first prepares what it would become and proves it; only when all could and somebody
held the person is anything written. A file is one place, a store of feedback can be another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from recengine.data.rewriting import rewrite
from recengine.data.tables import Kind
from recengine.errors import InvalidSetting, Problem, UnknownId


@dataclass(frozen=True)
class Removal:
    """What forgetting comes to in one place.

    Parameters
    ----------
    place : where.
    removed, kept : records.
    mentions : lines that are not about the person and hold the id all the same; they are kept.
    carry_out : does it.
    """

    place: str
    removed: int
    kept: int
    mentions: int = 0
    carry_out: Callable[[], None] = field(default=lambda: None, repr=False)


class Place(Protocol):
    """Somewhere that people's records are held."""

    def prepare(self, user_id: str) -> Removal:
        """What would go and what would stay; changes nothing yet."""


@dataclass(frozen=True)
class FilePlace:
    """A file, written again under its own name in the folder ``out``."""

    path: Path
    kind: Kind
    out: Path
    columns: Mapping[str, str] = field(default_factory=dict)

    def prepare(self, user_id: str) -> Removal:
        """Read the file and leave the person out of its bytes."""
        target = self.out / self.path.name
        if target.exists():
            raise InvalidSetting(
                Problem(
                    "file_exists",
                    f"{target} exists already, and no file is written over.",
                    "Name another folder with --out.",
                    value=str(target),
                )
            )
        done = rewrite(self.path, self.kind, self.columns, user_id)

        def write() -> None:
            self.out.mkdir(parents=True, exist_ok=True)
            target.write_bytes(done.raw)

        return Removal(str(self.path), done.removed, done.kept, done.mentions, write)


def forget(user_id: str, places: Sequence[Place]) -> tuple[Removal, ...]:
    """Remove a person from every place; where nobody holds them nothing is written."""
    if not user_id.strip():
        raise InvalidSetting(Problem("no_person", "No person was named.", "Give an id."))
    removals = tuple(place.prepare(user_id) for place in places)
    if not any(removal.removed for removal in removals):
        raise UnknownId(
            Problem(
                "unknown_person",
                f"There is no record of {user_id!r} in {_listed(removals)}; nothing was written.",
                "Ids are written as in the files.",
                value=user_id,
            )
        )
    for removal in removals:
        removal.carry_out()
    return removals


def _listed(removals: Sequence[Removal]) -> str:
    return " or ".join(Path(removal.place).name for removal in removals)
