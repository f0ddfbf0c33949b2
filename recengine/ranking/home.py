"""Home: the rows of a person's first page, no item twice, and how alike two such pages are.

Every row is the same engine with another question: the whole recipe, a history of one item, what is
trending, what has just arrived, what is unlike the usual. What a row lacks is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from recengine.data.history import History
from recengine.ranking.engine import Engine
from recengine.ranking.export import to_frame
from recengine.ranking.recipe import Recipe
from recengine.ranking.shelves import SHELVES, Missing, Row, Visit, page_of

#: A row with fewer items looks like a mistake.
_FEWEST = 3
#: Rows that bring back what was met; one such title is worth showing.
_BRINGING_BACK = frozenset({"continue", "look_again"})


@dataclass(frozen=True)
class HomePage:
    """Rows from the top of the page, and the rows that could not be there."""

    rows: tuple[Row, ...]
    missing: tuple[Missing, ...]

    @property
    def items(self) -> tuple[int, ...]:
        """Codes of everything shown, from the top."""
        return tuple(item.item for row in self.rows for item in row.items.items)

    def to_frame(self) -> pd.DataFrame:
        """One row an item: which row of the page it stands in, its place there, and why."""
        parts = [
            to_frame(row.items).assign(
                row=f"{row.heading} {row.about}".strip(),
                note=row.notes or "",
            )
            for row in self.rows
        ]
        columns = ["row", "rank", "item_id", "title", "score", "because", "note"]
        return pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)


def home_page(
    engine: Engine,
    history: History,
    recipe: Recipe,
    *,
    person: str = "",
    width: int = 8,
    kinds: Sequence[str] | None = None,
) -> HomePage:
    """The page one person would see.

    Parameters
    ----------
    history : one person's.
    recipe : models of it that are not fitted do not count.
    width : most items a row.
    kinds : rows to show, by their names in ``SHELVES``; None for those of the recipe's page.
    """
    visit = Visit(engine, history, recipe.only(tuple(engine.models)), person, width)
    rows: list[Row] = []
    missing: list[Missing] = []
    for kind in page_of(recipe) if kinds is None else kinds:
        for found in SHELVES[kind](visit):
            if isinstance(found, Missing):
                missing.append(found)
            elif len(found.items) >= (1 if kind in _BRINGING_BACK else min(_FEWEST, width)):
                rows.append(found)
                visit.taken.extend(item.item for item in found.items.items)
            else:
                missing.append(Missing(found.heading, "fewer than three titles are left for it"))
    return HomePage(tuple(rows), tuple(missing))


@dataclass(frozen=True)
class Overlap:
    """What two pages have in common: titles, and rows of the same name."""

    titles: int
    rows: int
    of_titles: int
    of_rows: int

    def __str__(self) -> str:
        """One sentence.

        >>> print(Overlap(titles=12, rows=3, of_titles=48, of_rows=6))
        The second page repeats 12 of the 48 titles on the first (25 %), and 3 of its 6 rows by
        name.
        """
        share = f" ({100 * self.titles / self.of_titles:.0f} %)" if self.of_titles else ""
        return (
            f"The second page repeats {self.titles} of the {self.of_titles} titles on the first"
            f"{share}, and {self.rows} of its {self.of_rows} rows by name."
        )


def overlap(first: HomePage, second: HomePage) -> Overlap:
    """How much of the first page the second repeats; a row counts by its heading and title."""
    names = [{(row.heading, row.about) for row in page.rows} for page in (first, second)]
    return Overlap(
        titles=len(set(first.items) & set(second.items)),
        rows=len(names[0] & names[1]),
        of_titles=len(first.items),
        of_rows=len(names[0]),
    )
