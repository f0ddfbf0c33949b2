"""Events by name: what each event of a file counts as, and which of them nobody knows."""

from __future__ import annotations

import pandas as pd

from recengine.data.events import EVENT_NAMES, standard_event
from recengine.data.reading.asking import Asking

#: Answers about events have codes that begin so.
EVENT = "event:"
_PLAIN = "interaction"
#: More unknown names than these are no kinds of events.
_MOST_QUESTIONS = 20


def event_names(events: pd.Series, name: str, asking: Asking) -> dict[str, str]:
    """Event as written -> standard event; an unknown one is a question, and counts as plain.

    >>> asking = Asking({"event:teleport": "purchase"})
    >>> event_names(pd.Series(["view", "teleport"], dtype="category"), "a.csv", asking)
    {'teleport': 'purchase', 'view': 'view'}
    """
    written = [str(category) for category in events.cat.categories]
    unknown = [event for event in written if standard_event(event) == _PLAIN and event != _PLAIN][
        :_MOST_QUESTIONS
    ]
    return {
        event: _meaning(event, name, asking)
        if event in unknown or EVENT + event in asking.given
        else standard_event(event)
        for event in written
    }


def _meaning(event: str, name: str, asking: Asking) -> str:
    usual = standard_event(event)
    options = {usual: usual} | {other: other for other in EVENT_NAMES}
    return asking.ask(EVENT + event, f"{name}: what does the event {event!r} count as?", options)
