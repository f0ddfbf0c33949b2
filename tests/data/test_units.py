"""Watch times and lengths are compared in one unit, or somebody is told."""

from __future__ import annotations

import numpy as np
import pytest

from recengine.data.dataset import Dataset
from recengine.data.reading import read_table


def signals(value: str, seconds: float, length: str, long: float) -> tuple[list[float], set[str]]:
    log = f"user_id,item_id,event,{value}\n" + "".join(
        f"u{n},i1,watch,{seconds * (1 + n)}\n" for n in range(2)
    )
    films = f"item_id,title,{length}\ni1,Heat,{long}\n"
    dataset = Dataset.from_tables(
        read_table(log.encode(), name="log.csv"),
        read_table(films.encode(), name="films.csv", kind="items"),
    )
    return dataset.histories.signals.tolist(), {problem.code for problem in dataset.problems}


@pytest.mark.parametrize(
    ("value", "amount", "length", "long"),
    [
        ("watch_seconds", 1800, "length_minutes", 120),
        ("watch_minutes", 30, "durationSeconds", 7200),
        ("watch_minutes", 30, "length_minutes", 120),
        ("watch_time", 30, "length", 120),
    ],
)
def test_a_quarter_and_a_half_are_seen_in_any_unit(
    value: str, amount: float, length: str, long: float
) -> None:
    found, problems = signals(value, amount, length, long)
    np.testing.assert_allclose(found, [0.25, 0.5])
    assert not problems


def test_units_that_differ_without_a_name_are_told() -> None:
    found, problems = signals("watch_time", 1800, "length", 120)
    assert found == [1.0, 1.0]
    assert problems == {"watch_units"}
