"""A file that cannot be used costs one sentence that says what it is and what to do."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import zipfile
from pathlib import Path

import pytest

from recengine.data.reading import read_table
from recengine.errors import UnusableFile

ROWS = b"user_id,item_id\n" + b"1,2\n" * 300


def zipped(inner: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inner, content)
    return out.getvalue()


def locked(archive: bytes) -> bytes:
    """The archive with the flag that says its first member is encrypted."""
    directory = archive.index(b"PK\x01\x02")
    return archive[: directory + 8] + b"\x01" + archive[directory + 9 :]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", r"a\.csv is empty"),
        (b"\n\n\r\n", r"a\.csv is empty"),
        (b"\xef\xbb\xbf", r"a\.csv is empty"),
        (b"user_id,item_id\n", r"a\.csv has column names but no rows"),
        (b"user_id,item_id", r"a\.csv has column names but no rows"),
        (b"user_id,item_id\n\n\n", r"a\.csv has column names but no rows"),
        (b"\x89PNG\r\n\x1a\n\x00", r"a\.csv is a picture \(PNG\)"),
        (b"\xff\xd8\xff\xe0JFIF", r"a\.csv is a picture \(JPEG\)"),
        (b"%PDF-1.7 ...", r"a\.csv is a PDF document"),
        (zipped("xl/workbook.xml"), r"a\.csv is a workbook that cannot be read"),
        (zipped("word/document.xml"), r"a\.csv holds no file with data \(it holds word/doc"),
        (zipped("ratings.csv"), r"ratings\.csv has column names but no rows"),
        (zipped("../ratings.csv"), r"a\.csv holds a file that would be written outside its folder"),
        (zipped("/etc/ratings.csv"), r"would be written outside its folder"),
        (zipped("C:\\ratings.csv"), r"would be written outside its folder"),
        (zipped("ratings.csv")[:-8], r"a\.csv is a zip archive that cannot be unpacked"),
        (zipped("inner.csv", zipped("ratings.csv")), r"a\.csv is packed twice"),
        (zipped("ratings.csv", b"1,2\n" * 5_000_000), r"a\.csv unfolds to more than \d+ MB"),
        (locked(zipped("ratings.csv", ROWS)), r"a\.csv is protected by a password"),
        (b"<!DOCTYPE html>\n<html>", r"a\.csv is a web page"),
        (b"  \n<html>", r"a\.csv is a web page"),
        (b"<?xml version='1.0'?><a/>", r"a\.csv is an XML file"),
        (json.dumps([["u", "i"], ["1", "2"]]).encode(), r"a\.csv is a JSON file without records"),
        (json.dumps({"user_id": {"a": []}, "n": 1}).encode(), r"no column that names items"),
        (b'[{"user_id": 1, "item_id": 2}, {"user', r"a\.csv is a JSON array that breaks off"),
        (b'{"user_id": 1\n{"item_id"\n', r"a\.csv is a JSON file without records"),
        (b'{"a":' * 100_000, r"a\.csv is a JSON file without records"),
        (b"\xd0\xcf\x11\xe0" + bytes(512), r"a\.csv is an old Office file.* Save it as \.xlsx"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            r"a\.csv is protected by a password",
        ),
        (pickle.dumps({"a": [1, 2]}), r"a\.csv is a Python pickle"),
        (b"SQLite format 3\x00", r"a\.csv is an SQLite database"),
        (b"\x00\x01\x02\x03" * 500, r"a\.csv is not a text file"),
        (b"PAR1 nothing PAR1", r"a\.csv is a Parquet file that cannot be read"),
        (gzip.compress(ROWS, mtime=0)[:-12], r"a\.csv is a gzip file that breaks off"),
        (gzip.compress(gzip.compress(ROWS, mtime=0), mtime=0), r"a\.csv is packed twice"),
        (gzip.compress(b"", mtime=0), r"a\.csv is empty"),
        (gzip.compress(b"%PDF-1.7 ...", mtime=0), r"a\.csv is a PDF document"),
        (gzip.compress(b"\n" * 20_000_000, mtime=0), r"a\.csv unfolds to more than \d+ MB"),
        (
            b"user,when,rating\n1,2024-01-01,3\n",
            r"no column that names items \(looked at: user, when, rating\)",
        ),
        (
            b"movieId,title\n1,Toy Story\n",
            r"no column that names people \(looked at: movieId, title\)",
        ),
        (
            b"user_id,item_id\n1,\n,2\n",
            r"no row that can be used\. a\.csv, line 3: the user id is missing",
        ),
        (
            ",".join(f"i{n}" for n in range(3000)).encode() + b"\n" + b",".join([b"1"] * 3000),
            "has 3,000 columns",
        ),
    ],
)
def test_refused_with_a_sentence(raw: bytes, sentence: str) -> None:
    with pytest.raises(UnusableFile, match=sentence) as caught:
        read_table(raw, name="a.csv")
    assert caught.value.problem.fix


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"There is no file .*nothing\.csv"):
        read_table(tmp_path / "nothing.csv")
    with pytest.raises(UnusableFile, match="holds no file with data"):
        read_table(tmp_path)
    with pytest.raises(UnusableFile, match="cannot be opened"):
        read_table("a\x00b.csv")


def test_text_that_only_begins_like_another_kind_is_read() -> None:
    assert read_table(b"ORC,user_id,item_id\na,1,2\n").accepted == 1
    assert read_table(b"RIFF,user_id,item_id\na,1,2\n").accepted == 1
