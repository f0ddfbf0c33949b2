"""Main event: what people mainly do with the items of a data set, and so its verb."""

from __future__ import annotations

import numpy as np

from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import History

#: What is said of an item rather than done with it; the main event only where there is no other.
_OPINIONS = {"rating", "review", "like"}


def participle(verb: str) -> str:
    """A verb after "has" and before "together"; only one differs from the past tense.

    >>> participle("chose"), participle("bought")
    ('chosen', 'bought')
    """
    return "chosen" if verb == "chose" else verb


def main_event(histories: History) -> str:
    """The most frequent event that uses an item up, else the most frequent that speaks for one.

    What people do comes before what they say of it: a purchase before a review, a watch before a
    like.

    >>> main_event(History.of([3], n_items=4, event="purchase"))
    'purchase'
    """
    counts = np.bincount(histories.events, minlength=len(EVENT_NAMES))
    found = [
        (not kind.consumes, kind.name in _OPINIONS, -counts[code], code)
        for code, kind in enumerate(EVENT_TYPES.values())
        if counts[code] and kind.weight > 0
    ]
    return EVENT_NAMES[min(found)[-1]] if found else "interaction"
