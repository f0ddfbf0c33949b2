"""Timing: a column of times with an account of what could not be read or had to be chosen."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from recengine.arrays import Array
from recengine.data.reading.account import Account
from recengine.data.reading.serials import serial_times
from recengine.data.reading.times import Times, parse_times
from recengine.errors import Problem

_YEAR_1971 = np.datetime64("1971-01-01", "ms")


def read_times(
    text: pa.ChunkedArray, column: str, account: Account, *, prefer_day: bool
) -> Array | None:
    """(n,) datetime64[ms] in UTC, or nothing when no cell is a time.

    >>> account = Account("a.csv", 2, lambda rows: rows + 2, str)
    >>> read_times(pa.chunked_array([["2024-03-04", "soon"]]), "when", account, prefer_day=True)
    array(['2024-03-04T00:00:00.000',                     'NaT'],
          dtype='datetime64[ms]')
    >>> account.problems[0].message
    "a.csv, line 3: 'when' is not a time, so it counts as unknown ('soon')."
    """
    times = parse_times(text, prefer_day=prefer_day)
    if _is_small(times):
        serial = serial_times(text, column, account)
        if serial is not None:
            return serial
    if times.ambiguous:
        times = _as_meant(times, text, column, account)
    if times.unreadable.any() and np.isnat(times.moments).all():
        account.note(
            Problem(
                "not_a_time",
                f"{account.source}: nothing in {column!r} reads as a time, so it is not one.",
                "Write times as 2024-03-04T15:30:00.",
                column=column,
            )
        )
        return None
    account.repair(
        times.unreadable,
        "bad_time",
        f"{column!r} is not a time, so it counts as unknown",
        "Write times as 2024-03-04T15:30:00.",
        column=column,
        value_of=lambda row: str(text[row].as_py()),
    )
    account.repair(
        times.odd_unit,
        "time_unit",
        f"{column!r} is in another unit than most and was converted",
        "Use one unit for all times.",
        column=column,
        value_of=lambda row: str(text[row].as_py()),
    )
    account.note(_early(times, column, account.source))
    return times.moments


def _as_meant(times: Times, text: pa.ChunkedArray, column: str, account: Account) -> Times:
    """Dates that can be read both ways, as somebody says or as most of the world writes them."""
    example = next(str(cell) for cell in text.to_pylist() if cell and cell.strip())
    meanings = {"day_first": "the day comes first", "month_first": "the month comes first"}
    usual = times.how.replace(" ", "_")
    options = {usual: meanings[usual], **meanings}
    chosen = account.asking.ask(
        "dates",
        f"{account.source}: every date in {column!r} can be read both ways, for example "
        f"{example!r}.",
        options,
    )
    return times if chosen == usual else parse_times(text, prefer_day=chosen == "day_first")


def _early(times: Times, column: str, source: str) -> Problem | None:
    """Small numbers keep their order but say nothing about dates."""
    if not _is_small(times):
        return None
    return Problem(
        "early_times",
        f"{source}: the numbers in {column!r} are too small for dates; only their order is used.",
        "If dates are known, write them as 2024-03-04T15:30:00.",
        column=column,
    )


def _is_small(times: Times) -> bool:
    """Whether all times are numbers that would lie in the first year of the clock."""
    return times.how == "s" and bool(np.fmax.reduce(times.moments) < _YEAR_1971)
