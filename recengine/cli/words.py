"""Words: what a file and a data set hold, as figures and as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recengine.data.dataset import Dataset
from recengine.data.tables import Table


def dataset_figures(dataset: Dataset) -> dict[str, Any]:
    """A data set in a few figures."""
    return {
        "name": dataset.name,
        "users": dataset.n_users,
        "items": dataset.n_items,
        "interactions": len(dataset.histories.items),
        "fingerprint": dataset.fingerprint,
    }


def dataset_words(dataset: Dataset) -> str:
    """The same in a line, and what does not fit."""
    words = (
        f"{dataset.name}: {dataset.n_users:,} people, {dataset.n_items:,} items, "
        f"{len(dataset.histories.items):,} interactions (fingerprint {dataset.fingerprint})"
    )
    return "\n".join([words, *(f"  note: {problem}" for problem in dataset.problems)])


def table_words(table: Table) -> str:
    """What was made of a file, line by line."""
    account = (
        f"{table.source}: {table.kind}; {table.rows_read:,} rows = {table.accepted:,} accepted + "
        f"{table.repaired:,} repaired + {table.refused:,} refused + {table.ignored:,} ignored "
        f"({table.verdict})"
    )
    lines = [account]
    for role, guess in table.mapping.items():
        lines.append(
            f"  {role} is the column {guess.column!r} ({guess.confidence:.0%}: {guess.why})"
        )
    lines += [
        f"  {choice.question} Taken as: {choice.options[choice.chosen]} "
        f"(--choose {choice.code}={'|'.join(choice.options)})"
        for choice in table.choices
    ]
    for problem in table.problems:
        where = f" [line {problem.line}]" if problem.line else ""
        lines.append(f"  {problem}{where}")
    return "\n".join(lines)


def withheld_words(tables: Sequence[Table]) -> list[str]:
    """Columns that are left out, a line each."""
    return [
        f"  {table.source}: {held.column!r} is left out: {held.category}"
        f"{' (special category)' if held.special else ''}, {held.why} "
        f"(--include {held.column} brings it in)"
        for table in tables
        for held in table.withheld
    ]
