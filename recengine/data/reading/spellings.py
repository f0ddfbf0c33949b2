"""Spellings of dates: each usual one is rewritten to ISO by a table of patterns, then parsed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array
from recengine.data.reading.numbers import mask_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_spellings(text: pa.Array, *, day_first: bool) -> pd.Series:
    """Moments of texts in UTC, missing where a text is no time.

    >>> str(parse_spellings(pa.array(["4 March 2024, 3:15 PM"]), day_first=True)[0])
    '2024-03-04 15:15:00'
    """
    iso = _to_iso(text, day_first=day_first)
    afternoon = mask_of(pc.match_substring_regex(iso, r"(?i)[^a-z]p\.?m\.?$"))
    morning = mask_of(pc.match_substring_regex(iso, r"(?i)[^a-z]a\.?m\.?$"))
    bare = pc.replace_substring_regex(iso, r"(?i)\s*[ap]\.?m\.?$", "")
    bare = pc.replace_substring_regex(bare, r":60(\.\d+)?(Z|[+-][\d:]+)?$", r":59\2")
    shaped = pc.match_substring_regex(bare, r"^\d{4}-\d{2}(-\d{2})?([ T]\d{1,2}(:\d{2})*.*)?$")
    bare = pc.if_else(shaped, bare, "")
    parsed = pd.to_datetime(
        pd.Series(bare.to_pylist(), dtype=object), format="ISO8601", errors="coerce", utc=True
    ).dt.tz_localize(None)
    hour = parsed.dt.hour.to_numpy()
    shift = np.where(afternoon & (hour < 12), 12, 0) - np.where(morning & (hour == 12), 12, 0)
    moved: pd.Series = parsed + pd.to_timedelta(shift, unit="h")
    return moved


def _to_iso(text: pa.Array, *, day_first: bool) -> pa.Array:
    """Rewrite the usual spellings to ``YYYY-MM-DD[ time]``; others stay as they are."""
    out = pc.utf8_trim_whitespace(text)
    out = pc.replace_substring_regex(out, r"(?i)^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", "")
    for number, month in enumerate(_MONTHS, start=1):
        out = pc.replace_substring_regex(out, rf"(?i)\b{month}[a-z]*\.?\b", f"{number:02d}M")
    two = r"\2-\1" if day_first else r"\1-\2"
    rules = (
        (r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b", r"\1-\2-\3"),
        (r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b,?", rf"\3-{two}"),
        (r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})\b,?", rf"20\3-{two}"),
        (r"^(\d{1,2})\.?[ -](\d\d)M[ ,-]\s*(\d{4})\b,?", r"\3-\2-\1"),
        (r"^(\d\d)M?[ ](\d{1,2}),[ ]?(\d{4})\b,?", r"\3-\1-\2"),
        (r"^(\d\d)M[ ](\d{1,2})[ ](\d{4})\b,?", r"\3-\1-\2"),
        (r"^(\d\d)M[ ](\d{1,2})[ ](\d\d:\S+)[ ]([+-]\d{4})[ ](\d{4})$", r"\5-\1-\2 \3\4"),
        (r"^(\d{4})-(\d)-", r"\1-0\2-"),
        (r"^(\d{4}-\d\d)-(\d)\b", r"\1-0\2"),
        (r"[ T](\d):", r" 0\1:"),
        (r"\s+(?:UTC|GMT)$", "Z"),
        (r"(\d) ([+-]\d\d:?\d\d)$", r"\1\2"),
        (r",(\d{1,9})(Z|[+-][\d:]+)?$", r".\1\2"),
    )
    for pattern, rewrite in rules:
        out = pc.replace_substring_regex(out, pattern, rewrite)
    return out


def milliseconds(parsed: pd.Series) -> Array:
    """Moments as datetime64[ms]."""
    out: Array = parsed.to_numpy(dtype="datetime64[ms]").copy()
    return out
