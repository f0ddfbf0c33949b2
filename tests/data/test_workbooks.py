"""Workbooks: cells as a person reads them, real row numbers, the sheet that is meant."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress

import openpyxl
import pytest

from recengine.data.reading import columns_of, guess_kind, read_table
from recengine.errors import UnusableFile

RATINGS = [
    ["Kundennummer", "Artikelnummer", "Bewertung", "Datum"],
    [1, "00042", 4.5, dt.date(2024, 3, 4)],
    [2, "00043", "3,5", dt.datetime.fromisoformat("2024-03-05T12:30")],
    [],
    [3, None, 4, None],
    [4, 17.0, 5, dt.date(2024, 3, 6)],
]


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_and_rows_are_those_of_the_sheet() -> None:
    raw = workbook(Tabelle1=RATINGS)
    table = read_table(raw, name="a.xlsx")
    assert {role: guess.column for role, guess in table.mapping.items()} == {
        "user_id": "Kundennummer",
        "item_id": "Artikelnummer",
        "value": "Bewertung",
        "timestamp": "Datum",
    }
    assert table.frame["user_id"].astype(str).tolist() == ["1", "2", "4"]
    assert table.frame["item_id"].astype(str).tolist() == ["00042", "00043", "17"]
    assert table.frame["value"].tolist() == [4.5, 3.5, 5.0]
    assert table.frame["timestamp"].astype(str).tolist() == [
        "2024-03-04 00:00:00",
        "2024-03-05 12:30:00",
        "2024-03-06 00:00:00",
    ]
    assert (table.rows_read, table.accepted, table.repaired) == (5, 2, 1)
    assert (table.refused, table.ignored) == (1, 1)
    assert table.refused_rows["line"].tolist() == [5]
    assert "a.xlsx, row 5: the item id is missing." in [p.message for p in table.problems]
    assert guess_kind(raw, "a.xlsx") == "interactions"
    assert columns_of(raw, "a.xlsx") == tuple(RATINGS[0])


def test_rows_above_the_table_are_ignored_and_counted() -> None:
    raw = workbook(Tabelle1=[["Export"], [], ["Stand", "heute"], *RATINGS, [], []])
    table = read_table(raw, name="a.xlsx")
    assert (table.rows_read, table.ignored, table.refused) == (8, 4, 1)
    assert table.refused_rows["line"].tolist() == [8]
    assert "a.xlsx has 3 rows before the table, ignored." in [p.message for p in table.problems]


def test_a_sheet_without_column_names_keeps_its_first_row() -> None:
    table = read_table(workbook(Sheet=[[196, 242, 3], [186, 302, 3], [22, 377, 1]]), name="a.xlsx")
    assert table.accepted == 3
    assert "no_header" in [problem.code for problem in table.problems]


def test_which_sheet_is_a_question_only_if_several_hold_data() -> None:
    notes = [["Notiz"]]
    more = [["user", "item"], ["9", "9"]]
    assert not read_table(workbook(leer=[], Daten=RATINGS), name="a.xlsx").choices
    raw = workbook(Info=notes, Daten=RATINGS, Mehr=more)
    table = read_table(raw, name="a.xlsx")
    assert list(table.choices[0].options) == ["Daten", "Info", "Mehr"]
    assert (table.choices[0].code, table.choices[0].chosen) == ("sheet", "Daten")
    other = read_table(raw, name="a.xlsx", answers={"sheet": "Mehr"})
    assert other.frame["user_id"].astype(str).tolist() == ["9"]


def test_numbers_too_long_for_a_spreadsheet_are_pointed_out() -> None:
    raw = workbook(Sheet=[["user", "item"], [12345678901234567890, "12345678901234567890"]])
    table = read_table(raw, name="a.xlsx")
    assert table.frame["item_id"].astype(str).tolist() == ["12345678901234567890"]
    assert "long_numbers" in [problem.code for problem in table.problems]


def changed(raw: bytes, member: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info, content.replace(old, new) if info.filename == member else content)
    return out.getvalue()


def test_a_cell_in_the_far_corner_is_refused_before_the_sheet_is_built() -> None:
    raw = workbook(Sheet=[["user", "item"], ["1", "2"]])
    far = changed(raw, "xl/worksheets/sheet1.xml", b'r="B2"', b'r="XFD1048576"')
    with pytest.raises(UnusableFile, match=r"spans 17,179,869,184 cells"):
        read_table(far, name="a.xlsx")


def test_a_workbook_that_unfolds_to_too_much_is_refused() -> None:
    raw = workbook(Sheet=[["user", "item"], ["1", "2"]])
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.bin", bytes(20_000_000))
    with pytest.raises(UnusableFile, match=r"unfolds to more than \d+ MB"):
        read_table(out.getvalue(), name="a.xlsx")


def test_an_opendocument_sheet_is_read_like_a_workbook() -> None:
    def cell(text: str, kind: str = "string", more: str = "") -> str:
        inside = f"<text:p>{text}</text:p>"
        return f'<table:table-cell office:value-type="{kind}" {more}>{inside}</table:table-cell>'

    schema = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = "".join(f' xmlns:{name}="{schema}:{name}:1.0"' for name in ("office", "table", "text"))
    rows = [
        "".join(map(cell, ("user", "item", "rating"))),
        cell("007")
        + cell("42", "float", 'office:value="42"')
        + cell("4,5", "float", 'office:value="4.5"'),
    ]
    blank = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    blank += 'table:number-columns-repeated="16384"/></table:table-row>'
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + blank
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blatt1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{schema}:manifest:1.0"/>')
    table = read_table(out.getvalue(), name="a.ods")
    assert table.frame.astype({"user_id": str, "item_id": str}).to_numpy().tolist() == [
        ["007", "42", 4.5]
    ]


def test_a_vast_opendocument_sheet_is_refused() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"/>'
    content = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    with pytest.raises(UnusableFile, match=r"spans 16,000,000,000 cells"):
        read_table(out.getvalue(), name="a.ods")


def test_an_empty_or_damaged_workbook_is_one_sentence() -> None:
    with pytest.raises(UnusableFile, match=r"no sheet with data"):
        read_table(workbook(Sheet=[]), name="a.xlsx")
    raw = workbook(Sheet=RATINGS)
    with pytest.raises(UnusableFile, match="is a workbook that cannot be read"):
        read_table(changed(raw, "xl/workbook.xml", b"<", b"("), name="a.xlsx")
    for place in range(0, len(raw), 37):
        with suppress(UnusableFile):
            read_table(raw[:place] + bytes([raw[place] ^ 0x5A]) + raw[place + 1 :], name="a.xlsx")
