"""Coding: the rows of a table become codes and numbers, sorted by person, then time.

Made for tens of millions of rows, where one more array of floats costs hundreds of megabytes:
nothing is looked up twice, nothing is kept twice, and ids and kinds of event are only ever touched
once for each distinct one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from recengine.arrays import Array, Codes, Floats
from recengine.data.devices import devices_of
from recengine.data.events import (
    EVENT_NAMES,
    IMPRESSION,
    default_weights,
    occurring,
    signals,
    standard_event,
)
from recengine.data.history import History
from recengine.data.units import units_differ, units_of_length
from recengine.errors import Problem, UnusableFile

#: Words in the name of a value column that tell what was measured.
_VALUE_HINTS = {
    "rating": ("rating", "star", "score", "overall", "note", "bewertung", "valor"),
    "play": ("play", "count", "listen", "weight"),
    "purchase": ("quantity", "qty", "units", "menge", "amount"),
    "watch": ("watch", "minutes", "duration", "seconds"),
}
_IN_HISTORIES = ("user_id", "item_id", "event", "timestamp")


@dataclass(frozen=True, eq=False)
class Coded:
    """Events as histories, the columns that histories have no room for, and weights by event."""

    histories: History
    details: pd.DataFrame
    event_weights: dict[str, float]
    problem: Problem | None = None


def code_events(
    events: pd.DataFrame,
    items: pd.DataFrame,
    users: pd.DataFrame,
    value_column: str,
    event_names: Mapping[str, str],
    length_column: str = "",
) -> Coded:
    """Sort events by person and time, and turn ids into their places in ``items`` and ``users``.

    ``event_names`` says what each event of the file counts as, where that is not its usual meaning;
    the names of the columns of values and lengths tell their units.
    """
    people = _codes(events["user_id"], users["user_id"])
    moments = _moments(events["timestamp"]) if "timestamp" in events else None
    starts = np.concatenate(([0], np.cumsum(np.bincount(people, minlength=len(users)))))
    order = by_person_and_time(people, moments)
    del people
    # What needs most memory to make comes first, while there is least beside it.
    times = np.full(len(events), np.nan) if moments is None else seconds(moments[order])
    details = events.drop(columns=[name for name in _IN_HISTORIES if name in events])
    details = details.take(order).reset_index(drop=True)
    item_codes = _codes(events["item_id"], items["item_id"])[order]
    values = np.broadcast_to(np.nan, len(events))
    if "value" in details:
        values = details["value"].to_numpy(dtype=float)
    codes = _event_codes(events, values, value_column, event_names)[order]
    del moments, order
    lengths = _lengths(items, item_codes, units_of_length(value_column, length_column))
    strength = signals(codes, values, lengths)
    problem = None
    if "length" in items:
        watched = codes == EVENT_NAMES.index("watch")
        problem = units_differ(values[watched], lengths[watched], value_column)
    del lengths
    done = codes != EVENT_NAMES.index(IMPRESSION)
    if not done.any():
        raise _nothing_done()
    weights = default_weights({EVENT_NAMES[code] for code in occurring(codes[done])})
    histories = History(
        starts=starts,
        items=item_codes,
        weights=strength,
        events=codes,
        signals=strength,
        times=times,
        n_items=len(items),
        devices=devices_of(details),
    )
    if not done.all():
        shown = histories.counts(~done)
        histories = replace(histories.where(done), shown=shown)
        details = details[done].reset_index(drop=True)
    return Coded(histories.weighted(weights), details, weights, problem)


def _nothing_done() -> UnusableFile:
    return UnusableFile(
        Problem(
            "only_impressions",
            "The events say only what was shown, and nothing that anybody did.",
            "Add events such as clicks, views, purchases or ratings.",
        )
    )


def distinct_ids(ids: pd.Series) -> pd.Index:
    """The ids that occur, as text; of a categorical, only its categories are looked at.

    >>> list(distinct_ids(pd.Series(["b", "a", "b"], dtype="category").iloc[:1]))
    ['b']
    """
    held = _categorical(ids)
    used = np.zeros(len(held.cat.categories), dtype=bool)
    used[held.cat.codes.to_numpy()] = True
    return held.cat.categories[used].astype(str)


def seconds(moments: Array) -> Floats:
    """Moments (datetime64[ms]) as seconds since 1970, NaN where unknown.

    >>> seconds(np.array(["1970-01-01T00:00:01.5", "NaT"], dtype="datetime64[ms]"))
    array([1.5, nan])
    """
    out: Floats = moments.view(np.int64) / 1000.0
    unknown = np.isnat(moments)
    if unknown.any():
        out[unknown] = np.nan
    return out


def by_person_and_time(people: Codes, moments: Array | None) -> Array:
    """Rows by person, then time, then place in the file; an unknown time comes last.

    >>> when = np.array(["2024-01-02", "NaT", "2024-01-01"], dtype="datetime64[ms]")
    >>> by_person_and_time(np.array([1, 0, 1]), when)
    array([1, 2, 0], dtype=int32)
    """
    if moments is None or (moments[1:] >= moments[:-1]).all() or np.isnat(moments).all():
        return stable_order(people)
    ages = moments.view(np.int64) - np.fmin.reduce(moments).view(np.int64)
    unknown = np.isnat(moments)
    ages[unknown] = ages.max(where=~unknown, initial=0) + 1
    order = stable_order(ages)
    del ages
    return order[stable_order(people[order])]


def stable_order(keys: Array) -> Array:
    """Rows in the order of whole numbers from 0 on; equal ones stay as they are.

    NumPy sorts plain integers many times faster than it finds a stable order. So key and place
    are packed into one integer; where both do not fit, the low digits go first, as in any radix
    sort.

    >>> stable_order(np.array([2, 0, 2, 1]))
    array([1, 3, 0, 2], dtype=int32)
    """
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > 63:
        low = stable_order(keys & ((1 << (63 - bits)) - 1))
        high = keys[low] >> (63 - bits)
        return low[stable_order(high)]
    packed = keys.astype(np.int64)
    packed <<= bits
    packed |= np.arange(len(keys), dtype=np.int32)
    packed.sort()
    packed &= (1 << bits) - 1
    return packed.astype(np.int32)


def _categorical(ids: pd.Series) -> pd.Series:
    """Ids as categories, which is what they are in a table that was read."""
    return ids if isinstance(ids.dtype, pd.CategoricalDtype) else ids.astype("category")


def _codes(ids: pd.Series, known: pd.Series) -> Codes:
    """Codes of ``ids`` in ``known``; looks every distinct id up once."""
    held = _categorical(ids)
    to_code = pd.Index(known).get_indexer(held.cat.categories.astype(str)).astype(np.int32)
    out: Codes = to_code[held.cat.codes.to_numpy()]
    return out


def _moments(column: pd.Series) -> Array:
    """(n,) datetime64[ms], not copied where a table holds them so."""
    if not pd.api.types.is_datetime64_dtype(column):
        column = pd.to_datetime(column, errors="coerce")
    out: Array = column.to_numpy().astype("datetime64[ms]", copy=False)
    return out


def _lengths(items: pd.DataFrame, item_codes: Codes, units: float) -> Floats:
    """(n_events,) length of each event's item in the unit of values, of which it has ``units``."""
    if "length" not in items:
        return np.broadcast_to(np.nan, len(item_codes))
    lengths = pd.to_numeric(items["length"], errors="coerce").to_numpy(dtype=float)
    out: Floats = (lengths / units)[item_codes]
    return out


def _event_codes(
    events: pd.DataFrame, values: Floats, value_column: str, event_names: Mapping[str, str]
) -> Array:
    """Standard events; without any they are ratings, play counts or interactions."""
    if "event" not in events:
        only = EVENT_NAMES.index(only_event(values, value_column))
        return np.full(len(events), only, dtype=np.int8)
    held = _categorical(events["event"])
    meant = [
        event_names.get(str(name)) or standard_event(str(name)) for name in held.cat.categories
    ]
    standard = np.array([EVENT_NAMES.index(name) for name in meant], dtype=np.int8)
    out: Array = standard[held.cat.codes.to_numpy()]
    return out


def only_event(values: Floats, column: str) -> str:
    """What the rows of a file without an event column are, judged by its value column."""
    words = column.lower()
    for name, hints in _VALUE_HINTS.items():
        if any(hint in words for hint in hints):
            return name
    known = values[~np.isnan(values)]
    if len(known) == 0:
        return "interaction"
    on_a_scale = known.max() <= 100 and len(np.unique(known[:100_000])) <= 101
    return "rating" if on_a_scale and known.max() > known.min() else "play"
