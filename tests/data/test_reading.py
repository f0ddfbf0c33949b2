"""Clean and untidy files come in whole, and every row is accounted for."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recengine.data.reading import guess_kind, read_table
from recengine.errors import InvalidSetting, UnusableFile

RATINGS = (
    "userId,movieId,rating,timestamp\n"
    "1,31,2.5,1260759144\n"
    "1,1029,3.0,1260759179\n"
    "2,31,4,1260759185\n"
)
LONG = "user_id,item_id,rating,timestamp\n" + "".join(
    f"u{i % 40},i{i % 77},{i % 5 + 1},{1260759144 + i}\n" for i in range(500)
)


def with_line(number: int, text: str, *, of: str = LONG) -> str:
    lines = of.split("\n")
    lines[number - 1] = text
    return "\n".join(lines)


def codes(table) -> list[str]:
    return [problem.code for problem in table.problems]


def ids(table, column: str) -> list[str]:
    return table.frame[column].astype(str).tolist()


@pytest.mark.parametrize(
    "raw",
    [
        RATINGS.encode(),
        RATINGS.rstrip("\n").encode(),
        b"\xef\xbb\xbf" + RATINGS.encode(),
        RATINGS.encode("utf-16"),
        RATINGS.encode("utf-16-le"),
        RATINGS.encode("utf-16-be"),
        RATINGS.encode("utf-32"),
        RATINGS.replace("\n", "\r\n").encode(),
        RATINGS.replace("\n", "\r").encode(),
        RATINGS.replace("\n", "\r\n", 2).encode(),
        *(
            RATINGS.replace(",", mark).encode()
            for mark in (";", "\t", "|", "::", ", ", "^", "\x01", " ")
        ),
        ("sep=;\n" + RATINGS.replace(",", ";")).encode(),
        RATINGS.replace("\n", "\n\n").encode(),
        RATINGS.replace("\n", ",\n").encode(),
        RATINGS.replace("userId,movieId", " User ID , Movie-Id ").encode(),
        ("Ratings of today\nby the team\n\n" + RATINGS).encode(),
        ("# exported\n" + RATINGS.replace("2,31", "# second person\n2,31")).encode(),
        (RATINGS + "\n\n").encode(),
        gzip.compress(RATINGS.encode(), mtime=0),
        gzip.compress(RATINGS[:40].encode(), mtime=0)
        + gzip.compress(RATINGS[40:].encode(), mtime=0),
    ],
)
def test_the_same_table_in_any_dress(raw: bytes) -> None:
    table = read_table(raw, name="ratings.csv")
    assert ids(table, "user_id") == ["1", "1", "2"]
    assert ids(table, "item_id") == ["31", "1029", "31"]
    assert table.frame["value"].tolist() == [2.5, 3.0, 4.0]
    assert str(table.frame["timestamp"].iloc[0]) == "2009-12-14 02:52:24"
    assert (table.accepted, table.repaired, table.refused) == (3, 0, 0)
    assert table.rows_read == 3 + table.ignored


def test_types_are_those_of_the_contract() -> None:
    table = read_table(
        RATINGS.replace("rating", "rating,note")
        .replace("2.5", "2.5,x")
        .replace("3.0", "3,")
        .replace(",4,", ",4,y,")
        .encode()
    )
    kinds = {name: str(dtype) for name, dtype in table.frame.dtypes.items()}
    assert kinds == {
        "user_id": "category",
        "item_id": "category",
        "value": "float64",
        "timestamp": "datetime64[ms]",
        "note": "str",
    }
    assert table.frame["note"].tolist() == ["x", "", "y"]
    assert list(table.preview.columns) == ["userId", "movieId", "rating", "note", "timestamp"]


def test_ids_stay_as_written() -> None:
    written = [
        "000001",
        "12345678901234567890",
        "NA",
        "true",
        "1e5",
        "100000",
        "null",
        "nan",
        "é",
        "e\u0301",
    ]
    raw = "user_id,item_id\n" + "".join(f"{one},{one}\n" for one in written)
    table = read_table(raw.encode())
    assert ids(table, "user_id") == written
    assert table.accepted == len(written)


def test_spaces_around_ids_are_a_repair() -> None:
    table = read_table(b"user_id,item_id\n 1,2\n1,2 \n3,4\n")
    assert ids(table, "user_id") == ["1", "1", "3"]
    assert (table.accepted, table.repaired) == (1, 2)
    assert list(table.frame["user_id"].cat.categories) == ["1", "3"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("u1,i2", "wrong_width"),
        ("u1,i2,3,4,5", "wrong_width"),
        ("u1,\x00,3,1260759144", "damaged_line"),
        ('u1,"i2,3,1260759144', "unclosed_quote"),
        ('u1,i2,3,"1260759144', "unclosed_quote"),
        (",i2,3,1260759144", "missing_user_id"),
        ("u1,  ,3,1260759144", "missing_item_id"),
        ("u1,i2,inf,1260759144", "bad_value"),
        ("u1,i2,NaN,1260759144", "bad_value"),
        ("u1,i2,1e400,1260759144", "bad_value"),
        ("u1,i2,good,1260759144", "bad_value"),
        (f"u1,{'x' * 2000},3,1260759144", "long_item_id"),
        ("user_id,item_id,rating,timestamp", "header_again"),
    ],
)
def test_one_bad_line_is_refused_with_its_number(line: str, code: str) -> None:
    table = read_table(with_line(101, line).encode(), name="events.csv")
    assert (table.rows_read, table.accepted, table.refused) == (500, 499, 1)
    (problem,) = table.problems
    assert (problem.code, problem.line, problem.count) == (code, 101, 1)
    assert "events.csv, line 101" in problem.message
    assert problem.fix
    assert table.refused_rows["line"].tolist() == [101]
    assert table.refused_rows["text"].iloc[0][:2] == line[:2].replace("\x00", "")


def test_one_damaged_byte_costs_one_line() -> None:
    raw = with_line(101, "u1,i\xff2,3,1260759144").encode("latin-1")
    table = read_table(raw)
    assert (table.accepted, table.refused, table.problems[0].line) == (499, 1, 101)


def test_lines_are_those_of_the_file_after_everything_else_went_wrong() -> None:
    raw = 'note\n\nuser_id,item_id,text,rating\n1,2,"a\nb",3\n4,5\n1,\x00,x,3\n1,2,"x,4\n\n5,,z,1\n'
    table = read_table(raw.encode())
    assert table.refused_rows[["line", "reason"]].to_numpy().tolist() == [
        [6, "the row does not have 4 cells like the others"],
        [7, "the line holds bytes that are no text"],
        [8, "a quotation mark opens here and is never closed"],
        [10, "the item id is missing"],
    ]
    assert (table.rows_read, table.accepted, table.ignored) == (8, 1, 3)
    assert table.frame["text"].tolist() == ["a\nb"]


def test_windows_text_is_told_from_damage() -> None:
    table = read_table("Kunde;Artikel;Ort\n1;2;Köln\n2;3;Zürich\n".encode("cp1252"))
    assert table.frame["Ort"].tolist() == ["Köln", "Zürich"]
    assert "encoding" in codes(table)


def test_quotes_in_all_their_forms() -> None:
    raw = 'user_id,item_id,note\n1,2,"a, b"\n1,3,5" disk\n1,4,"say ""hi"""\n1,5,"two\nlines"\n'
    table = read_table(raw.encode())
    assert table.frame["note"].tolist() == ["a, b", '5" disk', 'say "hi"', "two\nlines"]
    single = read_table(b"user_id,item_id,note\n'1','2','a, b'\n'2','3','x'\n")
    assert single.frame["note"].tolist() == ["a, b", "x"]
    escaped = read_table(b'user_id,item_id,note\n1,2,"a \\"b\\", c"\n2,3,"x"\n')
    assert escaped.frame["note"].tolist() == ['a "b", c', "x"]


