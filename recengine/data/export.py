"""Export: tables that are safe to open in a spreadsheet."""

from __future__ import annotations

import pandas as pd

#: A cell that starts with one of these would be read as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("Casablanca")
    ("'=1+1", 'Casablanca')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def to_csv(frame: pd.DataFrame) -> str:
    """A frame as CSV; numbers stay numbers, text cannot become a formula.

    >>> to_csv(pd.DataFrame({"title": ["@home"], "score": [-0.5]})).splitlines()
    ['title,score', "'@home,-0.5"]
    """
    safe = frame.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].astype(str).map(safe_cell, na_action="ignore")
    safe.columns = [safe_cell(str(name)) for name in safe.columns]
    # With these line ends a lone return within a cell is quoted and cannot begin a line of its own.
    return safe.to_csv(index=False, lineterminator="\r\n")
