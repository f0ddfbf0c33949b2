"""Content: roles of columns whose names say nothing, by what their cells look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recengine.data.reading.looks import Look
from recengine.data.tables import RoleGuess


def interaction_roles(
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


def item_roles(
    looks: Mapping[str, Look], free: Sequence[str], chosen: Mapping[str, RoleGuess]
) -> dict[str, RoleGuess]:
    """The first column that can be an id, and the first of words as title."""
    found = _first_id(looks, free, chosen, "item_id")
    taken = {guess.column for guess in (*found.values(), *chosen.values())}
    words = [name for name in free if name not in taken and looks[name].is_words]
    if words and "title" not in chosen:
        found["title"] = RoleGuess(words[0], 0.5, "the first column of words")
    return found


def user_roles(
    looks: Mapping[str, Look], free: Sequence[str], chosen: Mapping[str, RoleGuess]
) -> dict[str, RoleGuess]:
    """The first column that can be an id."""
    return _first_id(looks, free, chosen, "user_id")


def _first_id(
    looks: Mapping[str, Look], free: Sequence[str], chosen: Mapping[str, RoleGuess], role: str
) -> dict[str, RoleGuess]:
    able = [name for name in free if looks[name].filled and not looks[name].is_decimal]
    if role in chosen or not able:
        return {}
    return {role: RoleGuess(able[0], 0.5, "the first column that can be an id")}
