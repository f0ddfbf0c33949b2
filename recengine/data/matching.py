"""Matching: ids that two files write differently, as when a spreadsheet stripped leading zeros.

Asked about only where an ordinary slip explains it: nearly none match as written, most do once the
slip is undone, and no two ids become one by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from recengine.data.coding import distinct_ids
from recengine.data.reading.asking import Asking
from recengine.data.tables import Choice, Table
from recengine.errors import Problem

_MATCHING = 0.5


@dataclass(frozen=True)
class Slip:
    """A way in which ids get lost between files, and what undoes it."""

    words: str
    undone: Callable[[pd.Index], pd.Index]


#: In the order of how often they happen.
SLIPS = (
    Slip("without leading zeros", lambda ids: ids.str.replace(r"^0+(?=.)", "", regex=True)),
    Slip("without a .0 at the end", lambda ids: ids.str.replace(r"\.0$", "", regex=True)),
    Slip("in small letters", lambda ids: ids.str.casefold()),
)


def match_ids(events: Table, described: Table, answers: Mapping[str, str]) -> Table:
    r"""``described`` with ids written as in ``events``, if that is what somebody wants.

    >>> from recengine.data.reading import read_table
    >>> log = read_table(b"user_id,item_id\nu1,007\nu2,010\n", name="log.csv")
    >>> films = read_table(b"item_id,title\n7,Heat\n10,Ran\n", name="films.csv", kind="items")
    >>> match_ids(log, films, {}).frame["item_id"].tolist()
    ['007', '010']
    """
    key = "item_id" if described.kind == "items" else "user_id"
    wanted = distinct_ids(events.frame[key])
    wanted = wanted[wanted != ""]
    held = pd.Index(described.frame[key].astype(str))
    as_written = float(wanted.isin(held).mean()) if len(wanted) else 1.0
    if as_written >= _MATCHING:
        return described
    for slip in SLIPS:
        into = _spellings(wanted, held, slip)
        if len(into) < _MATCHING * len(wanted):
            continue
        asking = Asking(answers)
        code = f"match_{key}"
        answer = asking.ask(code, *_question(events, described, into, slip, usual=as_written == 0))
        described = replace(described, choices=(*_others(described, code), *asking.choices))
        return _rewritten(described, key, into, slip) if answer == "fit" else described
    return described


def _spellings(wanted: pd.Index, held: pd.Index, slip: Slip) -> dict[str, str]:
    """Ids as ``held`` writes them -> as ``wanted`` does; nothing if two would become one."""
    plain_wanted, plain_held = slip.undone(wanted), slip.undone(held)
    if not plain_wanted.is_unique or not plain_held.is_unique:
        return {}
    places = plain_wanted.get_indexer(plain_held)
    pairs = zip(held[places >= 0], wanted[places[places >= 0]], strict=True)
    return {str(here): str(there) for here, there in pairs}


def _question(
    events: Table, described: Table, into: Mapping[str, str], slip: Slip, *, usual: bool
) -> tuple[str, dict[str, str]]:
    here, there = next((pair for pair in into.items() if pair[0] != pair[1]), ("", ""))
    meanings = {
        "fit": f"{described.source} is read as {events.source} writes ids: {here!r} is {there!r}",
        "keep": "both are kept as written",
    }
    first = "fit" if usual else "keep"
    return (
        f"{len(into):,} ids in {described.source} match {events.source} only {slip.words}.",
        {first: meanings[first], **meanings},
    )


def _others(described: Table, code: str) -> tuple[Choice, ...]:
    return tuple(choice for choice in described.choices if choice.code != code)


def _rewritten(described: Table, key: str, into: Mapping[str, str], slip: Slip) -> Table:
    before = described.frame[key].astype(str)
    after = before.map(lambda written: into.get(written, written))
    changed = before != after
    count = int(changed.sum())
    moved = min(count, described.accepted)
    example = before[changed].iloc[0], after[changed].iloc[0]
    return replace(
        described,
        frame=described.frame.assign(**{key: after.astype(described.frame[key].dtype)}),
        accepted=described.accepted - moved,
        repaired=described.repaired + moved,
        problems=(
            *described.problems,
            Problem(
                f"matched_{key}",
                f"{described.source}: {count:,} ids matched only {slip.words} and were written as "
                f"in the interactions, first {example[0]!r} as {example[1]!r}.",
                "Write ids the same way in both files to be sure.",
                column=key,
                value=example[0],
                count=count,
            ),
        ),
    )
