"""Any frame of text, numbers and times comes back as it was, whatever it was written as."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recengine.data.reading import read_table

NAMES = ["user_id", "item_id", "value", "timestamp", "note"]
Row = tuple[str, str, float, int, str]

IDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
#: Text that a line can hold: any script and sign but quotes, ends of lines and bytes of control.
NOTES = st.text(
    st.characters(codec="utf-8", exclude_characters='"', exclude_categories=["Cc", "Cs"]),
    max_size=20,
)
#: Real words: bytes at random could be of any old encoding, and nobody could tell.
WORDS = [
    "Zo\u00eb",
    "M\u00fcller",
    "caf\u00e9",
    "na\u00efve",
    "\u00c5sa",
    "\u2019s",
    "\u20ac5",
    "plain",
    "17",
]
WESTERN_IDS = st.sampled_from([word for word in WORDS if word.isalnum()])
WESTERN = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


def frames(ids: st.SearchStrategy[str], notes: st.SearchStrategy[str]) -> st.SearchStrategy:
    times = st.integers(631_152_000, 4_000_000_000)
    row = st.tuples(ids, ids, st.floats(0.015625, 1000, width=16), times, notes)
    return st.lists(row, min_size=1, max_size=20)


@dataclass(frozen=True)
class Written:
    """A way to write a frame: ``write`` rows to bytes, into a file with this ending."""

    name: str
    write: Callable[[list[Row]], bytes]
    ending: str = "csv"
    western: bool = False


def text(
    rows: list[Row],
    delimiter: str = ",",
    *,
    end: str = "\n",
    comma: bool = False,
    when: Callable[[int], str] = str,
) -> str:
    """A frame as delimited text, its notes in quotation marks."""
    lines = [delimiter.join(NAMES)]
    for user, item, value, moment, note in rows:
        number = repr(value).replace(".", ",") if comma else repr(value)
        lines.append(delimiter.join([user, item, number, when(moment), f'"{note}"']))
    return end.join(lines) + end


def iso(moment: int) -> str:
    return str(np.datetime64(moment, "s"))


def german(moment: int) -> str:
    return pd.Timestamp(moment, unit="s").strftime("%d.%m.%Y %H:%M:%S")


def json_lines(rows: list[Row]) -> bytes:
    lines = [json.dumps(dict(zip(NAMES, row, strict=True)), ensure_ascii=False) for row in rows]
    return "\n".join(lines).encode()


def all_quoted(rows: list[Row]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([NAMES, *rows])
    return out.getvalue().encode()


def parquet(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    frame = pd.DataFrame(rows, columns=NAMES)
    frame["timestamp"] = pd.to_datetime(frame["timestamp"], unit="s")
    frame.to_parquet(out, index=False)
    return out.getvalue()


def zipped(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.csv", text(rows))
    return out.getvalue()


WAYS = [
    *(
        Written(f"delimited by {mark!r}", lambda rows, mark=mark: text(rows, mark).encode())
        for mark in (",", ";", "\t", "|", "::", ", ", "^", "\x01")
    ),
    *(
        Written(f"in {coding}", lambda rows, coding=coding: text(rows).encode(coding))
        for coding in ("utf-8-sig", "utf-16", "utf-32")
    ),
    Written(
        "in utf-16, high byte first", lambda rows: b"\xfe\xff" + text(rows).encode("utf-16-be")
    ),
    Written("in Windows-1252", lambda rows: text(rows).encode("cp1252"), western=True),
    Written("with ends of Windows", lambda rows: text(rows, end="\r\n").encode()),
    Written("with ends of old Macs", lambda rows: text(rows, end="\r").encode()),
    Written("with decimal commas", lambda rows: text(rows, ";", comma=True).encode()),
    Written("with ISO times", lambda rows: text(rows, when=iso).encode()),
    Written("with German times", lambda rows: text(rows, ";", comma=True, when=german).encode()),
    Written("with milliseconds", lambda rows: text(rows, when=lambda t: str(1000 * t)).encode()),
    Written("with every cell quoted", all_quoted),
    Written("as JSON lines", json_lines, "jsonl"),
    Written("as Parquet", parquet, "parquet"),
    Written("gzipped", lambda rows: gzip.compress(text(rows).encode(), mtime=0), "csv.gz"),
    Written("zipped", zipped, "zip"),
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_written_frame_comes_back_equal(way: Written, data: st.DataObject) -> None:
    ids, notes = (WESTERN_IDS, WESTERN) if way.western else (IDS, NOTES)
    rows = data.draw(frames(ids, notes))
    table = read_table(way.write(rows), name=f"log.{way.ending}")
    assert len(table.frame) == table.rows_read == len(rows)
    assert table.frame["user_id"].astype(str).tolist() == [row[0] for row in rows]
    assert table.frame["item_id"].astype(str).tolist() == [row[1] for row in rows]
    np.testing.assert_array_equal(table.frame["value"], [row[2] for row in rows])
    expected = pd.to_datetime([row[3] for row in rows], unit="s").to_numpy("datetime64[ms]")
    np.testing.assert_array_equal(table.frame["timestamp"], expected)
    assert table.frame["note"].tolist() == [row[4] for row in rows]
