"""Repeats: items or people described twice, and interactions that are exactly alike."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recengine.arrays import Array, Mask
from recengine.data.reading.account import Account
from recengine.data.reading.ids import Ids
from recengine.data.reading.judging import NOUNS

_BLOCK_ROWS = 1 << 18


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
    hashed = _hashes_and_rows(frame)
    hashed.sort()
    alike = np.zeros(len(hashed), dtype=bool)
    for begin in range(0, len(hashed) - 1, _BLOCK_ROWS):
        block = hashed[begin : begin + _BLOCK_ROWS + 1] >> np.uint64(32)
        alike[begin : begin + len(block) - 1] |= block[1:] == block[:-1]
    alike[1:] |= alike[:-1].copy()
    rows = np.sort(hashed[alike].astype(np.uint32))
    out = np.zeros(len(frame), dtype=bool)
    out[rows] = frame.iloc[rows].duplicated().to_numpy()
    return out


def _hashes_and_rows(frame: pd.DataFrame) -> Array:
    """(n,) uint64, a hash that is equal for equal rows above the row's place, made in blocks."""
    out = np.empty(len(frame), dtype=np.uint64)
    odd, half = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
    for begin in range(0, len(frame), _BLOCK_ROWS):
        block = frame[begin : begin + _BLOCK_ROWS]
        mixed = np.zeros(len(block), dtype=np.uint64)
        for name in ("user_id", "item_id", "event", "value", "timestamp"):
            if name in frame:
                mixed = mixed * odd ^ _bits(block[name])
                mixed ^= mixed >> np.uint64(29)
        end = begin + len(block)
        out[begin:end] = (mixed * odd) >> half << half | np.arange(begin, end, dtype=np.uint64)
    return out


def _bits(column: pd.Series) -> Array:
    """A column of codes, numbers or times as integers that are equal where it is."""
    plain = column.cat.codes if isinstance(column.dtype, pd.CategoricalDtype) else column
    held: Array = plain.to_numpy()
    return held.astype(np.uint64) if held.itemsize < 8 else held.view(np.uint64)