def test_an_unclosed_mark_does_not_swallow_the_lines_up_to_the_next_one() -> None:
    raw = with_line(10, 'u1,i2,3,"1260759144')
    raw = with_line(20, 'u1,i2,3,"1260759144', of=raw)
    table = read_table(with_line(30, 'u1,i2,"3"x,"1260759144', of=raw).encode())
    assert (table.accepted, table.refused) == (497, 3)
    assert table.refused_rows["line"].tolist() == [10, 20, 30]


def test_decimal_commas_do_not_separate_columns() -> None:
    table = read_table(b"1;2;3,5\n1;3;4,0\n2;3;1,5\n")
    assert table.frame["value"].tolist() == [3.5, 4.0, 1.5]


def test_a_search_with_spaces_for_an_item_is_no_repair() -> None:
    table = read_table(b"user_id,item_id,event\n1,  ,search\n1,2,view\n")
    assert (table.accepted, table.repaired) == (2, 0)


def test_a_huge_cell_costs_its_row_only() -> None:
    table = read_table((LONG + "u1," + "x" * 6_000_000 + ",3,1260759144\n").encode())
    assert (table.accepted, table.refused) == (500, 1)
    assert codes(table) == ["huge_cell"]


def test_an_index_column_is_left_out() -> None:
    table = read_table(b",user_id,item_id\n0,1,2\n1,1,3\n2,4,5\n")
    assert codes(table) == ["index_column"]
    assert list(table.frame.columns) == ["user_id", "item_id"]
    assert table.columns == ("column 1", "user_id", "item_id")


def test_headers_twice_or_blank() -> None:
    table = read_table(b"user_id,item_id,user_id,\n1,2,3,x\n4,5,6,y\n")
    assert table.columns == ("user_id", "item_id", "user_id_2", "column 4")
    assert codes(table) == ["duplicate_header"]
    assert ids(table, "user_id") == ["1", "4"]


