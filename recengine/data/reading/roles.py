"""Roles: which column is the person, the item, the event, the value, the time.

Names decide first, in several languages; then what the cells look like. Every guess says how sure
it is and why.
"""

from __future__ import annotations

from collections.abc import Mapping

from recengine.data.privacy.names import by_name
from recengine.data.reading.content import interaction_roles, item_roles, user_roles
from recengine.data.reading.looks import Look
from recengine.data.reading.names import fold, is_generic, noun
from recengine.data.reading.vocabulary import VOCABULARY, Words
from recengine.data.tables import ROLES, Kind, RoleGuess

_NOUNS = {
    "user_id": "a person",
    "item_id": "an item",
    "event": "an event",
    "value": "a rating or amount",
    "timestamp": "a time",
    "title": "a title",
    "added": "a date of arrival",
    "length": "a length",
}


def guess_roles(looks: Mapping[str, Look], kind: Kind, *, named: bool) -> dict[str, RoleGuess]:
    """Guess the column of each role from names and from the first rows.

    >>> import pyarrow as pa
    >>> from recengine.data.reading.looks import look_at_all
    >>> sample = pa.table({"userId": ["1", "1"], "movieId": ["31", "32"], "rating": ["2.5", "3"]})
    >>> roles = guess_roles(look_at_all(sample), "interactions", named=True)
    >>> {role: guess.column for role, guess in roles.items()}
    {'user_id': 'userId', 'item_id': 'movieId', 'value': 'rating'}
    """
    chosen = _by_name(looks, kind) if named else {}
    free = [
        name
        for name in looks
        if name not in {guess.column for guess in chosen.values()}
        and (not named or is_generic(name))
    ]
    by_content = {"interactions": interaction_roles, "items": item_roles, "users": user_roles}[kind]
    for role, guess in by_content(looks, free, chosen).items():
        chosen.setdefault(role, guess)
    if kind == "interactions" and named:
        _add_time(chosen, looks)
    return {role: chosen[role] for role in ROLES[kind] if role in chosen}


def misnamed(
    looks: Mapping[str, Look], kind: Kind, chosen: Mapping[str, RoleGuess]
) -> dict[str, str]:
    """Roles without a column although a name suggests one, because its cells say otherwise.

    >>> import pyarrow as pa
    >>> from recengine.data.reading.looks import look_at_all
    >>> misnamed(look_at_all(pa.table({"rating": ["good", "bad"]})), "interactions", {})
    {'value': 'rating'}
    """
    return {
        role: column
        for role, words in VOCABULARY[kind].items()
        if role not in chosen
        for column in reversed(list(looks))
        if _offer(role, column, words)[0] >= 0.75 and not looks[column].can_be(role)
    }


def _by_name(looks: Mapping[str, Look], kind: Kind) -> dict[str, RoleGuess]:
    """Best pairs of role and column first, each used once."""
    offers = sorted(
        (
            (-confidence, position, role, column, why)
            for role, words in VOCABULARY[kind].items()
            for position, column in enumerate(looks)
            for confidence, why in [_offer(role, column, words)]
            if confidence > 0 and looks[column].can_be(role)
        ),
    )
    chosen: dict[str, RoleGuess] = {}
    used: set[str] = set()
    for negative, _, role, column, why in offers:
        if role not in chosen and column not in used:
            chosen[role] = RoleGuess(column, round(-negative, 2), why)
            used.add(column)
    return chosen


def _offer(role: str, column: str, words: Words) -> tuple[float, str]:
    """How sure the name alone makes, and why."""
    plain = fold(column)
    if plain == fold(role):
        return 1.0, "the name says it"
    for group, base, why in (
        (words.sure, 0.95, f"the name is one of the usual ones for {_NOUNS[role]}"),
        (words.usual, 0.8, f"the name is one of the usual ones for {_NOUNS[role]}"),
        (words.weak, 0.45, f"nothing better names {_NOUNS[role]}"),
    ):
        if plain in group:
            return base - 0.05 * group.index(plain) / len(group), why
    bare = noun(column)
    if (
        role in {"user_id", "item_id"}
        and bare
        and (bare in words.usual or bare + "id" in words.sure)
    ):
        return 0.65, f"a word in the name stands for {_NOUNS[role]}"
    return 0.0, ""


def _add_time(chosen: dict[str, RoleGuess], looks: Mapping[str, Look]) -> None:
    """A column of dates is the time even under a name that nobody knows."""
    if "timestamp" in chosen:
        return
    used = {guess.column for guess in chosen.values()}
    dates = [
        name
        for name, look in looks.items()
        if name not in used and look.is_date and by_name(name, "interactions") is None
    ]
    if len(dates) == 1:
        chosen["timestamp"] = RoleGuess(dates[0], 0.6, "the only column of dates")
