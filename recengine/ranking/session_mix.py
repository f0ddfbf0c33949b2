"""Short-term session against long-term taste: how much of a history the last visit makes up.

    weight(e)  <-  weight(e) share (S + L) / S         for events of the last visit
    weight(e)  <-  weight(e) (1 - share) (S + L) / L   for the others

S and L are the sizes of the weights of either together, so that afterwards the visit is ``share``
of the whole. All is then divided by the larger of the two factors: no event counts for more than
it did, and a single one can outweigh years only by their being turned down. A visit ends with a
pause of more than ``pause_minutes``; who has but one visit, or no times, is left as they are.

Covington, Adams and Sargin (2016) on recent against earlier watches. Deep neural networks for
YouTube recommendations. RecSys '16.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from recengine.arrays import Floats, Mask
from recengine.data.history import History

#: A longer pause begins a new visit; half an hour is what web analytics count by.
PAUSE_MINUTES = 30.0


def mix_session(
    histories: History, share: float, *, pause_minutes: float = PAUSE_MINUTES
) -> History:
    """The same events, those of everybody's last visit being ``share`` of the whole.

    >>> day = 86_400.0
    >>> history = History.of([0, 1, 2], n_items=3, times=[0.0, day, 9 * day])
    >>> mix_session(history, 0.5).weights
    array([0.5, 0.5, 1. ])
    """
    last = last_visit(histories, pause_minutes=pause_minutes)
    sizes = np.abs(histories.weights)
    visit, before = (_sums(histories, np.where(part, sizes, 0.0)) for part in (last, ~last))
    of_visit, of_before = share * before, (1 - share) * visit  # both factors times S L / (S + L)
    largest = np.maximum(of_visit, of_before)
    mixed = (visit > 0) & (before > 0) & (largest > 0)
    rows = histories.rows
    factors = np.where(last, of_visit[rows], of_before[rows])
    np.divide(factors, largest[rows], out=factors, where=mixed[rows])
    return replace(histories, weights=histories.weights * np.where(mixed[rows], factors, 1.0))


def last_visit(histories: History, *, pause_minutes: float = PAUSE_MINUTES) -> Mask:
    """(n_events,) which events belong to everybody's last visit; all, where times are unknown."""
    pauses = np.diff(histories.times, prepend=np.nan)
    begins = histories.firsts | (pauses > pause_minutes * 60.0)
    visits = np.cumsum(begins)
    ends = histories.starts[1:][np.diff(histories.starts) > 0] - 1
    last_of = np.zeros(len(histories), dtype=visits.dtype)
    last_of[histories.rows[ends]] = visits[ends]
    out: Mask = visits == last_of[histories.rows]
    return out


def _sums(histories: History, values: Floats) -> Floats:
    sums = np.bincount(histories.rows, values, minlength=len(histories))
    return sums.astype(float)
