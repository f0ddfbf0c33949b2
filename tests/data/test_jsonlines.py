"""JSON lines and arrays: numbers as written, nested values under dotted names, lines that count."""

from __future__ import annotations

import gzip
import json

import pytest

from recengine.data.reading import columns_of, guess_kind, read_table

LINES = (
    '{"user_id": 00012345678901234567890, "item_id": "0042", "rating": 4.5}',
    '{"user_id": 12345678901234567890, "item_id": 1e5, "rating": 4.50}',
    '{"user_id": "u 3", "item_id": "100000", "rating": 3, "geo": {"country": "CH", "x": {"y": 1}}}',
    "",
    '{"user_id": "u4", "item_id": "7"',
    '{"user_id": "u4", "item_id": "7", "tags": ["a", "b"], "ok": true, "none": null}',
)


def test_cells_are_as_written_and_lines_are_those_of_the_file() -> None:
    table = read_table("\n".join(LINES).encode(), name="events.jsonl")
    assert table.frame["user_id"].astype(str).tolist() == ["12345678901234567890", "u 3", "u4"]
    assert table.frame["item_id"].astype(str).tolist() == ["1e5", "100000", "7"]
    assert table.frame["value"].tolist()[:2] == [4.5, 3.0]
    assert table.frame["geo.country"].tolist() == ["", "CH", ""]
    assert table.frame["geo.x"].tolist() == ["", '{"y": "1"}', ""]
    assert table.frame["tags"].tolist() == ["", "", "a|b"]
    assert table.frame["ok"].tolist() == ["", "", "true"]
    assert (table.rows_read, table.accepted, table.refused, table.ignored) == (6, 3, 2, 1)
    assert table.refused_rows["line"].tolist() == [1, 5]
    assert table.refused_rows["text"].tolist() == [LINES[0], LINES[4]]
    assert [p.line for p in table.problems if p.code == "broken_record"] == [1]


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps([{"user": "1", "item": "7"}, {"user": "2", "item": "8"}]).encode(),
        json.dumps([{"user": "1", "item": "7"}, {"user": "2", "item": "8"}], indent=2).encode(),
        json.dumps({"data": [{"user": 1, "item": 7}, {"user": 2, "item": 8}], "n": 2}).encode(),
        b'{"user": 1, "item": 7}\r\n{"user": 2, "item": 8}',
        b'{"user": 1, "item": 7},\n{"user": 2, "item": 8},\n',
        '{"user": 1, "item": 7}\n{"user": 2, "item": 8}\n'.encode("utf-16"),
        b'\xef\xbb\xbf{"user": 1, "item": 7}\n{"user": 2, "item": 8}\n',
        gzip.compress(b'{"user": 1, "item": 7}\n{"user": 2, "item": 8}\n', mtime=0),
    ],
)
def test_the_same_records_in_any_dress(raw: bytes) -> None:
    table = read_table(raw, name="a.json")
    assert table.frame["user_id"].astype(str).tolist() == ["1", "2"]
    assert table.frame["item_id"].astype(str).tolist() == ["7", "8"]
    assert (table.rows_read, table.accepted) == (2, 2)
    assert guess_kind(raw, "a.json") == "interactions"
    assert columns_of(raw, "a.json") == ("user", "item")


def test_an_array_counts_records_and_not_lines() -> None:
    table = read_table(b'[{"user": 1, "item": 7},\n\n{"user": 2}]', name="a.json")
    assert table.problems[-1].message == "a.json, record 2: the item id is missing."


def test_a_damaged_line_shifts_no_number() -> None:
    raw = b'{"user": 1, "item": 7}\n{"user": 1, "item": "\xff"}\n{"user": 2}\n{"user\n'
    table = read_table(raw, name="a.jsonl")
    assert sorted(table.refused_rows["line"].tolist()) == [2, 3, 4]


def test_an_event_with_several_items_is_one_row_an_item() -> None:
    raw = (
        b'{"user": "a", "event": "buy", "items": [{"item_id": 7, "quantity": 2}, {"item_id": 8}]}\n'
        b'{"user": "a", "event": "page_view", "items": []}\n'
    )
    table = read_table(raw, name="a.jsonl")
    assert table.mapping["item_id"].column == "items.item_id"
    assert table.frame["item_id"].astype(str).tolist() == ["7", "8"]
    assert (table.rows_read, table.accepted, table.refused) == (3, 2, 1)
    assert table.refused_rows["line"].tolist() == [2]


def test_a_list_beside_an_item_makes_no_rows() -> None:
    raw = b'{"user": "a", "item_id": "7", "products": [{"id": 1}, {"id": 2}]}\n'
    table = read_table(raw, name="a.jsonl")
    assert (table.rows_read, table.accepted) == (1, 1)
    assert table.frame["products"].tolist() == ['[{"id": "1"}, {"id": "2"}]']


def test_half_a_surrogate_pair_is_no_crash() -> None:
    raw = b'{"user": "\\ud800a", "item": 1}\n{"user": "b", "item": 1}\n'
    assert read_table(raw, name="a.jsonl").accepted == 2
