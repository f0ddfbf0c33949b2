"""Ids: text as written, coded once per distinct value, so that trimming touches each id once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array, Mask
from recengine.data.reading.memory import POOL
from recengine.data.reading.numbers import convert, mask_of, no_marks

#: Longer texts are no ids but cells that went wrong.
LONGEST_ID = 1_000


@dataclass(frozen=True, eq=False)
class Ids:
    """A column of ids.

    ``codes`` (n,) places in ``known``; ``missing``, ``trimmed``, ``too_long`` (n,) marks.
    """

    codes: Array
    known: pa.Array
    missing: Mask
    trimmed: Mask
    too_long: Mask

    def categorical(self, keep: Mask) -> pd.Categorical:
        """The ids of the rows in ``keep``, with the distinct ones in order of appearance."""
        if keep.all():
            return _categorical(self.codes, self.known)
        codes = self.codes[keep]
        used = np.flatnonzero(np.bincount(codes, minlength=len(self.known)))
        place = np.full(len(self.known), -1, dtype=np.int32)
        place[used] = np.arange(len(used), dtype=np.int32)
        return _categorical(place[codes], self.known.take(pa.array(used)))

    def texts(self, keep: Mask) -> pd.Series:
        """The ids of the rows in ``keep`` as plain text."""
        taken = self.known.take(pa.array(self.codes[keep]))
        return pd.Series(taken.to_pandas(), dtype="str")

    def where(self, name: str) -> Mask:
        """Rows whose id is ``name``."""
        found = np.asarray(pc.equal(self.known, name).to_numpy(zero_copy_only=False), dtype=bool)
        out: Mask = found[self.codes]
        return out


def code_ids(text: pa.ChunkedArray, *, lower: bool = False) -> Ids:
    """Code a column of text.

    >>> ids = code_ids(pa.chunked_array([["007", " 007", ""]]))
    >>> ids.codes, ids.trimmed, ids.missing
    (array([0, 0, 1], dtype=int32), array([False,  True, False]), array([False, False,  True]))
    """
    codes, known = encode(text)
    trimmed = pc.utf8_trim_whitespace(known)
    changed = _mask(pc.not_equal(trimmed, known))
    final = pc.utf8_lower(trimmed) if lower else trimmed
    again = np.arange(len(known), dtype=np.int32)
    if final.equals(known):
        final = known
    else:
        again, final = encode(pa.chunked_array([final]))
    missing = _mask(pc.equal(final, ""))[again]
    too_long = _mask(pc.greater(pc.binary_length(final), LONGEST_ID))[again]
    trimmed_ids = changed & ~missing
    places = codes if final is known else again[codes]
    return Ids(places, final, *(_rows(marks, codes) for marks in (missing, trimmed_ids, too_long)))


def _rows(marks: Mask, codes: Array) -> Mask:
    """Marks of distinct values as marks of rows; mostly there are none."""
    return marks[codes] if marks.any() else no_marks(len(codes))


def encode(text: pa.ChunkedArray) -> tuple[Array, pa.Array]:
    """Codes (n,) int32 of a column and its distinct values in order of appearance.

    >>> codes, known = encode(pa.chunked_array([["7", "7", "07"]]))
    >>> codes, known.to_pylist()
    (array([0, 0, 1], dtype=int32), ['7', '07'])
    """
    if pa.types.is_dictionary(text.type) and text.num_chunks == 1:
        return np.asarray(text.chunk(0).indices), text.chunk(0).dictionary
    as_numbers = _encode_numbers(text)
    if as_numbers is not None:
        return as_numbers
    chunks = pc.dictionary_encode(text, memory_pool=POOL).chunks
    if not chunks:
        return np.zeros(0, dtype=np.int32), pa.array([], pa.string())
    known = chunks[0].dictionary  # all chunks share one
    return np.concatenate([np.asarray(chunk.indices) for chunk in chunks]), known


def coded(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """The same column with every distinct text kept once: four bytes a row, and what recurs."""
    codes, known = encode(text)
    return pa.chunked_array([pa.DictionaryArray.from_arrays(pa.array(codes), known)])


def cells_like(column: pa.ChunkedArray, text: str) -> Mask:
    """(n,) cells that hold just this text; in a coded column it is looked for once."""
    if not pa.types.is_dictionary(column.type):
        return mask_of(pc.equal(column, text))
    codes, known = encode(column)
    place = pc.index(known, text).as_py()
    return no_marks(len(codes)) if place < 0 else np.equal(codes, place)


def plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column, coded or not, as text."""
    return pc.cast(column, pa.string())


def _encode_numbers(text: pa.ChunkedArray) -> tuple[Array, pa.Array] | None:
    """The same for a column whose texts are just how its numbers are written, otherwise nothing.

    Most ids are such numbers, and numbers are looked up several times faster than texts. Nothing
    is shorter than a number's own digits, so if the texts are as long altogether as their numbers
    written out, then there is no ``007`` or ``+7`` among them that would not come back as it was.
    """
    if text.null_count:
        return None
    try:
        numbers = convert(text, "int64", _decimals)
    except pa.ArrowInvalid:
        return None
    found = pc.dictionary_encode(pa.array(numbers), memory_pool=POOL)
    codes, known = np.asarray(found.indices), pc.cast(found.dictionary, pa.string())
    digits = np.asarray(pc.binary_length(known)).astype(np.uint8)
    written = sum(pc.sum(pc.binary_length(chunk)).as_py() or 0 for chunk in text.chunks)
    return (codes, known) if digits[codes].sum(dtype=np.int64) == written else None


def _decimals(chunk: pa.Array) -> pa.Array:
    """Texts as whole numbers; Arrow would also take ``0x1F``, which is shorter than its digits."""
    letters = chunk.buffers()[2]
    if letters is not None and b"x" in letters.to_pybytes().lower():
        raise pa.ArrowInvalid
    return pc.cast(chunk, pa.int64())


def _categorical(codes: Array, known: pa.Array) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(known.to_pandas(), dtype="str"))


def _mask(condition: pa.Array) -> Mask:
    return np.asarray(condition.to_numpy(zero_copy_only=False), dtype=bool)
