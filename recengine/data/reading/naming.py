"""Naming: the kind of event that a file's name says all its rows are, as in ``purchases.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.events import standard_event
from recengine.data.folding import fold, tokens
from recengine.data.joining import with_event
from recengine.data.tables import RoleGuess, Table
from recengine.errors import Problem

_LONGEST = 3
#: Words that are an event in a column of events, but in a file's name mostly something else.
_VAGUE = frozenset(
    ["add", "open", "pass", "select", "detail", "query", "stars", "paid", "stream", "interaction"]
)
#: What people think of an item is in the values, not in the name of the file.
_VALUED = frozenset({"rating", "review"})


def event_of_name(name: str) -> str | None:
    """The standard event that a file's name says, if it says exactly one.

    >>> event_of_name("add_to_cart_ecommerce.dat"), event_of_name("likes.csv")
    ('cart', 'like')
    >>> event_of_name("views_and_clicks.csv"), event_of_name("ratings.csv"), event_of_name("a.csv")
    (None, None, None)
    """
    words = tokens(PurePosixPath(name).name.partition(".")[0])
    found = {event for event in _events_in(words) if event not in _VALUED}
    return found.pop() if len(found) == 1 else None


def _events_in(words: list[str]) -> list[str]:
    """Standard events that runs of words name, the longest run first; each word counts once."""
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in range(_LONGEST, 0, -1):
            event = _event_of("_".join(words[place : place + length]), alone=len(words) == 1)
            if event is not None:
                found.append(event)
                place += length
                break
        else:
            place += 1
    return found


def _event_of(word: str, *, alone: bool) -> str | None:
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        event = standard_event(form)
        if event != "interaction" and (alone or form not in _VAGUE):
            return event
    return None


def silent_event(mapping: Mapping[str, RoleGuess], table: pa.Table) -> bool:
    """Whether no column says what happened: there is none, or it has one word without meaning.

    >>> held = pa.table({"event": ["1", "1"]})
    >>> silent_event({"event": RoleGuess("event", 1.0, "")}, held), silent_event({}, held)
    (True, True)
    """
    if "event" not in mapping:
        return True
    known = pc.unique(table.column(mapping["event"].column))
    if len(known) > 1:
        return False
    word = known[0].as_py() if len(known) else ""
    return standard_event(word) == "interaction" and fold(word) != "interaction"


def name_event(table: Table, event: str) -> Table:
    """The table with the event that its file's name says, and a note about it."""
    done = with_event(table, event, RoleGuess("(file name)", 0.8, "the file's name says it"))
    note = Problem(
        "event_from_name",
        f"No column of {table.source} says what happened, so every row counts as the {event!r} "
        "that the file's name says.",
        "Add a column called event if that is not so.",
        value=event,
    )
    return replace(done, problems=(*done.problems, note))
