"""Moments: when something happens and on what device, as numbers for a network.

    [sin h, cos h, sin w, cos w, 1]    h, w: hour of the day and day of the week as angles
    [1 at the device, else 0]          the most common ones, and one place for any other

What is unknown is zero.
"""

from __future__ import annotations

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.devices import Devices
from recengine.data.history import SECONDS_PER_DAY, History

#: Numbers that say when.
WHEN = 5
OTHER = "other"
_MOST = 6


def moments(histories: History, events: Array, devices: tuple[str, ...]) -> Floats:
    """(n, 5 + n_devices) the moments of some ``events``."""
    held = histories.devices.take(events) if histories.devices is not None else None
    return np.column_stack([when(histories.times[events]), on(held, devices, len(events))])


def latest_moments(histories: History, devices: tuple[str, ...]) -> Floats:
    """(n_people, 5 + n_devices) the moment of everybody's last event, zeros where there is none."""
    out = np.zeros((len(histories), WHEN + len(devices)))
    some = np.diff(histories.starts) > 0
    out[some] = moments(histories, histories.starts[1:][some] - 1, devices)
    return out


def when(times: Floats) -> Floats:
    """(n, 5) the hour and the weekday of each time as points on a circle, and whether it is known.

    >>> when(np.array([np.nan, 6 * 3600.0]))[:, :2].round(3).tolist()
    [[0.0, 0.0], [1.0, 0.0]]
    """
    known = ~np.isnan(times)
    days = np.nan_to_num(times) / SECONDS_PER_DAY
    turns = 2 * np.pi * np.column_stack([days % 1.0, days / 7.0 % 1.0])
    both = [np.sin(turns[:, 0]), np.cos(turns[:, 0]), np.sin(turns[:, 1]), np.cos(turns[:, 1])]
    return np.column_stack([*both, np.ones(len(times))]) * known[:, None]


def on(devices: Devices | None, among: tuple[str, ...], n: int) -> Floats:
    """(n, n_among) 1 at the device of each event; zeros where it is unknown or none of these.

    >>> on(Devices.of(["tv", "", "watch"]), ("phone", "tv", "other"), 3).tolist()
    [[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    out = np.zeros((n, len(among)))
    if devices is None or not among:
        return out
    places = {name: place for place, name in enumerate(among)}
    rest = places.get(OTHER, -1)
    place = np.array([places.get(name, rest) for name in devices.names] + [-1])[devices.codes]
    known = np.flatnonzero(place >= 0)
    out[known, place[known]] = 1.0
    return out


def common_devices(histories: History) -> tuple[str, ...]:
    """The devices that are told apart, most common first; none where all is on one or unknown.

    >>> from dataclasses import replace
    >>> seen = replace(History.of([0, 1, 0], n_items=2), devices=Devices.of(["tv", "phone", "tv"]))
    >>> common_devices(seen), common_devices(History.of([0], n_items=2))
    (('tv', 'phone'), ())
    """
    if histories.devices is None:
        return ()
    known = histories.devices.codes[histories.devices.codes >= 0]
    counts = np.bincount(known, minlength=len(histories.devices.names))
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    names = [histories.devices.names[code] for code in order]
    if len(names) < 2:
        return ()
    told = [name for name in names if name != OTHER][:_MOST]
    return (*told, OTHER) if len(told) < len(names) else tuple(told)
