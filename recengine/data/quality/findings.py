"""Findings: what in a data set deserves a look, why, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from recengine.arrays import Array, Mask
from recengine.data.dataset import Dataset
from recengine.data.quality import marks

#: One person or one item with more than this share of all events leads every list.
DOMINANT_SHARE = 0.2
_EXAMPLES = 3


@dataclass(frozen=True)
class Finding:
    """One thing that deserves a look.

    Parameters
    ----------
    code : stable name; that of the ``Cleaning`` field where there is a choice.
    title : what was found, with figures.
    why : why it matters.
    count, share : events, people or items concerned.
    examples : a few ids.
    options : answer -> label, empty where there is nothing to choose; the first is the default.
    """

    code: str
    title: str
    why: str
    count: int
    share: float
    examples: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


def find(dataset: Dataset, *, now: float) -> tuple[Finding, ...]:
    r"""Everything that deserves a look; ``now`` is in seconds since 1970.

    >>> from recengine.data.reading import read_table
    >>> log = b"user_id,item_id,rating\n1,7,2\n1,7,5\n2,7,4\n2,9,1\n"
    >>> [finding.code for finding in find(Dataset.from_tables(read_table(log)), now=0.0)][0]
    'clashes'
    """
    found = [
        *_of_events(dataset, now),
        *_of_times(dataset),
        *_of_people(dataset),
        *_of_items(dataset),
    ]
    return tuple(found)


_KEEP_OR_DROP = {"keep": "Keep them", "drop": "Leave them out"}


def _of_events(dataset: Dataset, now: float) -> list[Finding]:
    bots = marks.by_bots(dataset)
    n_bots = len(marks.people_of(dataset, bots))
    who = "1 person" if n_bots == 1 else f"{n_bots:,} people"
    offered = (
        (
            "clashes",
            marks.superseded_ratings(dataset),
            "{count} ratings clash with a later one by the same person for the same item",
            "Only one of them can be what the person thinks; usually it is the last.",
            {"last": "The last one counts", "keep": "Keep all"},
        ),
        (
            "duplicates",
            marks.duplicates(dataset),
            "{count} events are exactly like an earlier one",
            (
                "Repeats from a faulty export make an item look loved; real repeats, such as "
                "songs heard again, should stay."
            ),
            _KEEP_OR_DROP,
        ),
        (
            "bots",
            bots,
            f"{{count}} events come from {who} faster than a person can be",
            (
                f"{marks.BOT_EVENTS} events in a minute, at {marks.BOT_EVENTS // 2} different "
                "seconds or more, are a program's: it ties items together that no person would."
            ),
            _KEEP_OR_DROP,
        ),
        (
            "future_dates",
            marks.future(dataset, now),
            "{count} events lie in the future",
            "They would count as the latest taste, and a split in time would hold them back.",
            _KEEP_OR_DROP,
        ),
        (
            "early_dates",
            marks.too_early(dataset),
            "{count} events lie before 1990",
            "An empty or broken clock writes 1970; such events look oldest whatever they are.",
            _KEEP_OR_DROP,
        ),
    )
    return [
        _finding(dataset, code, marked, title, why, options)
        for code, marked, title, why, options in offered
        if marked.any()
    ]


def _finding(
    dataset: Dataset, code: str, marked: Mask, title: str, why: str, options: dict[str, str]
) -> Finding:
    count = int(marked.sum())
    people = marks.people_of(dataset, marked)[:_EXAMPLES]
    return Finding(
        code,
        title.format(count=f"{count:,}") + f" ({_percent(count / len(marked))})",
        why,
        count,
        count / len(marked),
        _ids(dataset.users["user_id"].to_numpy(), people),
        options,
    )


def _of_times(dataset: Dataset) -> list[Finding]:
    held = dataset.histories
    known = held.times[~np.isnan(held.times)]
    found = []
    if len(known) > 1 and known.min() == known.max():
        found.append(
            Finding(
                "equal_times",
                "All events have the same time",
                "Nothing can be learned from the order, and nothing can be split in time.",
                len(known),
                1.0,
            )
        )
    elif marks.are_positions(dataset):
        found.append(
            Finding(
                "positions",
                "Times are small numbers, so they are taken for an order, not for dates",
                "What comes after what can be learned; trends and half-lives in days cannot.",
                len(known),
                1.0,
            )
        )
    elif len(known):
        alone = marks.alone_in_a_session(dataset)
        if alone.mean() > 0.1:
            found.append(
                _finding(
                    dataset,
                    "lone_events",
                    alone,
                    "{count} sessions hold a single event",
                    "They say nothing on what goes together in one visit; for long-term taste "
                    "they are as good as any.",
                    _KEEP_OR_DROP,
                )
            )
    return found


def _of_people(dataset: Dataset) -> list[Finding]:
    counts = np.diff(dataset.histories.starts)
    ids = dataset.users["user_id"].to_numpy()
    active = counts > 0
    found = _dominant("giant_person", "One person", ids, counts, "taste that everybody is shown")
    once = np.flatnonzero(counts == 1)
    if len(once) > 0.2 * max(active.sum(), 1):
        share = len(once) / active.sum()
        found.append(
            Finding(
                "single_event_people",
                f"{len(once):,} people have a single event ({_percent(share)})",
                "For them little is known; they see mostly what is popular.",
                len(once),
                share,
                _ids(ids, once),
            )
        )
    silent = np.flatnonzero(~active)
    if len(silent):
        found.append(
            Finding(
                "people_without_events",
                f"{len(silent):,} people in the file of people have no event",
                "They are treated as new visitors.",
                len(silent),
                len(silent) / len(counts),
                _ids(ids, silent),
            )
        )
    if not (dataset.histories.weights > 0).any():
        found.append(
            Finding(
                "all_negative",
                "No event speaks for an item, all speak against one",
                "There is nothing to recommend by; the most frequent items stand in.",
                len(dataset.histories.items),
                1.0,
            )
        )
    return found


def _of_items(dataset: Dataset) -> list[Finding]:
    counts = np.bincount(dataset.histories.items, minlength=dataset.n_items)
    found = _dominant("giant_item", "One item", dataset.item_ids, counts, "pull towards one item")
    untouched = np.flatnonzero(counts == 0)
    if len(untouched):
        share = len(untouched) / dataset.n_items
        found.append(
            Finding(
                "items_without_events",
                f"{len(untouched):,} items in the catalogue were never touched ({_percent(share)})",
                "Only what is known of their content can place them.",
                len(untouched),
                share,
                _ids(dataset.item_ids, untouched),
            )
        )
    for problem in dataset.problems:
        if problem.code == "items_without_description":
            found.append(
                Finding(
                    "items_without_description",
                    problem.message,
                    "They cannot be placed by content, and show an id instead of a title.",
                    problem.count,
                    problem.count / dataset.n_items,
                    (problem.value,) if problem.value else (),
                )
            )
    return found


def _dominant(code: str, who: str, ids: Array, counts: Array, what: str) -> list[Finding]:
    share = float(counts.max() / max(counts.sum(), 1))
    if share <= DOMINANT_SHARE or len(counts) < 10:
        return []
    top = np.array([counts.argmax()])
    title = f"{who} has {_percent(share)} of all events"
    return [Finding(code, title, f"That is a {what}.", int(counts.max()), share, _ids(ids, top))]


def _ids(ids: Array, codes: Array) -> tuple[str, ...]:
    return tuple(str(one) for one in ids[codes[:_EXAMPLES]])


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.095 else f"{100 * share:.2g} %".replace(" ", "")
