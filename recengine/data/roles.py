"""Roles: which column is the person, the item, the event, the value, the time.

Names decide first, in several languages; then what the cells look like. Every guess says how sure
it is and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from recengine.data.looks import Look, look_at_all
from recengine.data.names import VOCABULARY, Words, fold, is_generic, noun
from recengine.data.tables import ROLES, Kind, RoleGuess

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
    by_content = {"interactions": _interactions, "items": _items, "users": _users}[kind]
    for role, guess in by_content(looks, free, chosen).items():
        chosen.setdefault(role, guess)
    if kind == "interactions" and named:
        _add_time(chosen, looks)
    return {role: chosen[role] for role in ROLES[kind] if role in chosen}


def guess_kind_of(looks: Mapping[str, Look], name: str, *, named: bool) -> Kind:
    """What the rows of a file are about.

    >>> sample = pa.table({"movieId": ["1"], "title": ["Toy Story"]})
    >>> guess_kind_of(look_at_all(sample), "movies.csv", named=True)
    'items'
    """
    hint = _kind_by_file_name(name)
    if not named:
        found = guess_roles(looks, "interactions", named=False)
        whole = {"user_id", "item_id"} <= set(found) and len(found) > 2
        return hint or ("interactions" if whole or len(looks) == 2 else "items")
    roles = _sure(guess_roles(looks, "interactions", named=True))
    if {"user_id", "item_id"} <= roles:
        return "interactions"
    if "user_id" in roles:
        return "users"
    if "item_id" in roles:
        return "items"
    people = sum(fold(column) in _PEOPLE_COLUMNS for column in looks)
    return hint or ("users" if people >= 2 else "items")


def misnamed(
    looks: Mapping[str, Look], kind: Kind, chosen: Mapping[str, RoleGuess]
) -> dict[str, str]:
    """Roles without a column although a name suggests one, because its cells say otherwise.

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


def _sure(roles: Mapping[str, RoleGuess]) -> set[str]:
    """Roles that a name speaks for by more than a last resort."""
    return {role for role, guess in roles.items() if guess.confidence >= 0.55}


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
    dates = [name for name, look in looks.items() if name not in used and look.is_date]
    if len(dates) == 1:
        chosen["timestamp"] = RoleGuess(dates[0], 0.6, "the only column of dates")


def _interactions(
    looks: Mapping[str, Look], free: Sequence[str], chosen: Mapping[str, RoleGuess]
) -> dict[str, RoleGuess]:
    """Two ids in the usual order, then the rating, the event and the time."""
    rest = [name for name in free if looks[name].filled]
    found: dict[str, RoleGuess] = {}
    for name in reversed(rest):
        if "timestamp" not in found and looks[name].is_moment:
            found["timestamp"] = RoleGuess(name, 0.6, looks[name].time_words)
    rest = [name for name in rest if name not in {g.column for g in found.values()}]
    ids = [name for name in rest if not looks[name].is_decimal]
    missing = [role for role in ("user_id", "item_id") if role not in chosen]
    if (
        len(missing) == 2
        and len(ids) >= 2
        and looks[ids[0]].is_product
        and not looks[ids[1]].is_product
    ):
        ids[0], ids[1] = ids[1], ids[0]
    for role, name in zip(missing, ids, strict=False):
        order = "first" if name == (rest[0] if rest else "") else "second"
        found[role] = RoleGuess(name, 0.5, f"the {order} column that can be an id")
    taken = {guess.column for guess in found.values()}
    for name in rest:
        if name in taken:
            continue
        if looks[name].is_number and "value" not in found:
            found["value"] = RoleGuess(name, 0.5, "numbers in a small range")
        elif looks[name].is_event and "event" not in found:
            found["event"] = RoleGuess(name, 0.5, "a few words that recur")
    return found


def _items(
    looks: Mapping[str, Look], free: Sequence[str], chosen: Mapping[str, RoleGuess]
) -> dict[str, RoleGuess]:
    """The first column that can be an id, and the first of words as title."""
    found = _first_id(looks, free, chosen, "item_id")
    taken = {guess.column for guess in (*found.values(), *chosen.values())}
    words = [name for name in free if name not in taken and looks[name].is_words]
    if words and "title" not in chosen:
        found["title"] = RoleGuess(words[0], 0.5, "the first column of words")
    return found


def _users(
    looks: Mapping[str, Look], free: Sequence[str], chosen: Mapping[str, RoleGuess]
) -> dict[str, RoleGuess]:
    return _first_id(looks, free, chosen, "user_id")


def _first_id(
    looks: Mapping[str, Look], free: Sequence[str], chosen: Mapping[str, RoleGuess], role: str
) -> dict[str, RoleGuess]:
    able = [name for name in free if looks[name].filled and not looks[name].is_decimal]
    if role in chosen or not able:
        return {}
    return {role: RoleGuess(able[0], 0.5, "the first column that can be an id")}
