"""Export: no cell of a table becomes a formula, and no value is lost."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.export import safe_cell, to_csv

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.example")',
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\0x",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    "   =1",
)


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_a_leading_quote(cell):
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Casablanca", "1984", "a=b", "it's", "", "<b>", "(=1)"])
def test_other_text_stays_as_it_is(cell):
    assert safe_cell(cell) == cell


@given(st.text())
def test_no_text_starts_like_a_formula_afterwards(cell):
    assert not safe_cell(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
    assert safe_cell(cell).removeprefix("'") == cell.removeprefix("'")


@pytest.mark.parametrize("cell", [cell for cell in FORMULAS if "\0" not in cell])
def test_cells_and_headers_are_made_safe(cell):
    rows = read(to_csv(pd.DataFrame({cell: [cell]})))
    assert rows == [[f"'{cell}"], [f"'{cell}"]]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_line_end_within_a_cell_begins_no_row_that_could_be_a_formula(end):
    cell = f"Up{end}=1+1"
    assert read(to_csv(pd.DataFrame({"title": [cell]}))) == [["title"], [cell]]


def test_numbers_stay_numbers():
    frame = pd.DataFrame({"score": [-0.5, 2.0, np.nan], "place": [-1, 0, 1]})
    assert read(to_csv(frame)) == [["score", "place"], ["-0.5", "-1"], ["2.0", "0"], ["", "1"]]


def test_text_with_commas_quotes_and_lines_comes_back_whole():
    cells = ['He said "no"', "a,b", "two\nlines", "é 漢"]
    rows = read(to_csv(pd.DataFrame({"title": cells})))
    assert [row[0] for row in rows[1:]] == cells


def test_a_cell_that_is_missing_is_empty():
    frame = pd.DataFrame({"title": ["Up", None], "when": [pd.Timestamp("2024-01-02"), pd.NaT]})
    assert read(to_csv(frame))[2] == ["", ""]


def test_the_frame_that_was_given_is_not_changed():
    frame = pd.DataFrame({"=x": ["=1"]})
    to_csv(frame)
    assert frame.equals(pd.DataFrame({"=x": ["=1"]}))
