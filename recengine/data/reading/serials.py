"""Serials: dates as spreadsheets count them, in days since the last day but one of 1899.

    moment = 1899-12-30 + serial days,    the fraction of a day is the time of day

45,000.25 is 6 in the morning of 2023-03-15. Numbers in that range may as well be a plain count,
so they are asked about.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from recengine.arrays import Array, Floats
from recengine.data.reading.account import Account
from recengine.data.reading.names import fold
from recengine.data.reading.numbers import parse_numbers

#: 1970-01-01 and 2100-01-01.
FIRST, LAST = 25_569.0, 73_051.0
_SECONDS_PER_DAY = 86_400
_DATE_WORDS = ("date", "datum", "fecha", "data", "day", "tag", "jour", "dia")


def are_serials(numbers: Floats) -> bool:
    """Whether all numbers could be days of our time as a spreadsheet counts them.

    >>> are_serials(np.array([45_000.25, np.nan])), are_serials(np.array([1.5e9]))
    (True, False)
    """
    known = ~np.isnan(numbers)
    least = numbers.min(where=known, initial=np.inf)
    most = numbers.max(where=known, initial=-np.inf)
    return bool(FIRST <= least <= most < LAST)


def moments_of(numbers: Floats) -> Array:
    """(n,) datetime64[ms] of serial days, to the second.

    >>> moments_of(np.array([45_000.25, np.nan])).astype(str).tolist()
    ['2023-03-15T06:00:00.000', 'NaT']
    """
    known = ~np.isnan(numbers)
    seconds = np.round((np.where(known, numbers, FIRST) - FIRST) * _SECONDS_PER_DAY)
    out: Array = (seconds.astype(np.int64) * 1_000).astype("datetime64[ms]")
    out[~known] = np.datetime64("NaT")
    return out


def serial_times(text: pa.ChunkedArray, column: str, account: Account) -> Array | None:
    """(n,) moments of a column of serial days; nothing where it holds, or means, something else."""
    numbers = parse_numbers(text).floats
    if not are_serials(numbers):
        return None
    known = numbers[~np.isnan(numbers)]
    example = f"{known[0]:.10g}"
    meanings = {
        "days": f"days as a spreadsheet counts them: {example} is {moments_of(known[:1])[0]}"[:-4],
        "count": "a plain count, of which only the order is used",
    }
    named = any(word in fold(column) for word in _DATE_WORDS)
    usual = "days" if named or (known != np.floor(known)).any() else "count"
    answer = account.asking.ask(
        "serial_dates",
        f"{account.source}: {column!r} holds numbers such as {example}.",
        {usual: meanings[usual], **meanings},
    )
    if answer == "count":
        return None
    moments = moments_of(numbers)
    account.repair(
        ~np.isnan(numbers),
        "serial_date",
        f"{column!r} is a day as a spreadsheet counts it and was converted",
        "Write times as 2024-03-04T15:30:00 to be sure.",
        column=column,
        value_of=lambda row: str(text[row].as_py()),
        repaired_to=lambda row: str(moments[row]),
    )
    return moments
