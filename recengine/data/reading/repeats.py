"""Repeats: items or people described twice, and interactions that are exactly alike."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recengine.arrays import Array, Mask
from recengine.data.reading.account import Account
from recengine.data.reading.ids import Ids
from recengine.data.reading.judging import NOUNS
from recengine.data.reading.numbers import no_marks

_BLOCK_ROWS = 1 << 18
#: Hashes that repeat are looked up by so many of their 32 bits, in a table of 32 MB.
_TABLE_BITS = 25


def merge_repeated(ids: Ids, role: str, column: str, account: Account) -> Mask:
    """Of rows with the same id only the last stays; the earlier ones count as repaired."""
    usable = np.flatnonzero(~(account.refused | account.ignored))
    last = pd.Series(ids.codes[usable]).duplicated(keep="last").to_numpy()
    merged = np.zeros(len(ids.codes), dtype=bool)
    merged[usable[last]] = True
    account.repair(
        merged,
        f"repeated_{role}",
        f"the same {NOUNS[role]} comes again further down, and the last row of it was kept",
        "Keep one row for each.",
        column=column,
        value_of=lambda row: str(ids.known[int(ids.codes[row])].as_py()),
    )
    return merged


def mention_duplicates(frame: pd.DataFrame, keep: Mask, account: Account) -> None:
    """Say how many interactions occur more than once; they stay, since they may be real."""
    repeated = _duplicated(frame)
    if not repeated.any():
        return
    again = np.zeros(len(keep), dtype=bool)
    again[keep] = repeated
    account.mention(
        again,
        "duplicate_rows",
        "the row is exactly like an earlier one; both were kept",
        "Remove repeats at the source if they are not real.",
    )


def _duplicated(frame: pd.DataFrame) -> Mask:
    """Rows like an earlier one; a hash of a few columns spares most rows the full comparison."""
    hashes = _hashes(frame)
    ordered = np.sort(hashes)
    repeated = ordered[1:][ordered[1:] == ordered[:-1]]
    del ordered
    if not len(repeated):
        return no_marks(len(frame))
    perhaps = np.zeros(1 << _TABLE_BITS, dtype=bool)
    perhaps[repeated >> (32 - _TABLE_BITS)] = True
    like = perhaps[hashes >> (32 - _TABLE_BITS)]
    out = np.zeros(len(frame), dtype=bool)
    out[like] = frame[like].duplicated().to_numpy()
    return out


def _hashes(frame: pd.DataFrame) -> Array:
    """(n,) uint32, equal for equal rows; made block by block, since 64 bits are needed between."""
    out = np.empty(len(frame), dtype=np.uint32)
    for begin in range(0, len(frame), _BLOCK_ROWS):
        block = frame[begin : begin + _BLOCK_ROWS]
        mixed = np.zeros(len(block), dtype=np.uint64)
        for name in ("user_id", "item_id", "event", "value", "timestamp"):
            if name in frame:
                mixed = mixed * np.uint64(0x9E3779B97F4A7C15) ^ _bits(block[name])
                mixed ^= mixed >> np.uint64(29)
        out[begin : begin + len(block)] = (mixed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)
    return out


def _bits(column: pd.Series) -> Array:
    """A column of codes, numbers or times as integers that are equal where it is."""
    plain = column.cat.codes if isinstance(column.dtype, pd.CategoricalDtype) else column
    held: Array = plain.to_numpy()
    return held.astype(np.uint64) if held.itemsize < 8 else held.view(np.uint64)
