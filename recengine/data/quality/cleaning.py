"""Cleaning: what is left out of a data set on request, with a line about everything that goes."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from recengine.arrays import Mask
from recengine.data.dataset import Dataset
from recengine.data.quality import marks
from recengine.errors import InvalidSetting, Problem


class Cleaning(BaseModel):
    """What to do with doubtful events. Only clashing ratings are settled without being asked.

    >>> Cleaning(bots="drop").model_dump(exclude_defaults=True)
    {'bots': 'drop'}
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    clashes: Literal["last", "keep"] = Field(
        default="last", description="Of different ratings of one item by one person, the last."
    )
    duplicates: Literal["keep", "drop"] = Field(
        default="keep", description="Events exactly like an earlier one."
    )
    bots: Literal["keep", "drop"] = Field(
        default="keep", description="All events of people who act faster than a person can."
    )
    future_dates: Literal["keep", "drop"] = Field(default="keep", description="Events after today.")
    early_dates: Literal["keep", "drop"] = Field(
        default="keep", description="Events before 1990, as a broken clock writes them."
    )
    lone_events: Literal["keep", "drop"] = Field(
        default="keep", description="Sessions of a single event."
    )


def clean(
    dataset: Dataset, cleaning: Cleaning, *, now: float
) -> tuple[Dataset, tuple[Problem, ...]]:
    """The data set without what ``cleaning`` leaves out, and a sentence on each part.

    ``now`` is in seconds since 1970. Raises ``InvalidSetting`` where nothing would be left.
    """
    parts = _parts(dataset, cleaning, now)
    gone = np.zeros(len(dataset.histories.items), dtype=bool)
    said = []
    for code, what, marked in parts:
        count = int((marked & ~gone).sum())
        gone |= marked
        if count:
            said.append(Problem(f"left_out_{code}", f"{count:,} {what} left out.", count=count))
    if not said:
        return dataset, ()
    if gone.all():
        raise InvalidSetting(
            Problem(
                "nothing_left",
                "With these choices no event would be left.",
                "Keep at least one of these kinds of events.",
            )
        )
    return dataset.keep(~gone), tuple(said)


def _parts(dataset: Dataset, cleaning: Cleaning, now: float) -> list[tuple[str, str, Mask]]:
    parts = []
    if cleaning.clashes == "last":
        what = "earlier ratings that a later one of the same person and item replaces are"
        parts.append(("clashes", what, marks.superseded_ratings(dataset)))
    if cleaning.duplicates == "drop":
        parts.append(("duplicates", "repeated events are", marks.duplicates(dataset)))
    if cleaning.bots == "drop":
        parts.append(("bots", "events of likely bots are", marks.by_bots(dataset)))
    if cleaning.future_dates == "drop":
        parts.append(("future_dates", "events after today are", marks.future(dataset, now)))
    if cleaning.early_dates == "drop":
        parts.append(("early_dates", "events before 1990 are", marks.too_early(dataset)))
    if cleaning.lone_events == "drop":
        parts.append(("lone_events", "lone events are", marks.alone_in_a_session(dataset)))
    return parts
