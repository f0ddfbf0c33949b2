"""Kinds: whether the rows of a file are interactions, items or people."""

from __future__ import annotations

from collections.abc import Mapping

from recengine.data.privacy.names import by_name
from recengine.data.reading.looks import Look
from recengine.data.reading.names import fold
from recengine.data.reading.roles import guess_roles
from recengine.data.tables import Kind, RoleGuess

_PEOPLE_COLUMNS = frozenset(
    [
        "age",
        "gender",
        "sex",
        "birthdate",
        "birthday",
        "dateofbirth",
        "occupation",
        "country",
        "zipcode",
        "zip",
        "postcode",
        "agegroup",
        "ageband",
        "signup",
        "joined",
        "plan",
    ]
)


def guess_kind_of(looks: Mapping[str, Look], name: str, *, named: bool) -> Kind:
    """What the rows of a file are about.

    >>> import pyarrow as pa
    >>> from recengine.data.reading.looks import look_at_all
    >>> sample = pa.table({"movieId": ["1"], "title": ["Toy Story"]})
    >>> guess_kind_of(look_at_all(sample), "movies.csv", named=True)
    'items'
    """
    hint = _kind_by_file_name(name)
    if not named:
        found = guess_roles(looks, "interactions", named=False)
        whole = {"user_id", "item_id"} <= set(found) and len(found) > 2
        return hint or ("interactions" if whole or len(looks) == 2 else "items")
    found = guess_roles(looks, "interactions", named=True)
    roles = _sure(found)
    happened = bool(roles & {"value", "event", "timestamp"})
    if "item_id" in roles and ("user_id" in roles or ("user_id" in found and happened)):
        return "interactions"
    if "user_id" in roles:
        return "users"
    if "item_id" in roles:
        return "items"
    if hint is not None:
        return hint
    if sum(fold(column) in _PEOPLE_COLUMNS for column in looks) >= 2:
        return "users"
    if sum(by_name(column, "users") is not None for column in looks) >= 2 and not happened:
        return "users"
    titled = "title" in _sure(guess_roles(looks, "items", named=True))
    return "items" if titled and not roles & {"timestamp", "event"} else "interactions"


def _kind_by_file_name(name: str) -> Kind | None:
    plain = fold(name)
    words: tuple[tuple[Kind, str], ...] = (
        (
            "interactions",
            "interaction rating event purchase order click view session transaction u1 udata",
        ),
        ("items", "item movie product catalog article book film track artist show meta"),
        ("users", "user customer people person member client kunde viewer"),
    )
    for kind, hints in words:
        if any(hint in plain for hint in hints.split()):
            return kind
    return None


def _sure(roles: Mapping[str, RoleGuess]) -> set[str]:
    """Roles that a name speaks for by more than a last resort."""
    return {role for role, guess in roles.items() if guess.confidence >= 0.55}
