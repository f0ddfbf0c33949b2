"""Uses: what a data set is good for, what it is not, and which column would change that.

Thresholds are rules of thumb, stated here once: below them a method still runs, but what it says
is mostly chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from recengine.data.attributes import AttributeKind
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES

Answer = Literal["yes", "limited", "no"]

#: People that must have met an item before its neighbours mean something, and the share of events
#: that should be on such items.
ENOUGH_PER_ITEM = 5
ENOUGH_COVERED = 0.7
#: Events a person needs, as a median, so that something can be held back and something learned.
ENOUGH_PER_PERSON = 5
#: People from whom an average can be told from chance at all.
ENOUGH_PEOPLE = 30
#: Different values a segment may have, and people each should have.
MOST_SEGMENTS = 30
_TELLING: frozenset[AttributeKind] = frozenset({"text", "category", "list", "number", "vector"})


@dataclass(frozen=True)
class Use:
    """Whether the data is enough for one use.

    Parameters
    ----------
    name : stable name; label : how a page calls it.
    answer : ``yes``, ``limited`` or ``no``; why : one sentence with figures.
    unlock : what would make it a yes, naming columns; empty where it is one.
    """

    name: str
    label: str
    answer: Answer
    why: str
    unlock: str = ""


@dataclass(frozen=True, eq=False)
class _Facts:
    """What the verdicts are made from."""

    dataset: Dataset

    @cached_property
    def people(self) -> int:
        """People with any event."""
        return int((np.diff(self.dataset.histories.starts) > 0).sum())

    @cached_property
    def per_person(self) -> float:
        """Median of events, of people with any."""
        counts = np.diff(self.dataset.histories.starts)
        return float(np.median(counts[counts > 0]))

    @cached_property
    def covered(self) -> float:
        """Share of events on items that enough people have met."""
        held = self.dataset.histories
        met_by = np.bincount(held.seen().indices, minlength=self.dataset.n_items)
        return float((met_by[held.items] >= ENOUGH_PER_ITEM).mean())

    @cached_property
    def events(self) -> set[str]:
        """Kinds of events that occur."""
        return {EVENT_NAMES[code] for code in np.unique(self.dataset.histories.events)}

    @cached_property
    def described(self) -> tuple[str, ...]:
        """Labels of the item columns that tell items apart."""
        return tuple(
            attribute.label
            for attribute in self.dataset.item_attributes
            if attribute.kind in _TELLING and attribute.name != "title"
        )

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """Labels of the columns of people that split them into a few groups."""
        users = self.dataset.users
        return tuple(
            attribute.label
            for attribute in self.dataset.user_attributes
            if attribute.kind == "category"
            and 2 <= users[attribute.name].nunique() <= MOST_SEGMENTS
        )

    @cached_property
    def titled(self) -> float:
        """Share of items whose title is more than their id."""
        return float((self.dataset.titles != self.dataset.item_ids).mean())

    @cached_property
    def signals(self) -> int:
        """Different strengths that events have."""
        return len(np.unique(self.dataset.histories.signals))


def uses(dataset: Dataset) -> tuple[Use, ...]:
    r"""A verdict for each use, in the order in which people ask.

    >>> from recengine.data.reading import read_table
    >>> log = read_table(b"user_id,item_id\n1,7\n1,8\n2,7\n")
    >>> {use.name: use.answer for use in uses(Dataset.from_tables(log))}["sequences"]
    'no'
    """
    facts = _Facts(dataset)
    return tuple(judge(facts) for judge in _JUDGES)


def headline(found: tuple[Use, ...]) -> str:
    """The one sentence to read first.

    >>> headline((Use("a", "trends", "yes", ""), Use("b", "sequences", "no", "")))
    'Enough for trends; not for sequences.'
    """
    by_answer = {
        answer: [use.label for use in found if use.answer == answer]
        for answer in ("yes", "limited", "no")
    }
    if not by_answer["limited"] and not by_answer["no"]:
        return f"Enough for all of {len(found)} uses, from {found[0].label} to {found[-1].label}."
    parts = [
        f"{words} {_listed(by_answer[answer])}"
        for answer, words in (
            ("yes", "enough for"),
            ("limited", "a little thin for"),
            ("no", "not for"),
        )
        if by_answer[answer]
    ]
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:] + "."


def _listed(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _popularity(facts: _Facts) -> Use:
    few = facts.people < ENOUGH_PEOPLE
    return Use(
        "popularity",
        "what is popular",
        "limited" if few else "yes",
        f"{facts.people:,} people did {len(facts.dataset.histories.items):,} things.",
        f"Add people: below {ENOUGH_PEOPLE} one of them can lead the list." if few else "",
    )


def _behaviour(facts: _Facts) -> Use:
    enough = (
        facts.people >= ENOUGH_PEOPLE
        and facts.per_person >= ENOUGH_PER_PERSON
        and facts.covered >= ENOUGH_COVERED
    )
    some = facts.per_person >= 2 and facts.people >= 2
    return Use(
        "behaviour",
        "item neighbours, EASE and factors",
        "yes" if enough else "limited" if some else "no",
        f"Half of the people have {facts.per_person:,.0f} events or more; {facts.covered:.0%} of "
        f"events are on items that {ENOUGH_PER_ITEM} people or more have met.",
        ""
        if enough
        else f"Add events, so that most people have {ENOUGH_PER_PERSON} and most items "
        f"{ENOUGH_PER_ITEM} people.",
    )


def _content(facts: _Facts) -> Use:
    columns = len(facts.described)
    return Use(
        "content",
        "recommending by content",
        "yes" if columns >= 2 else "limited" if columns or facts.titled > 0.5 else "no",
        f"Items are told apart by {_some(facts.described)}."
        if columns
        else "Nothing but the titles tells items apart."
        if facts.titled > 0.5
        else "Nothing is known of the items but their ids.",
        ""
        if columns >= 2
        else "Add an item file with the columns item_id and title, and one such as category, tags "
        "or description.",
    )


def _titles(facts: _Facts) -> Use:
    return Use(
        "titles",
        "reasons that name titles",
        "yes" if facts.titled > 0.9 else "limited" if facts.titled > 0 else "no",
        f"{facts.titled:.0%} of the items have a title.",
        "" if facts.titled > 0.9 else "Add an item file with the columns item_id and title.",
    )


def _time(facts: _Facts) -> Use:
    timed = facts.dataset.has_times
    return Use(
        "time",
        "trends, half-life and a split in time",
        "yes" if timed else "no",
        "Events have times." if timed else "No event has a time of its own.",
        "" if timed else "Add a column timestamp to the events.",
    )


def _sequences(facts: _Facts) -> Use:
    held = facts.dataset.histories
    timed = facts.dataset.has_times
    pairs = np.diff(held.rows) == 0
    ordered = float((np.diff(held.times)[pairs] > 0).mean()) if timed and pairs.any() else 0.0
    enough = ordered > 0.5 and facts.per_person >= ENOUGH_PER_PERSON
    why = (
        f"{ordered:.0%} of a person's events follow an earlier one at a later time."
        if timed
        else "Without times the order of events is not known."
    )
    unlock = "Add a column timestamp, to the second, to the events."
    return Use(
        "sequences",
        "what comes next (sequences)",
        "yes" if enough else "limited" if ordered > 0.1 else "no",
        why,
        "" if enough else unlock,
    )


def _strength(facts: _Facts) -> Use:
    known = len(facts.events) > 1 or facts.signals > 2
    kinds = sorted(facts.events)
    return Use(
        "strength",
        "telling love from a look",
        "yes" if known else "no",
        f"Events are {_some(tuple(kinds))}, "
        + ("all equally strong." if facts.signals == 1 else f"of {facts.signals:,} strengths."),
        "" if known else "Add a column event (view, cart, purchase), rating or minutes watched.",
    )


def _segments(facts: _Facts) -> Use:
    found = facts.segments
    return Use(
        "segments",
        "an audit by segment",
        "yes" if found else "no",
        f"People can be told apart by {_some(found)}." if found else "Nothing is known of people.",
        ""
        if found
        else "Add a file of people with the column user_id, and one such as country, device or "
        "age band.",
    )


def _new_items(facts: _Facts) -> Use:
    dated = "added" in facts.dataset.items
    placed = bool(facts.described)
    return Use(
        "new_items",
        "placing new items",
        "yes" if placed and dated else "limited" if placed or dated else "no",
        "New items can be placed by their content"
        + (" and promoted by their date." if dated else ", but nothing says when they came.")
        if placed
        else "Nothing says what a new item is like.",
        ""
        if placed and dated
        else "Add an item file with the columns item_id, category or tags, and added (a date).",
    )


def _some(labels: tuple[str, ...]) -> str:
    shown = _listed(list(labels[:4]))
    return f"{shown} and {len(labels) - 4} more" if len(labels) > 4 else shown


_JUDGES = (
    _popularity,
    _behaviour,
    _content,
    _titles,
    _time,
    _sequences,
    _strength,
    _segments,
    _new_items,
)
