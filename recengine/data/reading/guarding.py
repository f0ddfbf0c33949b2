"""Guarding: a loaded file without what is personal, before any of its rows is judged or shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa

from recengine.data.privacy.finding import find_sensitive, personal_ids
from recengine.data.privacy.pseudonyms import PREFIX, Pseudonyms, fresh_key
from recengine.data.privacy.withholding import WITHHELD, mask, split_included
from recengine.data.reading.loaded import Loaded
from recengine.data.tables import Kind, RoleGuess, Withheld
from recengine.errors import Problem


@dataclass(frozen=True)
class Privacy:
    """How personal data is treated while a file is read.

    Parameters
    ----------
    include : personal columns that may come in.
    pseudonymise : whether ids of people are replaced; by default those that say who somebody is.
    key : for pseudonyms; files read with the same key join.
    """

    include: Collection[str] = ()
    pseudonymise: bool | None = None
    key: bytes = field(default_factory=fresh_key, repr=False)


@dataclass(frozen=True, eq=False)
class Guarded:
    """A file whose personal cells are masked, what stays out of it, and what was asked for."""

    loaded: Loaded
    withheld: tuple[Withheld, ...]
    included: tuple[Withheld, ...]


def guard(
    loaded: Loaded, kind: Kind, mapping: Mapping[str, RoleGuess], privacy: Privacy
) -> Guarded:
    """Mask personal columns and replace personal ids; what was masked is nowhere else any more."""
    roles = {role: guess.column for role, guess in mapping.items()}
    found = find_sensitive(loaded.table, kind, roles)
    withheld, included = split_included(found, privacy.include)
    table, note = mask(loaded.table, [held.column for held in withheld]), None
    if "user_id" in roles:
        table, note = _with_pseudonyms(replace(loaded, table=table), roles["user_id"], privacy)
    guarded = replace(loaded, table=table)
    if withheld or note:
        guarded = _without_texts(guarded)
    return Guarded(
        replace(guarded, notes=(*guarded.notes, note)) if note else guarded, withheld, included
    )


def _with_pseudonyms(
    loaded: Loaded, column: str, privacy: Privacy
) -> tuple[pa.Table, Problem | None]:
    """The table with pseudonyms where ids are personal or where it was asked for."""
    ids = loaded.table.column(column)
    personal = None if privacy.pseudonymise is False else personal_ids(column, ids)
    if personal is None and not privacy.pseudonymise:
        return loaded.table, None
    only_personal = not privacy.pseudonymise and personal is not None and not personal[1]
    replaced = Pseudonyms(privacy.key).replace(ids, only_personal=only_personal)
    position = loaded.table.column_names.index(column)
    why = f"say who they are ({personal[0].name})" if personal else "were to be replaced"
    return loaded.table.set_column(position, column, replaced), Problem(
        "pseudonyms",
        f"{loaded.name}: the ids of people in {column!r} {why}, so pseudonyms ({PREFIX}...) stand "
        "for them; they are still personal data.",
        "Read other files about these people with the same key.",
        column=column,
    )


def _without_texts(loaded: Loaded) -> Loaded:
    """Lines that never became rows may hold personal cells anywhere, so only their numbers stay."""
    left_out = tuple(
        replace(part, lines=dict.fromkeys(part.lines, WITHHELD)) for part in loaded.left_out
    )
    notes = tuple(
        replace(note, value=None) if note.value is not None else note for note in loaded.notes
    )
    return replace(loaded, left_out=left_out, notes=notes)