def test_equal_rows_are_kept_and_mentioned() -> None:
    table = read_table((RATINGS + RATINGS.split("\n", 1)[1]).encode())
    assert (table.accepted, codes(table)) == (6, ["duplicate_rows"])
    assert (table.problems[0].count, table.problems[0].line) == (3, 5)


def test_searches_need_no_item() -> None:
    table = read_table(
        b"user_id,item_id,event,value,query\nu1,,search,,cats\nu1,,view,,\nu1,i2,View,,\n"
    )
    assert ids(table, "item_id") == ["", "i2"]
    assert ids(table, "event") == ["search", "view"]
    assert (table.accepted, table.refused) == (2, 1)


def test_the_last_of_items_with_the_same_id_wins() -> None:
    raw = b"item_id,title,minutes,added\na,Old,90,2024-01-01\nb,Other,x,\na,New,95,2024-02-01\n"
    table = read_table(raw, kind="items")
    assert table.frame["title"].tolist() == ["Other", "New"]
    np.testing.assert_array_equal(table.frame["length"], [np.nan, 95.0])
    assert (table.rows_read, table.accepted, table.repaired) == (3, 1, 2)
    assert codes(table) == ["bad_length", "repeated_item_id"]


def test_a_column_that_is_named_and_one_that_is_denied() -> None:
    raw = b"who,what,rating,day\na,b,3,2024-01-01\n"
    table = read_table(
        raw, columns={"user_id": "who", "item_id": " WHAT ", "value": "", "length": "x"}
    )
    assert list(table.frame.columns) == ["user_id", "item_id", "timestamp", "rating"]
    assert table.mapping["user_id"].why == "you said so"
    with pytest.raises(
        UnusableFile, match=r"no column 'nobody' \(it has: who, what, rating, day\)"
    ):
        read_table(raw, columns={"user_id": "nobody"})
    with pytest.raises(InvalidSetting, match="no role 'person'"):
        read_table(raw, columns={"person": "who"})


def test_a_column_with_the_name_of_a_role_gives_way() -> None:
    table = read_table(b"user_id,item_id,value,rating\n1,2,a,5\n", columns={"value": "rating"})
    assert table.frame["value"].tolist() == [5.0]
    assert table.frame["value_2"].tolist() == ["a"]


def test_parquet_gives_the_same_as_csv() -> None:
    frame = pd.DataFrame(
        {
            "user_id": [1, 2],
            "item_id": [7.0, np.nan],
            "rating": [0.5, 1.0],
            "timestamp": pd.to_datetime(["2024-01-01T00:00", "2024-01-02T03:04"]),
        }
    )
    sink = io.BytesIO()
    frame.to_parquet(sink)
    table = read_table(sink.getvalue(), name="a.parquet")
    assert ids(table, "item_id") == ["7"]
    assert table.problems[0].message == "a.parquet, row 2: the item id is missing."
    assert str(table.frame["timestamp"].iloc[0]) == "2024-01-01 00:00:00"


def test_every_kind_of_source(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(RATINGS)
    opened = path.open("rb")
    with opened:
        tables = [read_table(one) for one in (path, str(path), opened)]
    assert {table.source for table in tables} == {"ratings.csv"}
    assert read_table(RATINGS.encode()).source == "the file"


def test_reading_twice_says_the_same() -> None:
    raw = with_line(7, "u1,,x,").encode()
    first, second = read_table(raw), read_table(raw)
    assert first.problems == second.problems
    pd.testing.assert_frame_equal(first.frame, second.frame)


def test_progress_ends_at_one() -> None:
    seen: list[float] = []
    read_table(RATINGS.encode(), progress=lambda share, _words: seen.append(share))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_many_refused_rows_are_capped_but_counted() -> None:
    raw = "user_id,item_id\n" + "1,\n" * 12_000 + "1,2\n"
    table = read_table(raw.encode())
    assert (table.refused, table.problems[0].count, len(table.refused_rows)) == (
        12_000,
        12_000,
        10_000,
    )


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("ratings.csv", "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n", "interactions"),
        ("movies.csv", "movieId,title,genres\n1,Toy Story (1995),Adventure\n", "items"),
        ("tags.csv", "userId,movieId,tag,timestamp\n1,2,x,1260759144\n", "interactions"),
        ("users.csv", "user_id,country,age\n1,DE,30\n", "users"),
        ("dump.csv", "id,age,country\n1,30,DE\n", "users"),
        ("dump.csv", "id,name,price\n1,Shoe,30\n", "items"),
        ("u.data", "196\t242\t3\t881250949\n186\t302\t3\t891717742\n", "interactions"),
        ("movies.dat", "1::Toy Story (1995)::Adventure\n2::Jumanji (1995)::Fantasy\n", "items"),
        ("users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n", "users"),
    ],
)
def test_a_dropped_file_is_recognised(name: str, header: str, kind: str) -> None:
    assert guess_kind(header.encode(), name) == kind
