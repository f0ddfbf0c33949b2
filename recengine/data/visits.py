"""Visits: events of one person without a long pause between them."""

from __future__ import annotations

import numpy as np

from recengine.data.history import History

#: A longer pause ends a visit, as with those who count visits to pages.
PAUSE_SECONDS = 1_800.0


def last_visit(history: History) -> History:
    """One person's last events, back to the first pause; all of them where no time is known.

    >>> last_visit(History.of([4, 2, 7], n_items=9, times=[0.0, 9_000.0, 9_060.0])).items
    array([2, 7], dtype=int32)
    """
    known = ~np.isnan(history.times)
    if not known.any():
        return history
    times = history.times[known]
    breaks = np.flatnonzero(np.diff(times) > PAUSE_SECONDS)
    start = times[breaks[-1] + 1] if len(breaks) else times[0]
    return history.where(known & (history.times >= start))
