"""Withholding: personal columns whose cells nobody sees, while their rows stay countable."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.tables import Withheld

#: What stands where a cell was.
WITHHELD = "[withheld]"


def split_included(
    found: Iterable[Withheld], include: Collection[str]
) -> tuple[tuple[Withheld, ...], tuple[Withheld, ...]]:
    """What stays out, and what was asked for by name; capitals do not matter.

    >>> mail = Withheld("Email", "e-mail address", False, "the name says it")
    >>> split_included([mail], ["email"]) == ((), (mail,))
    True
    """
    wanted = {name.strip().casefold() for name in include}
    judged = [(held, held.column.strip().casefold() in wanted) for held in found]
    out = tuple(held for held, asked in judged if not asked)
    return out, tuple(held for held, asked in judged if asked)


def mask(table: pa.Table, columns: Iterable[str]) -> pa.Table:
    """A table with the cells of some columns unreadable.

    Blank cells stay blank and a repeated column name stays a name, so that blank rows and headers
    within a file are still told.

    >>> mask(pa.table({"mail": ["a@example.org", ""]}), ["mail"]).to_pydict()
    {'mail': ['[withheld]', '']}
    """
    for name in columns:
        cells = table.column(name)
        plain = pc.or_(pc.equal(cells, ""), pc.equal(cells, name))
        position = table.column_names.index(name)
        table = table.set_column(position, name, pc.if_else(plain, cells, WITHHELD))
    return table
