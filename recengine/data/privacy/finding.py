"""Finding: which columns of a table are personal, by their names and by their first cells.

Age, gender, country and device are coarse and stay; columns with a role are judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.privacy.categories import Category
from recengine.data.privacy.content import any_match, are_flags, by_content, looks_personal
from recengine.data.privacy.names import by_name
from recengine.data.privacy.vocabulary import DEVICE, EMAIL, IP, NAME, USER_NAME
from recengine.data.tables import Kind, Withheld

#: Rows that are looked at.
_ROWS = 5_000
_NUMBERS = r"^-?(\d{1,13}(\.\d*)?|\d?\.\d+)([eE][+-]?\d+)?$"
_TWO_WORDS = r"^(\p{Lu}[\p{L}'\x{2019}.-]*[ ,]+){1,3}\p{Lu}[\p{L}'\x{2019}-]+$"
#: Names of ids that may be hashes or made up, so the ids themselves decide.
_NO_NAMES = (EMAIL, USER_NAME, DEVICE)
#: Ids of which this share are first and last names.
_NAMED = 0.6


def find_sensitive(table: pa.Table, kind: Kind, roles: Mapping[str, str]) -> tuple[Withheld, ...]:
    """Columns without a role that are personal, in the order of the table.

    ``table`` has columns of text, ``roles`` maps a role to its column.

    >>> table = pa.table({"id": ["7"], "Correo": ["a@example.org"], "religión": [""], "age": ["9"]})
    >>> for found in find_sensitive(table, "users", {"user_id": "id"}):
    ...     print(found.column, "|", found.category, "|", found.special, "|", found.why)
    Correo | e-mail address | False | the name says it
    religión | religion or belief | True | the name says it
    """
    first = table.slice(0, _ROWS)
    found = []
    for column in table.column_names:
        if column not in roles.values():
            judged = _judge(column, first.column(column), kind)
            if judged is not None:
                category, why = judged
                found.append(Withheld(column, category.name, category.special, why))
    return tuple(found)


def personal_ids(column: str, text: pa.ChunkedArray) -> tuple[Category, bool] | None:
    """What ids of people are when they say who somebody is, and whether all of them do.

    >>> category, all_of_them = personal_ids("user", pa.chunked_array([["u1", "a@example.org"]]))
    >>> category.name, all_of_them
    ('e-mail address', False)
    """
    named = by_name(column, "users")
    distinct = pc.unique(pc.cast(text.slice(0, _ROWS), pa.string()))
    distinct = distinct.filter(pc.not_equal(pc.utf8_trim_whitespace(distinct), ""))
    if not len(distinct):
        return None
    if named is not None and named not in _NO_NAMES and _told(named, distinct):
        return named, True
    if pc.any(looks_personal(distinct)).as_py():
        found = by_content(pa.chunked_array([distinct]), "items")
        return found[0] if found else EMAIL, False
    return (NAME, True) if _are_names(pc.utf8_trim_whitespace(distinct)) else None


def _are_names(distinct: pa.Array) -> bool:
    """Whether most ids are capitalised words that do not all begin alike, as ``User One`` does."""
    words = distinct.filter(pc.match_substring_regex(distinct, _TWO_WORDS)).to_pylist()
    beginnings = {text.split()[0] for text in words}
    return len(words) >= _NAMED * len(distinct) and (len(beginnings) > 1 or len(words) == 1)


def _judge(column: str, cells: pa.ChunkedArray, kind: Kind) -> tuple[Category, str] | None:
    named = by_name(column, kind)
    if named is not None and _told(named, cells) and not (not named.special and are_flags(cells)):
        return named, "the name says it"
    if _are_plain_numbers(cells):
        return None
    found = by_content(cells, kind)
    if found is None or (found[0] is IP and "version" in column.lower()):
        return None
    return found[0], f"{found[1]:.0%} of its first cells look like it"


def _told(named: Category, cells: pa.ChunkedArray) -> bool:
    """Whether cells bear a name out that could mean something else."""
    return not named.needs or any_match(cells, named.needs)


def _are_plain_numbers(cells: pa.ChunkedArray) -> bool:
    """Whether all cells are numbers too short for a card; it spares most columns a closer look."""
    return bool(
        pc.all(pc.or_(pc.equal(cells, ""), pc.match_substring_regex(cells, _NUMBERS))).as_py()
    )
