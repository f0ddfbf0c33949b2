"""Alike: ids that look the same and are written differently, and ids written as decimals.

Both stay as written unless somebody says otherwise: joining two people by mistake cannot be seen
later, and keeping one person apart can.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array
from recengine.data.reading.account import Account
from recengine.data.reading.ids import Ids, encode
from recengine.data.reading.numbers import mask_of

_PEOPLE_OR_ITEMS = {"user_id": "people", "item_id": "items"}
_DECIMAL = r"^\d+\.0$"


def ids_as_meant(ids: Ids, role: str, column: str, account: Account) -> Ids:
    """The ids, joined where two look alike or cut where all end in ``.0``, if that is wanted."""
    return _whole(_joined(ids, role, column, account), role, column, account)


def look_alikes(known: pa.Array) -> dict[str, list[str]]:
    r"""Ids that nobody can tell apart on a screen, under their plainest spelling.

    They differ in how accents are composed, in characters without width, or in kinds of spaces.

    >>> look_alikes(pa.array(["u1", "u\u200b1", "Zoe"]))
    {'u1': ['u1', 'u\u200b1']}
    """
    unusual = mask_of(pc.invert(pc.string_is_ascii(known)))
    if not unusual.any():
        return {}
    plain: dict[str, list[str]] = defaultdict(list)
    for written in known.filter(pa.array(unusual)).to_pylist():
        plain[_plainly(written)].append(written)
    ascii_too = pc.is_in(known, value_set=pa.array(list(plain)))
    for written in known.filter(pc.and_(ascii_too, pa.array(~unusual))).to_pylist():
        plain[written].insert(0, written)
    return {shown: several for shown, several in plain.items() if len(several) > 1}


def _plainly(written: str) -> str:
    """Accents composed, characters without width gone, every space an ordinary one."""
    composed = unicodedata.normalize("NFC", written)
    seen = "".join(mark for mark in composed if unicodedata.category(mark) != "Cf")
    return " ".join(seen.split())


def _joined(ids: Ids, role: str, column: str, account: Account) -> Ids:
    groups = look_alikes(ids.known)
    if not groups:
        return ids
    first, second = next(iter(groups.values()))[:2]
    answer = account.asking.ask(
        f"alike_{role}",
        f"{account.source}: {len(groups):,} ids in {column!r} are written in several ways that "
        f"look the same, for example {first!a} and {second!a}.",
        {
            "apart": f"they are different {_PEOPLE_OR_ITEMS[role]}, as written",
            "same": "they mean the same, written like the first",
        },
    )
    if answer == "apart":
        return ids
    into = {other: several[0] for several in groups.values() for other in several[1:]}
    return _rewritten(ids, into, role, column, "was written like one that looks the same", account)


def _and_more(groups: int) -> str:
    return f", and {groups:,} more such groups" if groups else ""


def _whole(ids: Ids, role: str, column: str, account: Account) -> Ids:
    decimal = mask_of(pc.match_substring_regex(ids.known.slice(0, 100), _DECIMAL))
    if not decimal.any():
        return ids
    filled = mask_of(pc.not_equal(ids.known, ""))
    decimal = mask_of(pc.match_substring_regex(ids.known, _DECIMAL))
    if not decimal[filled].all():
        return ids
    example = str(ids.known[int(decimal.argmax())].as_py())
    answer = account.asking.ask(
        f"decimal_{role}",
        f"{account.source}: every id in {column!r} ends in .0, for example {example!r}, as "
        "spreadsheets write whole numbers beside empty cells.",
        {
            "keep": "keep them as written",
            "whole": f"without the end, so that {example!r} is {example[:-2]!r}",
        },
    )
    if answer == "keep":
        return ids
    into = {written: written[:-2] for written in ids.known.filter(pa.array(decimal)).to_pylist()}
    return _rewritten(ids, into, role, column, "lost its .0", account)


def _rewritten(
    ids: Ids, into: dict[str, str], role: str, column: str, what: str, account: Account
) -> Ids:
    """The ids with some of them written otherwise, and every changed row accounted for."""
    before = ids.known.to_pylist()
    after = [into.get(written, written) for written in before]
    changed = np.array([written in into for written in before])[ids.codes]
    account.repair(
        changed,
        f"rewritten_{role}",
        f"the {role.replace('_', ' ')} {what}",
        "",
        column=column,
        value_of=lambda row: str(before[ids.codes[row]]),
        repaired_to=lambda row: str(after[ids.codes[row]]),
    )
    again: tuple[Array, pa.Array] = encode(pa.chunked_array([pa.array(after, pa.string())]))
    places, known = again
    return Ids(places[ids.codes], known, ids.missing, ids.trimmed, ids.too_long)


def mention_cases(ids: Ids, role: str, column: str, account: Account) -> None:
    """Say so where ids differ only in capitals; they stay apart."""
    lower = pc.utf8_lower(ids.known)
    if lower.equals(ids.known):
        return
    places, folded = encode(pa.chunked_array([lower]))
    if len(folded) == len(ids.known):
        return
    several = np.bincount(places)[places] > 1
    account.mention(
        several[ids.codes] & ~ids.missing,
        f"case_{role}",
        f"ids in {column!r} differ only in capitals and count as different "
        f"{_PEOPLE_OR_ITEMS[role]}",
        "Write them alike if they mean the same.",
    )
