"""Judging: which rows of a table cannot be used, and why."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Mask
from recengine.data.events import standard_event
from recengine.data.reading.account import Account
from recengine.data.reading.ids import LONGEST_ID, Ids, cells_like, encode, plain
from recengine.data.reading.numbers import mask_of

NOUNS = {"user_id": "user id", "item_id": "item id"}
_ROUNDED = r"^\d(\.\d+)?[eE]\+\d+$"
#: A cell of more bytes than this is not a description but a file that went wrong.
_LONGEST_CELL = 1_000_000


def blank_rows(table: pa.Table, account: Account) -> None:
    """Ignore rows without any content."""
    blank = np.ones(table.num_rows, dtype=bool)
    for column in table.columns:
        if not blank.any():
            return
        blank &= cells_like(column, "")
    account.mention(blank, "blank_lines", "the line is blank and was ignored", "")
    account.ignore(blank)


def repeated_headers(table: pa.Table, account: Account) -> None:
    """Refuse rows that are the header again."""
    again = np.ones(table.num_rows, dtype=bool)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if not again.any():
            return
        again &= cells_like(column, name)
    account.refuse(
        again,
        "header_again",
        "the column names stand here again",
        "Remove the line; it comes from joining files.",
    )


def huge_cells(table: pa.Table, account: Account) -> None:
    """Refuse rows with a cell that is no cell."""
    for name, column in zip(table.column_names, table.columns, strict=True):
        is_coded = pa.types.is_dictionary(column.type)
        texts = encode(column)[1] if is_coded else column
        if (pc.max(pc.binary_length(texts)).as_py() or 0) > _LONGEST_CELL:
            account.refuse(
                mask_of(pc.greater(pc.binary_length(plain(column)), _LONGEST_CELL)),
                "huge_cell",
                f"a cell in {name!r} holds more than a million characters",
                "Look for a quotation mark that is not closed.",
                column=name,
            )


def searches(event: Ids | None, rows: int) -> Mask:
    """Rows that are searches; they need no item."""
    if event is None:
        return np.zeros(rows, dtype=bool)
    search = np.array([standard_event(name) == "search" for name in event.known.to_pylist()])
    found: Mask = search[event.codes] if len(search) else np.zeros(rows, dtype=bool)
    return found


def judge_ids(
    ids: Ids, role: str, column: str, table: pa.Table, account: Account, optional: Mask | None
) -> None:
    """Refuse rows without a usable id; a row marked in ``optional`` needs none."""
    noun = NOUNS[role]
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
        value_of=cell_of(table.column(column)),
        repaired_to=cell_of(table.column(column), trimmed=True),
    )
    damaged = mask_of(pc.match_substring_regex(ids.known, _ROUNDED))
    if damaged.any():
        account.mention(
            damaged[ids.codes] & ~ids.missing,
            f"damaged_{role}",
            f"the {noun} looks rounded by a spreadsheet, as in 1.2E+15, so that several may have "
            "become one",
            "Export it again with that column as text.",
        )


def judge_value(unreadable: Mask, column: str, text: pa.ChunkedArray, account: Account) -> None:
    """Refuse rows whose value is no number."""
    account.refuse(
        unreadable,
        "bad_value",
        f"{column!r} is not a finite number",
        "Write a number, or leave the cell empty.",
        column=column,
        value_of=cell_of(text),
    )


def judge_length(unreadable: Mask, column: str, text: pa.ChunkedArray, account: Account) -> None:
    """Count an unreadable length as unknown."""
    account.repair(
        unreadable,
        "bad_length",
        f"{column!r} is not a number, so the length counts as unknown",
        "Write minutes as a number.",
        column=column,
        value_of=cell_of(text),
    )


def cell_of(text: pa.ChunkedArray, *, trimmed: bool = False) -> Callable[[int], str]:
    """The text of one cell of a column, for a sentence."""
    return lambda row: str(text[row].as_py()).strip() if trimmed else str(text[row].as_py())
