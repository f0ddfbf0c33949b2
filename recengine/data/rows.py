"""Rows: columns of text become typed columns under standard names, and every row is judged once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Mask
from recengine.data.account import Account
from recengine.data.events import standard_event
from recengine.data.ids import LONGEST_ID, Ids, code_ids
from recengine.data.numbers import mask_of, parse_numbers
from recengine.data.tables import Kind
from recengine.data.timing import read_times

_NOUNS = {"user_id": "user id", "item_id": "item id"}
#: A cell of more bytes than this is not a description but a file that went wrong.
_LONGEST_CELL = 1_000_000


def type_rows(
    table: pa.Table,
    roles: Mapping[str, str],
    kind: Kind,
    account: Account,
    *,
    decimal_comma: bool,
) -> tuple[pd.DataFrame, set[str]]:
    """Type the columns that have a role; returns usable rows, and roles that proved impossible.

    >>> table = pa.table({"u": ["1", "", "2"], "i": ["7", "7", "8"]})
    >>> account = Account("a.csv", 3, lambda rows: rows + 2, str)
    >>> frame, _ = type_rows(table, {"user_id": "u", "item_id": "i"}, "interactions", account,
    ...                      decimal_comma=False)
    >>> list(frame["user_id"]), account.problems[0].message
    (['1', '2'], 'a.csv, line 3: the user id is missing.')
    """
    _blank_rows(table, account)
    _repeated_headers(table, account)
    _huge_cells(table, account)
    typed: dict[str, Callable[[Mask], object]] = {}
    impossible: set[str] = set()
    event = code_ids(table.column(roles["event"]), lower=True) if "event" in roles else None
    ids = {
        role: code_ids(table.column(roles[role]))
        for role in ("user_id", "item_id")
        if role in roles
    }
    for role, held in ids.items():
        optional = _searches(event, len(held.codes)) if role == "item_id" else None
        _judge_ids(held, role, roles[role], table, account, optional)
    for role, column in roles.items():
        text = table.column(column)
        if role in {"value", "length"}:
            numbers = parse_numbers(text, decimal_comma=decimal_comma)
            judge = _judge_value if role == "value" else _judge_length
            judge(numbers.unreadable, column, text, account)
            account.repair(
                numbers.repaired,
                "number_spelling",
                f"a number in {column!r} has a decimal comma, a currency or the like and was understood",
                "Write numbers as 1234.5 to be sure.",
                column=column,
                value_of=_cell(text),
            )
            typed[role] = numbers.values.__getitem__
        elif role in {"timestamp", "added"}:
            moments = read_times(text, column, account, prefer_day=decimal_comma)
            if moments is None:
                impossible.add(role)
            else:
                typed[role] = moments.__getitem__
    keep_typed = {role: roles[role] for role in roles if role not in impossible}
    merged = np.zeros(table.num_rows, dtype=bool)
    if kind != "interactions":
        key = "item_id" if kind == "items" else "user_id"
        merged = _merge_repeated(ids[key], key, keep_typed[key], account)
    keep = ~(account.refused | account.ignored | merged)
    frame = _frame(table, keep_typed, typed, ids, event, keep, plain_ids=kind != "interactions")
    if kind == "interactions":
        _mention_duplicates(frame, keep, account)
    return frame, impossible


def _frame(
    table: pa.Table,
    roles: Mapping[str, str],
    typed: Mapping[str, Callable[[Mask], object]],
    ids: Mapping[str, Ids],
    event: Ids | None,
    keep: Mask,
    *,
    plain_ids: bool,
) -> pd.DataFrame:
    table = table if keep.all() else table.filter(pa.array(keep))
    data: dict[str, object] = {}
    for role, column in roles.items():
        if role in ids:
            data[role] = ids[role].texts(keep) if plain_ids else ids[role].categorical(keep)
        elif role == "event" and event is not None:
            data[role] = event.categorical(keep)
        elif role in typed:
            data[role] = typed[role](keep)
        else:
            data[role] = table.column(column).to_pandas()
    for name in table.column_names:
        if name not in roles.values():
            data[_free_name(name, data)] = table.column(name).to_pandas()
    return pd.DataFrame(data)


def _free_name(name: str, taken: Mapping[str, object]) -> str:
    """A column keeps its name unless a role bears it."""
    free, suffix = name, 2
    while free in taken:
        free, suffix = f"{name}_{suffix}", suffix + 1
    return free


def _cell(text: pa.ChunkedArray) -> Callable[[int], str]:
    return lambda row: str(text[row].as_py())


def _blank_rows(table: pa.Table, account: Account) -> None:
    blank = np.ones(table.num_rows, dtype=bool)
    for column in table.columns:
        if not blank.any():
            return
        blank &= mask_of(pc.equal(column, ""))
    account.mention(blank, "blank_lines", "the line is blank and was ignored", "")
    account.ignore(blank)


def _repeated_headers(table: pa.Table, account: Account) -> None:
    again = np.ones(table.num_rows, dtype=bool)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if not again.any():
            return
        again &= mask_of(pc.equal(column, name))
    account.refuse(
        again,
        "header_again",
        "the column names stand here again",
        "Remove the line; it comes from joining files.",
    )


def _huge_cells(table: pa.Table, account: Account) -> None:
    for name, column in zip(table.column_names, table.columns, strict=True):
        lengths = pc.binary_length(column)
        if (pc.max(lengths).as_py() or 0) > _LONGEST_CELL:
            account.refuse(
                mask_of(pc.greater(lengths, _LONGEST_CELL)),
                "huge_cell",
                f"a cell in {name!r} holds more than a million characters",
                "Look for a quotation mark that is not closed.",
                column=name,
            )


def _searches(event: Ids | None, rows: int) -> Mask:
    """Rows that are searches; they need no item."""
    if event is None:
        return np.zeros(rows, dtype=bool)
    search = np.array([standard_event(name) == "search" for name in event.known.to_pylist()])
    found: Mask = search[event.codes] if len(search) else np.zeros(rows, dtype=bool)
    return found


def _judge_ids(
    ids: Ids, role: str, column: str, table: pa.Table, account: Account, optional: Mask | None
) -> None:
    noun = _NOUNS[role]
    missing = ids.missing if optional is None else ids.missing & ~optional
    account.refuse(
        missing, f"missing_{role}", f"the {noun} is missing", f"Fill in {column!r}.", column=column
    )
    account.refuse(
        ids.too_long,
        f"long_{role}",
        f"the {noun} is longer than {LONGEST_ID:,} characters",
        "Look for a quotation mark that is not closed.",
        column=column,
    )
    account.repair(
        ids.trimmed,
        f"spaces_{role}",
        f"spaces around the {noun} were removed",
        "",
        column=column,
        value_of=_cell(table.column(column)),
    )


def _judge_value(unreadable: Mask, column: str, text: pa.ChunkedArray, account: Account) -> None:
    account.refuse(
        unreadable,
        "bad_value",
        f"{column!r} is not a finite number",
        "Write a number, or leave the cell empty.",
        column=column,
        value_of=_cell(text),
    )


def _judge_length(unreadable: Mask, column: str, text: pa.ChunkedArray, account: Account) -> None:
    account.repair(
        unreadable,
        "bad_length",
        f"{column!r} is not a number, so the length counts as unknown",
        "Write minutes as a number.",
        column=column,
        value_of=_cell(text),
    )


def _merge_repeated(ids: Ids, role: str, column: str, account: Account) -> Mask:
    """Of rows with the same id only the last stays; the earlier ones count as repaired."""
    usable = np.flatnonzero(~(account.refused | account.ignored))
    last = pd.Series(ids.codes[usable]).duplicated(keep="last").to_numpy()
    merged = np.zeros(len(ids.codes), dtype=bool)
    merged[usable[last]] = True
    account.repair(
        merged,
        f"repeated_{role}",
        f"the same {_NOUNS[role]} comes again further down, and the last row of it was kept",
        "Keep one row for each.",
        column=column,
        value_of=lambda row: str(ids.known[int(ids.codes[row])].as_py()),
    )
    return merged


def _mention_duplicates(frame: pd.DataFrame, keep: Mask, account: Account) -> None:
    again = np.zeros(len(keep), dtype=bool)
    again[np.flatnonzero(keep)[_duplicated(frame)]] = True
    account.mention(
        again,
        "duplicate_rows",
        "the row is exactly like an earlier one; both were kept",
        "Remove repeats at the source if they are not real.",
    )


def _duplicated(frame: pd.DataFrame) -> Mask:
    """Rows like an earlier one; a hash of a few columns spares most rows the full comparison."""
    if frame.empty:
        return np.zeros(0, dtype=bool)
    mixed = np.zeros(len(frame), dtype=np.uint64)
    for name in ("user_id", "item_id", "event", "value", "timestamp"):
        if name in frame:
            mixed = mixed * np.uint64(0x9E3779B97F4A7C15) ^ _bits(frame[name])
            mixed ^= mixed >> np.uint64(29)
    ordered = np.sort(mixed)
    repeated = ordered[1:][ordered[1:] == ordered[:-1]]
    out = np.zeros(len(frame), dtype=bool)
    if len(repeated):
        like = np.isin(mixed, repeated)
        out[like] = frame[like].duplicated().to_numpy()
    return out


def _bits(column: pd.Series) -> np.ndarray:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.uint64)
    return column.to_numpy().view(np.uint64)
