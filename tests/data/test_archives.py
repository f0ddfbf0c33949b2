"""Zip archives: one data file, several parts of one table, and what is done about the rest."""

from __future__ import annotations

import gzip
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from recengine.data.reading import columns_of, guess_kind, read_table
from recengine.errors import InvalidSetting, UnusableFile

RATINGS = "userId,movieId,rating\n1,31,2.5\n1,,3\n2,0031,4\n"
MOVIES = "movieId,title\n31,Toy Story (1995)\n"
TAGS = "userId,movieId,tag\n1,31,fun\n2,31,toys\n"


def zipped(**members: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def codes(table) -> list[str]:
    return [problem.code for problem in table.problems]


def test_one_member_is_read_whatever_lies_beside_it() -> None:
    raw = zipped(
        ml__ratings_dot_csv=RATINGS,
        ml__README_dot_txt="About these ratings, of which there are many, and more",
        LICENSE="all yours",
        _dot_DS_Store=b"\x00\x01",
        picture_dot_png=b"\x89PNG",
        empty_folder__="",
    )
    table = read_table(raw, name="ml.zip")
    assert (table.rows_read, table.accepted, table.refused) == (3, 2, 1)
    assert table.source == "ml.zip"
    assert table.frame["item_id"].astype(str).tolist() == ["31", "0031"]
    assert table.refused_rows.to_dict("records") == [
        {"file": "ratings.csv", "line": 3, "reason": "the item id is missing", "text": "1,,3"}
    ]
    assert guess_kind(raw, "ml.zip") == "interactions"
    assert columns_of(raw, "ml.zip") == ("userId", "movieId", "rating")


def test_a_zip_is_read_from_path_and_open_file_alike(tmp_path: Path) -> None:
    path = tmp_path / "ratings.zip"
    path.write_bytes(zipped(ratings_dot_csv=RATINGS))
    with path.open("rb") as file:
        assert read_table(file).accepted == read_table(path).accepted == 2


def test_packed_members_and_workbooks_inside_are_read() -> None:
    raw = zipped(ratings_dot_csv_dot_gz=gzip.compress(RATINGS.encode(), mtime=0))
    assert read_table(raw, name="a.zip").accepted == 2


def test_parts_with_the_same_columns_are_one_table() -> None:
    raw = zipped(ratings_1_dot_csv=RATINGS, ratings_2_dot_csv=RATINGS)
    table = read_table(raw, name="a.zip")
    assert (table.rows_read, table.accepted, table.refused) == (6, 4, 2)
    assert table.refused_rows["file"].tolist() == ["ratings_1.csv", "ratings_2.csv"]
    assert not table.choices


def test_tables_of_another_kind_are_left_out_with_a_note() -> None:
    raw = zipped(ratings_dot_csv=RATINGS, movies_dot_csv=MOVIES)
    table = read_table(raw, name="a.zip")
    assert table.accepted == 2
    assert any("movies.csv was left out, since it is about items" in str(p) for p in table.problems)
    items = read_table(raw, name="a.zip", kind="items")
    assert items.frame["title"].tolist() == ["Toy Story (1995)"]


def test_tables_with_other_columns_are_a_question() -> None:
    raw = zipped(ratings_dot_csv=RATINGS, tags_dot_csv=TAGS)
    table = read_table(raw, name="a.zip")
    assert [choice.code for choice in table.choices] == ["member"]
    assert list(table.choices[0].options) == ["ratings.csv", "tags.csv"]
    assert table.choices[0].chosen == "ratings.csv"
    assert "part_left_out" in codes(table)
    tags = read_table(raw, name="a.zip", answers={"member": "tags.csv"})
    assert tags.choices[0].said
    assert tags.frame["tag"].tolist() == ["fun", "toys"]
    with pytest.raises(InvalidSetting, match=r"'links\.csv' is no answer"):
        read_table(raw, name="a.zip", answers={"member": "links.csv"})


def test_a_part_that_cannot_be_read_does_not_take_the_others_with_it() -> None:
    raw = zipped(ratings_1_dot_csv=RATINGS, ratings_2_dot_csv="userId,movieId,rating\n")
    table = read_table(raw, name="a.zip")
    assert table.accepted == 2
    assert any("ratings_2.csv was left out: " in problem.message for problem in table.problems)


def test_an_archive_without_data_names_what_it_holds() -> None:
    with pytest.raises(UnusableFile, match=r"no file with data \(it holds notes\.md\)"):
        read_table(zipped(notes_dot_md="# Notes"), name="a.zip")
    with pytest.raises(UnusableFile, match="no file with data"):
        read_table(zipped(), name="a.zip")


def test_a_member_that_lies_about_its_size_is_still_stopped() -> None:
    raw = zipped(ratings_dot_csv=b"1,2\n" * 5_000_000)
    size = (20_000_000).to_bytes(4, "little")
    assert raw.count(size) == 2
    with pytest.raises(UnusableFile, match=r"unfolds to more than \d+ MB|cannot be unpacked"):
        read_table(raw.replace(size, (2_000).to_bytes(4, "little")), name="a.zip")


def test_parts_together_may_not_unfold_to_too_much() -> None:
    each = b"user,item\n" + b"1,2\n" * 200_000
    small = zipped(a_dot_csv=each)
    assert read_table(small, name="a.zip").rows_read == 200_000
    with pytest.raises(UnusableFile, match=r"unfolds to more than 1 MB"):
        read_table(zipped(a_dot_csv=each, b_dot_csv=each), name="a.zip")


def test_every_shortened_archive_is_one_sentence_or_a_table() -> None:
    raw = zipped(ratings_dot_csv=RATINGS, tags_dot_csv=TAGS)
    for end in range(4, len(raw), 7):
        with pytest.raises(UnusableFile):
            read_table(raw[:end], name="a.zip")
    for place in range(0, len(raw), 3):
        damaged = raw[:place] + bytes([raw[place] ^ 0x5A]) + raw[place + 1 :]
        with suppress(UnusableFile):
            assert read_table(damaged, name="a.zip").accepted
