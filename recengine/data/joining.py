"""Joining: several tables of one kind as one, with every count and every sentence kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from recengine.data.coding import only_event
from recengine.data.events import standard_event
from recengine.data.tables import REQUIRED, RoleGuess, Table
from recengine.errors import InvalidSetting, Problem

_PREVIEW_ROWS = 50
_NUMBERS = frozenset({"value", "length"})
_TIMES = frozenset({"timestamp", "added"})


def join_tables(tables: Sequence[Table], *, source: str) -> Table:
    r"""Put the rows of several tables of the same kind under each other.

    Columns that a table lacks are empty for its rows. Where some tables have events, the others
    get the one that their values speak for. Of items or people described in several tables, the
    last description stays.

    >>> from recengine.data.reading import read_table
    >>> may = read_table(b"user_id,item_id\n1,7\n", name="may.csv")
    >>> june = read_table(b"user_id,item_id\n2,7\n2,\n", name="june.csv")
    >>> year = join_tables([may, june], source="year")
    >>> year.rows_read, year.accepted, year.refused_rows["file"].tolist()
    (3, 2, ['june.csv'])
    """
    kinds = {table.kind for table in tables}
    if len(kinds) != 1:
        raise InvalidSetting(
            Problem(
                "nothing_to_join",
                "Only tables of one kind can be joined.",
                "Join interactions with interactions, items with items, people with people.",
            )
        )
    if any("event" in table.frame for table in tables):
        tables = [_with_event(table) for table in tables]
    withheld = {held.column: held for table in tables for held in table.withheld}
    frame = _stacked([table.frame.drop(columns=withheld, errors="ignore") for table in tables])
    whole = Table(
        source=source,
        kind=tables[0].kind,
        frame=frame,
        mapping=_mapping(tables),
        columns=tuple(dict.fromkeys(name for table in tables for name in table.columns)),
        preview=_preview(tables),
        rows_read=sum(table.rows_read for table in tables),
        accepted=sum(table.accepted for table in tables),
        repaired=sum(table.repaired for table in tables),
        refused=sum(table.refused for table in tables),
        ignored=sum(table.ignored for table in tables),
        problems=tuple(problem for table in tables for problem in table.problems),
        refused_rows=pd.concat([table.refused_rows for table in tables], ignore_index=True),
        repaired_rows=pd.concat([table.repaired_rows for table in tables], ignore_index=True),
        choices=tuple({c.code: c for table in reversed(tables) for c in table.choices}.values()),
        event_names={name: to for table in tables for name, to in table.event_names.items()},
        withheld=tuple(withheld.values()),
        included=tuple({held.column: held for t in tables for held in t.included}.values()),
    )
    return whole if whole.kind == "interactions" else _last_of_each(whole)


def _with_event(table: Table) -> Table:
    """The table with the event that its values speak for, where it names none."""
    if "event" in table.frame:
        return table
    value = table.mapping.get("value")
    values = table.frame["value"].to_numpy() if "value" in table.frame else np.full(1, np.nan)
    event = only_event(values, value.column if value else "")
    return with_event(table, event, RoleGuess("(values)", 0.5, "what the values look like"))


def with_event(table: Table, event: str, guess: RoleGuess) -> Table:
    """The table with the same event in every row."""
    codes = np.zeros(len(table.frame), dtype=np.int8)
    frame = table.frame.copy(deep=False)
    frame["event"] = pd.Categorical.from_codes(codes, categories=pd.Index([event], dtype="str"))
    return replace(
        table,
        frame=frame,
        mapping={**table.mapping, "event": guess},
        event_names={event: standard_event(event)},
    )


def _stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if len(frames) == 1:
        return frames[0]
    names = dict.fromkeys(name for frame in frames for name in frame.columns)
    return pd.DataFrame({name: _column(name, frames) for name in names}, copy=False)


def _column(name: str, frames: Sequence[pd.DataFrame]) -> object:
    """One column of all frames; distinct ids and events are compared, not their rows."""
    held = [frame[name] if name in frame else _missing(name, len(frame)) for frame in frames]
    if all(isinstance(part.dtype, pd.CategoricalDtype) for part in held):
        return union_categoricals(held)
    return pd.concat(held, ignore_index=True)


def _missing(name: str, rows: int) -> pd.Series:
    if name in _NUMBERS:
        return pd.Series(np.full(rows, np.nan))
    if name in _TIMES:
        return pd.Series(np.full(rows, "NaT", dtype="datetime64[ms]"))
    return pd.Series(np.full(rows, ""), dtype="str")


def _mapping(tables: Sequence[Table]) -> dict[str, RoleGuess]:
    """Every role that a table has; the least certain guess speaks for all."""
    roles: dict[str, RoleGuess] = {}
    for table in tables:
        for role, guess in table.mapping.items():
            if role not in roles or guess.confidence < roles[role].confidence:
                roles[role] = guess
    return roles


def _preview(tables: Sequence[Table]) -> pd.DataFrame:
    each = max(_PREVIEW_ROWS // len(tables), 1)
    shown = pd.concat([table.preview.head(each) for table in tables], ignore_index=True)
    return shown.fillna("").head(_PREVIEW_ROWS)


def _last_of_each(table: Table) -> Table:
    """Of items or people described in several files the last one stays; the others are repaired."""
    key = REQUIRED[table.kind][0]
    again = table.frame[key].duplicated(keep="last").to_numpy()
    if not again.any():
        return table
    count = int(again.sum())
    moved = min(count, table.accepted)
    first = str(table.frame[key][again].iloc[0])
    return replace(
        table,
        frame=table.frame[~again].reset_index(drop=True),
        accepted=table.accepted - moved,
        repaired=table.repaired + moved,
        problems=(
            *table.problems,
            Problem(
                f"repeated_{key}",
                f"{table.source}: {count:,} ids come in several files, first {first!r}, and the "
                "last description of each was kept.",
                "Keep one row for each.",
                value=first,
                count=count,
            ),
        ),
    )
