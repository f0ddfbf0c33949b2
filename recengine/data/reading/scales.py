"""Scales: ratings written in words, and marks that stand for *not rated*.

``4 stars``, ``4/5`` and ``★★★★☆`` are numbers in disguise; a 0 beside marks from 1 to 10 mostly
says that nobody rated, and so does a single -1. Each is asked about, since nobody but the file's
owner can know.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Floats, Mask
from recengine.data.coding import only_event
from recengine.data.reading.account import Account
from recengine.data.reading.numbers import Numbers, mask_of, no_marks

_IN_FRONT = r"^(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>/\s*\d+|out of \d+|\p{L}+\.?|)$"
_STARS = r"^[★⭐]+[☆]*$"
_MOST_UNITS = 4
_MOST = 0.9


def is_in_words(cells: pa.ChunkedArray) -> bool:
    """Whether nearly all filled cells are a number and a word, or a row of stars.

    >>> is_in_words(pa.chunked_array([["4 stars", "1 star", "2", ""]]))
    True
    >>> is_in_words(pa.chunked_array([["7 Samurai", "3 Idiots", "8 Women", "2 Guns", "9 Lives"]]))
    False
    """
    filled = _filled(cells).sum()
    numbers, units = _parts(cells)
    understood = (~np.isnan(numbers)).sum()
    return bool(filled and units and len(units) <= _MOST_UNITS and understood >= _MOST * filled)


def numbers_in_words(cells: pa.ChunkedArray, column: str, account: Account) -> Numbers | None:
    """The numbers that cells begin with, or nothing if the words are to stay words."""
    filled = _filled(cells)
    example = str(cells[int(filled.argmax())].as_py())
    answer = account.asking.ask(
        "value_in_words",
        f"{account.source}: {column!r} is written in words, for example {example!r}.",
        {"number": "the number in it counts", "text": "it stays a plain column of words"},
    )
    if answer == "text":
        return None
    floats = _parts(cells)[0]
    in_words = mask_of(pc.match_substring_regex(cells, r"[^\d.,\s]"))
    return Numbers(floats, filled & np.isnan(floats), in_words & ~np.isnan(floats))


def _filled(cells: pa.ChunkedArray) -> Mask:
    return mask_of(pc.not_equal(pc.utf8_trim_whitespace(cells), ""))


def _parts(cells: pa.ChunkedArray) -> tuple[Floats, set[str]]:
    """The number of each cell, NaN where there is none, and the different words behind them."""
    trimmed = pc.utf8_trim_whitespace(cells)
    found = pc.extract_regex(trimmed, _IN_FRONT)
    number = pc.replace_substring(pc.struct_field(found, [0]), ",", ".")
    units = pc.unique(pc.utf8_lower(pc.struct_field(found, [1]))).drop_null().to_pylist()
    numbers = np.array(pc.cast(number, pa.float64()).to_numpy(), dtype=np.float64)
    stars = mask_of(pc.match_substring_regex(trimmed, _STARS))
    if stars.any():
        full = pc.count_substring_regex(trimmed, "[★⭐]").to_numpy()
        numbers = np.where(stars, full, numbers)
        units.append("★")
    return numbers, {unit for unit in units if unit}


def unrated(values: Floats, column: str, account: Account) -> Mask:
    """(n,) ratings that are marks for *not rated*, as somebody says or as is likely.

    A file of play counts, minutes or amounts has no such marks.
    """
    if not np.fmin.reduce(values, initial=np.inf) <= 0 or only_event(values, column) != "rating":
        return no_marks(len(values))
    marked = np.zeros(len(values), dtype=bool)
    known = values[~np.isnan(values)]
    for code, found, likely in (
        ("negative_rating", values < 0, _single_mark(known)),
        ("zero_rating", values == 0, _mostly_zero(known)),
    ):
        if likely is None or not found.any():
            continue
        if _asked(code, f"{found.sum():,} of {len(known):,}", column, account, likely=likely):
            marked |= found
    return marked


def _single_mark(known: Floats) -> bool | None:
    """Whether one negative number stands beside a scale of at least three steps."""
    negative = np.unique(known[known < 0])
    return len(negative) == 1 and len(np.unique(known[known > 0])) > 2


def _mostly_zero(known: Floats) -> bool | None:
    """Whether zeros are as many as marks; no question where 0 is a step of a finer scale."""
    above = known[known > 0]
    if len(above) and (above.min() < 1 or above.max() < 3 or (known < 0).any()):
        return None
    return 2 * int((known == 0).sum()) >= len(known)


def _asked(code: str, how_many: str, column: str, account: Account, *, likely: bool) -> bool:
    meanings = {
        "unrated": "they mean that nobody rated; the rows count without a rating",
        "scale": "they are ratings like the others, at the low end",
    }
    usual = "unrated" if likely else "scale"
    named = "are 0" if code == "zero_rating" else "are below 0"
    answer = account.asking.ask(
        code,
        f"{account.source}: {how_many} ratings in {column!r} {named}.",
        {usual: meanings[usual], **meanings},
    )
    return answer == "unrated"


def leave_unrated(values: Floats, column: str, account: Account) -> Floats:
    """The ratings without marks for *not rated*, and an account of each that went."""
    marked = unrated(values, column, account)
    if not marked.any():
        return values
    account.repair(
        marked,
        "not_rated",
        f"{column!r} holds a mark for 'not rated', so the row counts without a rating",
        "Leave the cell empty to be sure.",
        column=column,
        value_of=lambda row: f"{values[row]:g}",
    )
    return np.where(marked, np.nan, values)
