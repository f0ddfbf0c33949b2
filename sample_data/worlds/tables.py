"""Tables: rows to CSV text, the same bytes everywhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

FIRST_DAY = date(2025, 1, 1)
LAST_SECOND = 365 * 86400 - 1


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows as UTF-8 with bare line feeds, quoting only where needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_constants(path: Path, constants: Mapping[str, object]) -> None:
    """Write the constants of a model as readable JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(constants, indent=2, ensure_ascii=False) + "\n"
    path.write_bytes(text.encode("utf-8"))


def day_text(day: int) -> str:
    """The date ``day`` days after 1 January 2025 (negative before).

    >>> day_text(-1), day_text(364)
    ('2024-12-31', '2025-12-31')
    """
    return (FIRST_DAY + timedelta(days=day)).isoformat()


def moment_text(second: int) -> str:
    """The moment ``second`` seconds after the year began.

    >>> moment_text(86400 + 61)
    '2025-01-02T00:01:01'
    """
    start = datetime(FIRST_DAY.year, 1, 1)  # noqa: DTZ001  (the files carry no zone; it is UTC)
    return (start + timedelta(seconds=second)).isoformat()


def decimals(values: Iterable[float], digits: int = 4) -> list[str]:
    """Numbers with a fixed count of decimals.

    >>> decimals([1, -0.00001])
    ['1.0000', '0.0000']
    """
    return [f"{round(float(value), digits) + 0.0:.{digits}f}" for value in values]
