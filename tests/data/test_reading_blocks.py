"""A file is read in blocks, and where one ends changes nothing; ids stay as written."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pandas.testing import assert_frame_equal

from recengine.data.reading import cutting, read_table, repeats
from recengine.data.reading.ids import cells_like, coded, encode, plain
from recengine.data.reading.loading import load
from recengine.data.tables import Table

HEADER = "user_id,item_id,value,timestamp,note"
ROWS = [f"{n % 7},{n % 11 + 100},{n % 9 + 1},{1_260_000_000 + n},n{n}" for n in range(200)]

LATE = {
    "nothing": [],
    "a cell too many": ["1,2,3,1260000000,x,y"],
    "no item": ["1,,3,1260000000,x"],
    "a zero before an id": ["007,2,3,1260000000,x"],
    "spaces around an id": [" 1 ,2,3,1260000000,x"],
    "no number": ["1,2,good,1260000000,x"],
    "no time": ["1,2,3,soon,x"],
    "a gap": ["1,2,,,"],
    "the header again": [HEADER],
    "a blank line": [""],
    "a line end in quotes": ['1,2,3,1260000000,"two\nlines"', "1,2,x,1260000000,after"],
    "a separator in quotes": ['1,2,3,1260000000,"a,b"'],
    "a quote that stays open": ['1,2,3,1260000000,"open', "1,2,x,1260000000,after"],
    "a row twice": [ROWS[3]],
}


def read(late: list[str], end: str) -> Table:
    lines = [HEADER, *ROWS, *late, *ROWS[:20]]
    return read_table(end.join(lines).encode(), name="a.csv")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("late", LATE.values(), ids=LATE.keys())
@pytest.mark.parametrize("block", [80, 97, 1_000])
def test_the_border_of_a_block_changes_nothing(late, end, block, monkeypatch):
    whole = read(late, end)
    monkeypatch.setattr(cutting, "_BLOCK", block)
    monkeypatch.setattr(repeats, "_BLOCK_ROWS", 3)
    found = read(late, end)
    for name in ("frame", "refused_rows", "repaired_rows", "preview"):
        assert_frame_equal(getattr(found, name), getattr(whole, name))
    for name in ("problems", "rows_read", "accepted", "repaired", "refused", "ignored"):
        assert getattr(found, name) == getattr(whole, name)


def test_a_small_block_cuts_the_file_into_many(monkeypatch):
    monkeypatch.setattr(cutting, "_BLOCK", 80)
    loaded = load("\n".join([HEADER, *ROWS]).encode(), "a.csv")
    assert loaded.table.column(0).num_chunks > 20


def test_a_line_far_down_is_named_by_its_number(monkeypatch):
    monkeypatch.setattr(cutting, "_BLOCK", 80)
    table = read(["1,,3,1260000000,x", "1,2", "1,2,good,1260000000,x"], "\n")
    assert [problem.line for problem in table.problems if problem.fix][:3] == [203, 202, 204]


ODD = [
    *("007", "+7", "-0", "7.0", "1e5", "99999999999999999999"),
    *("0x1F", "0x7FFFFFFFFFFFFFFF", "0XFFFFFFFF"),
]


@pytest.mark.parametrize("odd", [*ODD, "7 ", ""])
def test_ids_that_only_look_like_numbers_stay_as_written(odd):
    codes, known = encode(pa.chunked_array([["7", "31"], ["7", odd]]))
    assert known.to_pylist() == ["7", "31", odd]
    assert codes.tolist() == [0, 1, 0, 2]


def test_ids_that_are_numbers_are_the_same_texts_again():
    texts = ["9007199254740993", "-5", "0", "9223372036854775807", "-5"]
    codes, known = encode(pa.chunked_array([texts[:2], texts[2:]]))
    assert known.take(pa.array(codes)).to_pylist() == texts


def test_a_coded_column_says_what_it_said():
    text = pa.chunked_array([["7", "", "07"], ["7"]])
    held = coded(text)
    assert plain(held).to_pylist() == text.to_pylist()
    for cell in ("7", "", "x"):
        np.testing.assert_array_equal(cells_like(held, cell), cells_like(text, cell))


def test_repeats_are_those_that_pandas_finds():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "user_id": pd.Categorical(rng.integers(0, 9, 500).astype(str)),
            "item_id": pd.Categorical(rng.integers(0, 9, 500).astype(str)),
            "value": rng.integers(1, 3, 500).astype(float),
        }
    )
    np.testing.assert_array_equal(repeats._duplicated(frame), frame.duplicated())
