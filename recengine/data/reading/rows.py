"""Rows: columns of text become typed columns under standard names, and every row is judged once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from recengine.arrays import Array, Mask
from recengine.data.reading.account import Account
from recengine.data.reading.alike import ids_as_meant, mention_cases
from recengine.data.reading.ids import Ids, code_ids
from recengine.data.reading.judging import (
    blank_rows,
    cell_of,
    huge_cells,
    judge_ids,
    judge_length,
    judge_value,
    repeated_headers,
    searches,
)
from recengine.data.reading.numbers import Numbers, parse_numbers
from recengine.data.reading.repeats import mention_duplicates, merge_repeated
from recengine.data.reading.scales import is_in_words, leave_unrated, numbers_in_words
from recengine.data.reading.timing import read_times
from recengine.data.tables import ROLES, Kind

_NUMBERS = frozenset({"value", "length"})
_TIMES = frozenset({"timestamp", "added"})
_FIRST_ROWS = 1_000


def type_rows(
    table: pa.Table,
    roles: Mapping[str, str],
    kind: Kind,
    account: Account,
    *,
    decimal_comma: bool,
    without: Collection[str] = (),
) -> tuple[pd.DataFrame, set[str]]:
    """Type the columns that have a role; returns usable rows, and roles that proved impossible.

    Columns in ``without`` count for which rows are blank, and are not among the usable ones.

    >>> table = pa.table({"u": ["1", "", "2"], "i": ["7", "7", "8"]})
    >>> account = Account("a.csv", 3, lambda rows: rows + 2, str)
    >>> frame, _ = type_rows(table, {"user_id": "u", "item_id": "i"}, "interactions", account,
    ...                      decimal_comma=False)
    >>> list(frame["user_id"]), account.problems[0].message
    (['1', '2'], 'a.csv, line 3: the user id is missing.')
    """
    blank_rows(table, account)
    repeated_headers(table, account)
    huge_cells(table, account)
    event = code_ids(table.column(roles["event"]), lower=True) if "event" in roles else None
    ids = _judged_ids(table, roles, event, account)
    typed = {
        role: _type(role, table.column(column), column, account, decimal_comma=decimal_comma)
        for role, column in roles.items()
        if role in _NUMBERS or role in _TIMES
    }
    if event is None and (ratings := typed.get("value")) is not None:
        typed["value"] = leave_unrated(ratings, roles["value"], account)
    impossible = {role for role, held in typed.items() if held is None}
    possible = {role: column for role, column in roles.items() if role not in impossible}
    merged = np.zeros(table.num_rows, dtype=bool)
    if kind != "interactions":
        key = "item_id" if kind == "items" else "user_id"
        merged = merge_repeated(ids[key], key, possible[key], account)
    keep = ~(account.refused | account.ignored | merged)
    frame = _frame(table.drop_columns(list(without)), possible, typed, ids, event, keep, kind)
    if kind == "interactions":
        mention_duplicates(frame, keep, account)
    return frame, impossible


def _judged_ids(
    table: pa.Table, roles: Mapping[str, str], event: Ids | None, account: Account
) -> dict[str, Ids]:
    ids: dict[str, Ids] = {}
    for role in ("user_id", "item_id"):
        if role in roles:
            ids[role] = code_ids(table.column(roles[role]))
            optional = searches(event, table.num_rows) if role == "item_id" else None
            judge_ids(ids[role], role, roles[role], table, account, optional)
            ids[role] = ids_as_meant(ids[role], role, roles[role], account)
            mention_cases(ids[role], role, roles[role], account)
    return ids


def _type(
    role: str, text: pa.ChunkedArray, column: str, account: Account, *, decimal_comma: bool
) -> Array | None:
    """A column as numbers or moments; nothing when it cannot be that."""
    if role in _TIMES:
        return read_times(text, column, account, prefer_day=decimal_comma)
    numbers: Numbers | None
    if role == "value" and is_in_words(text.slice(0, _FIRST_ROWS)):
        numbers = numbers_in_words(text, column, account)
        if numbers is None:
            return None
    else:
        numbers = parse_numbers(text, decimal_comma=decimal_comma)
    judge = judge_value if role == "value" else judge_length
    judge(numbers.unreadable, column, text, account)
    account.repair(
        numbers.repaired,
        "number_spelling",
        f"a number in {column!r} is written with a comma, a currency, a word or the like",
        "Write numbers as 1234.5 to be sure.",
        column=column,
        value_of=cell_of(text),
        repaired_to=lambda row: f"{numbers.floats[row]:.15g}",
    )
    return numbers.floats


def _frame(
    table: pa.Table,
    roles: Mapping[str, str],
    typed: Mapping[str, Array | None],
    ids: Mapping[str, Ids],
    event: Ids | None,
    keep: Mask,
    kind: Kind,
) -> pd.DataFrame:
    plain_ids = kind != "interactions"
    whole = bool(keep.all())
    table = table if whole else table.filter(pa.array(keep))
    data: dict[str, object] = {}
    for role, column in roles.items():
        if role in ids:
            data[role] = ids[role].texts(keep) if plain_ids else ids[role].categorical(keep)
        elif role == "event" and event is not None:
            data[role] = event.categorical(keep)
        elif (held := typed.get(role)) is not None:
            data[role] = held if whole else held[keep]
        else:
            data[role] = table.column(column).to_pandas()
    for name in table.column_names:
        if name not in roles.values():
            data[_free_name(name, {*ROLES[kind], *data})] = table.column(name).to_pandas()
    return pd.DataFrame(data, copy=False)


def _free_name(name: str, taken: Collection[str]) -> str:
    """A column keeps its name unless it is a role's: text must never pass for moments or numbers.

    >>> _free_name("timestamp", {"timestamp"})
    'timestamp_2'
    """
    free, suffix = name, 2
    while free in taken:
        free, suffix = f"{name}_{suffix}", suffix + 1
    return free
