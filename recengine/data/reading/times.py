"""Times: text to moments in UTC, whatever the usual spelling.

Numbers are seconds, milliseconds, microseconds or nanoseconds since 1970 by their size, or
``20240301``. Everything else is rewritten to ISO by a short table of patterns and then parsed; a
time without a zone is taken as UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array, Floats, Mask
from recengine.data.reading.ids import encode
from recengine.data.reading.numbers import convert, mask_of, no_marks
from recengine.data.reading.spellings import milliseconds, parse_spellings

_NUMBER = r"^-?\d+(\.\d+)?$"
_COMPACT = r"^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"
_COMPACT_TIME = r"^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d$"
_NUMERIC_DATE = r"^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?:\d{4}|\d{2})(?:[ ,T].*)?$"
_TAIL = r"(?:,?[ T](?P<rest>\d{1,2}:.*))?$"
#: The last moment that a nanosecond clock can hold; nothing real lies beyond.
_SECONDS = 9_000_000_000
_LAST = np.datetime64("2262-01-01", "ms")
_FIRST = np.datetime64("1678-01-01", "ms")

How = Literal[
    "", "s", "ms", "us", "ns", "mixed units", "compact", "iso", "day first", "month first"
]


@dataclass(frozen=True, eq=False)
class Times:
    """A column read as times.

    ``moments`` (n,) datetime64[ms] in UTC, NaT where there is none; ``unreadable`` (n,) filled
    cells that are no time; ``how`` it was written; ``ambiguous`` where day and month could be
    swapped in every cell, ``odd_unit`` (n,) numbers in another unit than most.
    """

    moments: Array
    unreadable: Mask
    how: How
    ambiguous: bool
    odd_unit: Mask


def parse_times(text: pa.ChunkedArray, *, prefer_day: bool = True) -> Times:
    """Read a column of text as times.

    >>> done = parse_times(pa.chunked_array([["1260759144", "", "soon"]]))
    >>> str(done.moments[0]), done.how, done.unreadable
    ('2009-12-14T02:52:24.000', 's', array([False, False,  True]))
    >>> done = parse_times(pa.chunked_array([["2024-03-04T10:00:00+02:00", "2024-02-30"]]))
    >>> str(done.moments[0]), done.how, done.unreadable
    ('2024-03-04T08:00:00.000', 'iso', array([False,  True]))
    >>> done = parse_times(pa.chunked_array([["03/04/2024", "25/12/2024"]]))
    >>> str(done.moments[0])[:10], done.how, done.ambiguous
    ('2024-04-03', 'day first', False)
    """
    quick = _quickly(text)
    if quick is not None:
        return quick
    if not mask_of(pc.match_substring_regex(text, "[0-9]")).any():
        return _no_times(text)
    trimmed = pc.utf8_trim_whitespace(text)
    filled = mask_of(pc.not_equal(trimmed, ""))
    quick = _quickly(pc.if_else(pa.array(filled), trimmed, pa.scalar(None, pa.string())))
    if quick is not None:
        return quick
    numeric = mask_of(pc.match_substring_regex(trimmed, _NUMBER))
    odd = np.zeros(len(filled), dtype=bool)
    how: How
    ambiguous = False
    moments = np.full(len(filled), np.datetime64("NaT"), dtype="datetime64[ms]")
    if 0 < filled.sum() <= 2 * numeric.sum():
        moments, how, odd = _from_numbers(trimmed, numeric)
        others = filled & ~numeric
        if others.any():
            moments[others] = _from_words(_take(trimmed, others), day_first=prefer_day)
    elif filled.any():
        day_first, ambiguous, how = _order(trimmed, prefer_day=prefer_day)
        moments = _from_words(trimmed, day_first=day_first)
    else:
        how = ""
    outside = (moments > _LAST) | (moments < _FIRST)
    moments[outside] = np.datetime64("NaT")
    return Times(moments, filled & np.isnat(moments), how, ambiguous, odd)


def _no_times(text: pa.ChunkedArray) -> Times:
    """A column without a digit holds no time."""
    filled = mask_of(pc.not_equal(pc.utf8_trim_whitespace(text), ""))
    moments = np.full(len(text), np.datetime64("NaT"), dtype="datetime64[ms]")
    return Times(moments, filled, "", ambiguous=False, odd_unit=np.zeros(len(text), dtype=bool))


def _quickly(text: pa.ChunkedArray) -> Times | None:
    """Columns that are nothing but seconds since 1970, or nothing but ISO."""
    none = no_marks(len(text))
    if len(text) == text.null_count:
        return None
    try:
        numbers = convert(text, "int64", lambda chunk: pc.fill_null(pc.cast(chunk, pa.int64()), 0))
    except pa.ArrowInvalid:
        pass
    else:
        known = mask_of(pc.is_valid(text)) if text.null_count else True
        moments = _from_seconds(numbers, known)
        if moments is None:
            return None
        return Times(moments, none, "s", ambiguous=False, odd_unit=none)
    for kind in (pa.timestamp("us"), pa.timestamp("us", "UTC")):
        try:
            held = convert(text, "datetime64[ms]", partial(pc.cast, target_type=kind))
        except pa.ArrowInvalid:
            continue
        outside = (held > _LAST) | (held < _FIRST)
        held[outside] = np.datetime64("NaT")
        return Times(held, outside, "iso", ambiguous=False, odd_unit=none)
    return None


def _from_seconds(numbers: Array, known: Mask | bool) -> Array | None:
    """Moments of seconds, in the same memory; nothing if they are hardly seconds."""
    least = numbers.min(where=known, initial=_SECONDS + 1)
    most = numbers.max(where=known, initial=-_SECONDS - 1)
    if not -_SECONDS <= least <= most <= _SECONDS or _maybe_compact(least, most):
        return None
    numbers *= 1000
    moments = numbers.view("datetime64[ms]")
    if known is not True:
        moments[~known] = np.datetime64("NaT")
    return moments


def _maybe_compact(least: int, most: int) -> bool:
    """Whether numbers could be ``20240301`` as well."""
    return least >= 19_000_101 and most <= 20_991_231


def _take(text: pa.ChunkedArray, mask: Mask) -> pa.ChunkedArray:
    return text.filter(pa.array(mask))


def _from_numbers(text: pa.ChunkedArray, numeric: Mask) -> tuple[Array, How, Mask]:
    """Moments of the numeric cells, in the unit that their size tells."""
    none = np.zeros(len(numeric), dtype=bool)
    for pattern, form in ((_COMPACT, "%Y%m%d"), (_COMPACT_TIME, "%Y%m%d%H%M%S")):
        if (mask_of(pc.match_substring_regex(text, pattern)) | ~numeric).all():
            parsed = pd.to_datetime(text.to_pandas(), format=form, errors="coerce")
            return milliseconds(parsed), "compact", none
    kept = pc.if_else(pa.array(numeric), text, pa.scalar(None, pa.string()))
    numbers = np.asarray(pc.cast(kept, pa.float64()).to_numpy(), dtype=np.float64)
    unit = _units(numbers)
    usual = int(np.bincount(unit[numeric], minlength=4).argmax())
    # a few cells may be in another unit, but small numbers are small in any unit
    odd = numeric & (unit != usual) & (numbers != 0)
    scale = np.array([1e3, 1.0, 1e-3, 1e-6])[np.where(odd, unit, usual)]
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = numbers * scale
    safe = np.isfinite(scaled) & (np.abs(scaled) < 1e14)
    whole = np.where(safe, scaled, 0.0).round().astype("int64")
    moments = whole.astype("datetime64[ms]")
    moments[~safe] = np.datetime64("NaT")
    names: tuple[How, ...] = ("s", "ms", "us", "ns")
    return moments, "mixed units" if odd.any() else names[usual], odd


def _units(numbers: Floats) -> Array:
    """0 seconds, 1 milliseconds, 2 microseconds, 3 nanoseconds, by size alone."""
    return np.searchsorted(np.array([1e11, 1e14, 1e17]), np.abs(np.nan_to_num(numbers)))


def _order(text: pa.ChunkedArray, *, prefer_day: bool) -> tuple[bool, bool, How]:
    """Whether days come before months, whether that had to be chosen, and its name."""
    parts = pc.extract_regex(text, _NUMERIC_DATE)
    first, second = (_largest(pc.struct_field(parts, [index])) for index in (0, 1))
    if not first:
        return prefer_day, False, "iso"
    if first > 12 or second > 12:
        day_first, ambiguous = first > 12, False
    elif bool(mask_of(pc.match_substring_regex(text, r"(?i)\d\s*[ap]m$")).any()):
        day_first, ambiguous = False, True
    else:
        dotted = bool(mask_of(pc.match_substring_regex(text, r"^\d{1,2}\.\d{1,2}\.")).any())
        day_first, ambiguous = dotted or prefer_day, not dotted
    return day_first, ambiguous, "day first" if day_first else "month first"


def _largest(column: pa.ChunkedArray) -> int:
    found = pc.max(pc.cast(column, pa.int32())).as_py()
    return int(found or 0)


def _from_words(text: pa.ChunkedArray, *, day_first: bool) -> Array:
    """Moments of texts, each distinct one rewritten to ISO and parsed once."""
    codes, distinct = encode(
        text if isinstance(text, pa.ChunkedArray) else pa.chunked_array([text])
    )
    known = milliseconds(parse_spellings(distinct, day_first=day_first))
    out: Array = known[codes]
    return out
