"""Choosing: the column for each role, guessed and overridden by what a person says."""

from __future__ import annotations

from collections.abc import Mapping

from recengine.data.reading.loaded import Loaded
from recengine.data.reading.looks import Look, look_at_all
from recengine.data.reading.roles import guess_roles
from recengine.data.tables import REQUIRED, ROLES, Kind, RoleGuess
from recengine.errors import InvalidSetting, Problem, UnusableFile

_SAMPLE_ROWS = 5_000
_PURPOSE = {"user_id": "people", "item_id": "items"}


def look(loaded: Loaded) -> dict[str, Look]:
    """What the columns of a file look like, judged on its first rows."""
    sample = loaded.table.slice(0, _SAMPLE_ROWS)
    return look_at_all(sample, decimal_comma=loaded.decimal_comma)


def choose_roles(
    loaded: Loaded, looks: Mapping[str, Look], kind: Kind, wanted: Mapping[str, str]
) -> dict[str, RoleGuess]:
    """Guessed roles, overridden by what a person said, complete enough to go on."""
    said = {role: _find(column, loaded) for role, column in wanted.items() if _belongs(role, kind)}
    free = {name: look for name, look in looks.items() if name not in said.values()}
    guessed = _guess_filled(free, kind, loaded)
    mapping = {role: guess for role, guess in guessed.items() if role not in said}
    mapping |= {
        role: RoleGuess(column, 1.0, "you said so") for role, column in said.items() if column
    }
    for role in REQUIRED[kind]:
        if role not in mapping:
            raise _no_column(role, loaded)
    return {role: mapping[role] for role in ROLES[kind] if role in mapping}


def _guess_filled(looks: dict[str, Look], kind: Kind, loaded: Loaded) -> dict[str, RoleGuess]:
    """Guessed roles; a column of ids that is mostly blank gives way to one that is not.

    Analytics tools leave ``user_id`` blank for people who did not sign in, beside an id that all
    have; shops leave the article number blank beside the name.
    """
    guessed = guess_roles(looks, kind, named=loaded.named)
    half = min(_SAMPLE_ROWS, loaded.table.num_rows) / 2
    sparse = {
        guess.column: role
        for role, guess in guessed.items()
        if role in REQUIRED[kind] and looks[guess.column].filled < half
    }
    if not sparse:
        return guessed
    filled = {name: look for name, look in looks.items() if name not in sparse}
    others = guess_roles(filled, kind, named=loaded.named)
    return others if set(sparse.values()) <= set(others) else guessed


def _belongs(role: str, kind: Kind) -> bool:
    if not any(role in roles for roles in ROLES.values()):
        usual = ", ".join(dict.fromkeys(role for roles in ROLES.values() for role in roles))
        raise InvalidSetting(
            Problem("unknown_role", f"There is no role {role!r}.", f"Roles are {usual}.")
        )
    return role in ROLES[kind]


def _find(column: str, loaded: Loaded) -> str:
    """The column a person means; capitals and spaces around it do not matter."""
    if not column:
        return ""
    if column in loaded.table.column_names:
        return column
    for name in loaded.table.column_names:
        if name.strip().casefold() == column.strip().casefold():
            return str(name)
    raise UnusableFile(
        Problem(
            "no_such_column",
            f"{loaded.name} has no column {column!r} (it has: {_listed(loaded)}).",
            "Choose one of these.",
            column=column,
        )
    )


def _no_column(role: str, loaded: Loaded) -> UnusableFile:
    short = role.removesuffix("_id")
    return UnusableFile(
        Problem(
            f"no_{short}_column",
            f"{loaded.name} has no column that names {_PURPOSE[role]} "
            f"(looked at: {_listed(loaded)}).",
            f"Name one {role}, or say which it is (in the terminal: --columns {role}=COLUMN).",
        )
    )


def not_what_it_says(role: str, column: str, name: str) -> Problem:
    """The sentence about a column whose cells are not what its name promises."""
    what = {"value": "a number", "length": "a number", "event": "a kind of event"}.get(
        role, "a time"
    )
    return Problem(
        f"not_a_{role}",
        f"{name}: nothing in {column!r} reads as {what}, so it is kept as a plain column.",
        "Choose another column under Columns if there is one.",
        column=column,
    )


def _listed(loaded: Loaded) -> str:
    names = [name[:60] for name in loaded.table.column_names]
    return ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
