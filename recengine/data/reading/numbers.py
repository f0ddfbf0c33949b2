"""Numbers: text to float64, with everything that is not a finite number pointed out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array, Floats, Mask

_PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_MONEY = r"^(?:[$€£¥]|EUR|USD|GBP|CHF)\s*|\s*(?:[$€£¥]|EUR|USD|GBP|CHF|%)$"
#: Beyond this no rating, count or duration is meant.
_LARGEST = 1e15


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column read as numbers.

    ``floats`` (n,) NaN where there is none; ``unreadable`` (n,) text that is no finite number;
    ``repaired`` (n,) where a decimal comma, thousands, a currency or a truth value was understood.
    """

    floats: Floats
    unreadable: Mask
    repaired: Mask


def parse_numbers(text: pa.ChunkedArray, *, decimal_comma: bool = False) -> Numbers:
    """Read a column of text as numbers.

    >>> done = parse_numbers(pa.chunked_array([["4.5", "", "inf", "good", "$1,200"]]))
    >>> done.floats, done.unreadable
    (array([   4.5,    nan,    nan,    nan, 1200. ]), array([False, False,  True,  True, False]))
    >>> parse_numbers(pa.chunked_array([["1,5"]]), decimal_comma=True).floats
    array([1.5])
    """
    filled: Mask | bool = True
    repaired = no_marks(len(text))
    try:
        values = convert(text, "float64", lambda chunk: pc.cast(chunk, pa.float64()))
        if len(values) and -_LARGEST <= values.min() <= values.max() <= _LARGEST:
            return Numbers(values, repaired, repaired)
    except pa.ArrowInvalid:
        trimmed = pc.utf8_trim_whitespace(text)
        filled = mask_of(pc.not_equal(trimmed, ""))
        try:
            values = _floats(trimmed)
        except pa.ArrowInvalid:
            values, repaired = _mixed(trimmed, decimal_comma=decimal_comma)
    wrong = filled & ~(np.abs(values) <= _LARGEST)
    values[wrong] = np.nan
    return Numbers(values, wrong, repaired & ~wrong)


def convert(text: pa.ChunkedArray, kind: str, to: Callable[[pa.Array], pa.Array]) -> Array:
    """A column converted chunk by chunk into one array, so that all rows never exist twice."""
    out = np.empty(len(text), dtype=kind)
    begin = 0
    for chunk in text.chunks:
        end = begin + len(chunk)
        out[begin:end] = to(chunk).to_numpy(zero_copy_only=False)
        begin = end
    return out


def no_marks(rows: int) -> Mask:
    """A mask that marks nothing and takes one byte, however many rows there are."""
    return np.broadcast_to(np.False_, rows)


def mask_of(condition: pa.ChunkedArray) -> Mask:
    """A condition as a NumPy mask, false where it is null."""
    return np.asarray(pc.fill_null(condition, fill_value=False), dtype=bool)


def _floats(text: pa.ChunkedArray) -> Floats:
    filled = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    return np.array(pc.cast(filled, pa.float64()).to_numpy(), dtype=np.float64)


def _mixed(text: pa.ChunkedArray, *, decimal_comma: bool) -> tuple[Floats, Mask]:
    """Cell by cell: plain numbers as they are, known spellings tidied, the rest NaN."""
    plain = pc.match_substring_regex(text, _PLAIN)
    tidy = _tidy(text, decimal_comma=decimal_comma)
    readable = pc.match_substring_regex(tidy, _PLAIN)
    values = _floats(pc.if_else(readable, tidy, ""))
    return values, mask_of(readable) & ~mask_of(plain)


def _tidy(text: pa.ChunkedArray, *, decimal_comma: bool) -> pa.ChunkedArray:
    bare = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, _MONEY, ""))
    if decimal_comma:
        grouped = r"^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$"
        mark = pc.and_(pc.match_substring_regex(bare, grouped), pc.match_substring(bare, ","))
        bare = pc.if_else(mark, pc.replace_substring(bare, ".", ""), bare)
        english = pc.match_substring_regex(bare, r"^[+-]?\d{1,3}(,\d{3})+\.\d+$")
        bare = pc.if_else(english, pc.replace_substring(bare, ",", ""), bare)
        single = pc.match_substring_regex(bare, r"^[+-]?\d*,\d+$")
        bare = pc.if_else(single, pc.replace_substring(bare, ",", "."), bare)
    else:
        grouped = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
        mark = pc.match_substring_regex(bare, grouped)
        bare = pc.if_else(mark, pc.replace_substring(bare, ",", ""), bare)
    lower = pc.utf8_lower(bare)
    bare = pc.if_else(pc.equal(lower, "true"), "1", bare)
    return pc.if_else(pc.equal(lower, "false"), "0", bare)
