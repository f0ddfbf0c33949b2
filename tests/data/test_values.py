"""Numbers and times: what is understood, what is chosen aloud, what is turned away."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.dataset import Dataset
from recengine.data.reading import read_table
from recengine.data.reading.numbers import parse_numbers
from recengine.data.reading.times import parse_times
from recengine.errors import InvalidSetting


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([list(cells)], type=pa.string())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1.0),
        (" 4.5 ", 4.5),
        ("-2", -2.0),
        ("1e3", 1000.0),
        ("1,234.5", 1234.5),
        ("$12.50", 12.5),
        ("12 €", 12.0),
        ("true", 1.0),
        ("FALSE", 0.0),
        (".5", 0.5),
        ("+3", 3.0),
    ],
)
def test_numbers(text: str, value: float) -> None:
    done = parse_numbers(column(text, "x"))
    assert done.floats[0] == value
    assert done.unreadable.tolist() == [False, True]


@pytest.mark.parametrize(("text", "value"), [("1,5", 1.5), ("1.234,5", 1234.5), ("1.5", 1.5)])
def test_decimal_commas(text: str, value: float) -> None:
    assert parse_numbers(column(text), decimal_comma=True).floats[0] == value


@pytest.mark.parametrize(
    "text", ["inf", "-Infinity", "NaN", "1e400", "1e308", "0x10", "1_0", "4 stars"]
)
def test_no_numbers(text: str) -> None:
    for others in ((), ("x",), ("1",)):
        done = parse_numbers(column(text, *others))
        assert done.unreadable[0]
        assert np.isnan(done.floats[0])


def test_an_empty_value_is_no_fault() -> None:
    done = parse_numbers(column("", " ", "3"))
    assert not done.unreadable.any()
    np.testing.assert_array_equal(done.floats, [np.nan, np.nan, 3.0])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_written_numbers_come_back(values: list[float]) -> None:
    assert parse_numbers(column(*map(repr, values))).floats.tolist() == values


MOMENT = "2024-03-04 15:06:07"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1709564767", MOMENT),
        ("1709564767000", MOMENT),
        ("1709564767000000", MOMENT),
        ("1709564767000000000", MOMENT),
        ("1709564767.0", MOMENT),
        ("20240304", "2024-03-04"),
        ("20240304150607", MOMENT),
        ("2024-03-04", "2024-03-04"),
        ("2024-03-04T15:06:07", MOMENT),
        ("2024-03-04 15:06:07", MOMENT),
        ("2024-03-04 15:06", "2024-03-04 15:06"),
        ("2024-03-04T15:06:07Z", MOMENT),
        ("2024-03-04T17:06:07+02:00", MOMENT),
        ("2024-03-04T17:06:07+0200", MOMENT),
        ("2024-03-04 15:06:07 UTC", MOMENT),
        ("2024-03-04T15:06:07.123456789", "2024-03-04 15:06:07.123"),
        ("2024/03/04 15:06:07", MOMENT),
        ("2024-3-4", "2024-03-04"),
        ("04.03.2024", "2024-03-04"),
        ("4.3.2024 15:06:07", MOMENT),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("12/25/24 3:06 PM", "2024-12-25 15:06"),
        ("12/25/2024 12:06:07 AM", "2024-12-25 00:06:07"),
        ("4 March 2024", "2024-03-04"),
        ("04-Mar-2024", "2024-03-04"),
        ("March 4, 2024", "2024-03-04"),
        ("03 04, 2024", "2024-03-04"),
        ("Mon Mar 04 16:06:07 +0100 2024", MOMENT),
        ("2016-12-31T23:59:60Z", "2016-12-31 23:59:59"),
    ],
)
def test_times(text: str, moment: str) -> None:
    expected = np.datetime64(pd.Timestamp(moment), "ms")
    for others in ((), ("",), ("soon",)):
        assert parse_times(column(text, *others)).moments[0] == expected


@pytest.mark.parametrize(
    "text", ["soon", "2024-02-30", "2024-13-01", "9999-01-01", "1e300", "-", "sat"]
)
def test_no_times(text: str) -> None:
    done = parse_times(column(text, "2024-01-01"))
    assert done.unreadable.tolist() == [True, False]
    assert np.isnat(done.moments[0])


def test_mixed_zones_and_units() -> None:
    done = parse_times(
        column("2024-03-04T15:06:07Z", "2024-03-04 15:06:07", "2024-03-04T17:06:07+02:00")
    )
    assert len(set(done.moments.tolist())) == 1
    done = parse_times(column("1709564767", "1709564768", "1709564767000"))
    assert done.odd_unit.tolist() == [False, False, True]
    assert done.moments[0] == done.moments[2]


def test_small_numbers_keep_their_order() -> None:
    done = parse_times(column("0", "1", "22363"))
    assert (np.diff(done.moments) > np.timedelta64(0)).all()


def test_one_clear_date_decides_for_all() -> None:
    done = parse_times(column("03/04/2024", "14/04/2024"), prefer_day=False)
    assert (str(done.moments[0])[:10], done.ambiguous) == ("2024-04-03", False)
    done = parse_times(column("03/04/2024", "04/14/2024"), prefer_day=True)
    assert (str(done.moments[0])[:10], done.ambiguous) == ("2024-03-04", False)


@pytest.mark.parametrize(("mark", "day"), [(",", "2024-03-04"), (";", "2024-04-03")])
def test_an_ambiguous_date_is_decided_aloud(mark: str, day: str) -> None:
    raw = "user_id,item_id,date\n1,2,03/04/2024\n2,2,05/06/2024\n".replace(",", mark)
    table = read_table(raw.encode())
    assert str(table.frame["timestamp"].iloc[0])[:10] == day
    choice = next(choice for choice in table.choices if choice.code == "dates")
    assert "can be read both ways" in choice.question
    other = next(answer for answer in choice.options if answer != choice.chosen)
    turned = read_table(raw.encode(), answers={"dates": other})
    assert str(turned.frame["timestamp"].iloc[0])[:10] != day
    with pytest.raises(InvalidSetting, match="Answers are"):
        read_table(raw.encode(), answers={"dates": "year_first"})


def test_an_event_counts_as_somebody_says_and_unknown_ones_are_asked_about() -> None:
    raw = b"user_id,item_id,event\n1,2,view\n1,3,teleport\n2,2,view\n2,3,teleport\n"
    table = read_table(raw)
    assert table.event_names == {"teleport": "interaction", "view": "view"}
    assert [choice.code for choice in table.choices] == ["event:teleport"]
    told = read_table(raw, answers={"event:teleport": "purchase", "event:view": "click"})
    assert told.event_names == {"teleport": "purchase", "view": "click"}
    assert set(Dataset.from_tables(told).event_weights) == {"purchase", "click"}


def test_a_repaired_number_is_shown_before_and_after() -> None:
    table = read_table(b"user_id;item_id;rating\n1;2;3,5\n2;2;4\n 3 ;2;$1\n")
    cells = table.repaired_rows[["line", "column", "before", "after"]].to_numpy().tolist()
    assert [2, "rating", "3,5", "3.5"] in cells
    assert [4, "rating", "$1", "1"] in cells
    assert [4, "user_id", " 3 ", "3"] in cells


def test_an_unreadable_time_is_a_repair_and_no_time_at_all_is_no_column() -> None:
    table = read_table(b"user_id,item_id,date\n1,2,2024-01-01\n1,3,soon\n1,4,\n")
    assert (table.accepted, table.repaired) == (2, 1)
    assert table.frame["timestamp"].isna().tolist() == [False, True, True]
    table = read_table(b"user_id,item_id,x\n1,2,soon\n", columns={"timestamp": "x"})
    assert "timestamp" not in table.frame
    assert "timestamp" not in table.mapping
    assert table.problems[0].code == "not_a_time"


@given(st.lists(st.datetimes(pd.Timestamp("1990-01-01"), pd.Timestamp("2100-01-01")), min_size=1))
def test_written_times_come_back(moments: list) -> None:
    expected = [np.datetime64(moment, "ms") for moment in moments]
    for form in ("%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M:%S.%fZ"):
        done = parse_times(column(*(moment.strftime(form) for moment in moments)))
        assert done.moments.tolist() == [moment.tolist() for moment in expected]
