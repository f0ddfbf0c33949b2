"""Exports of well-known tools are read without a mapping by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from recengine.data.dataset import Dataset
from recengine.data.reading import guess_kind, read_table
from recengine.data.tables import Table
from tests.data import exports


def columns(table: Table) -> dict[str, str]:
    return {role: guess.column for role, guess in table.mapping.items()}


def test_shopify_orders() -> None:
    raw = exports.shopify()
    assert guess_kind(raw, "orders_export_1.csv") == "interactions"
    table = read_table(raw, name="orders_export_1.csv")
    assert columns(table) == {
        "user_id": "Email",
        "item_id": "Lineitem sku",
        "value": "Lineitem quantity",
        "timestamp": "Created at",
        "event": "(file name)",
    }
    assert (table.rows_read, table.accepted, table.repaired, table.refused) == (60, 30, 30, 0)
    second = table.frame.iloc[2]  # the second article of the second order
    assert second["item_id"] == "004-B"
    assert second["user_id"] == table.frame.iloc[1]["user_id"]
    assert second["user_id"].startswith("p_")  # an e-mail address never is an id
    assert second["timestamp"] == pd.Timestamp("2024-03-02 08:01:00")
    assert table.repaired_rows.iloc[0][["line", "column", "before", "after"]].tolist() == [
        4,
        "Email",
        "",
        second["user_id"],
    ]
    assert table.event_names == {"purchase": "purchase"}
    assert Dataset.from_tables(table).n_users == 11


def test_orders_of_a_shop_without_article_numbers_go_by_name() -> None:
    raw = exports.shopify().replace(b"-B,", b",")
    for number in range(13):
        raw = raw.replace(f",00{number},".encode(), b",,")
    table = read_table(raw, name="orders_export_1.csv")
    assert columns(table)["item_id"] == "Lineitem name"
    assert table.frame["item_id"].iloc[0] == 'Mug "0", blue'


def test_an_order_does_not_lend_its_customer_to_the_next() -> None:
    raw = b"Order ID,Customer ID,SKU\n1,ann,a\n1,,b\n2,,c\n2,bob,d\n,,e\n"
    table = read_table(raw, name="a.csv")
    assert table.frame["user_id"].astype(str).tolist() == ["ann", "ann", "bob"]
    assert table.refused_rows["line"].tolist() == [4, 6]
    assert (table.rows_read, table.accepted, table.repaired, table.refused) == (5, 2, 1, 2)


def test_analytics_events() -> None:
    raw = exports.analytics()
    assert guess_kind(raw, "events_20240304.json") == "interactions"
    table = read_table(raw, name="events_20240304.json")
    assert columns(table) == {
        "user_id": "user_pseudo_id",
        "item_id": "items.item_id",
        "event": "event_name",
        "value": "items.quantity",
        "timestamp": "event_timestamp",
    }
    assert (table.rows_read, table.accepted, table.refused) == (50, 40, 10)
    assert table.event_names == {"view_item": "view", "add_to_cart": "cart", "purchase": "purchase"}
    assert set(table.refused_rows["line"]) == set(range(4, 41, 4))
    assert table.refused_rows["reason"].unique().tolist() == ["the item id is missing"]
    assert table.frame["user_id"].iloc[0] == "1000000000.1700000000"
    assert table.frame["timestamp"].iloc[1] == pd.Timestamp("2024-03-04 00:00:01")
    assert table.frame["geo.country"].unique().tolist() == ["Switzerland"]
    assert table.frame["items.item_name"].iloc[:4].tolist() == ["Cap 0", "Cap 0", "Cap 0", "Cap 1"]


@pytest.mark.parametrize(
    "name", ["userid-timestamp-artid-artname-traid-traname.tsv", "listening.tsv", "a.txt"]
)
def test_a_listening_log(name: str) -> None:
    raw = exports.lastfm()
    assert guess_kind(raw, name) == "interactions"
    table = read_table(raw, name=name)
    assert columns(table) == {"user_id": "column 1", "item_id": "column 3", "timestamp": "column 2"}
    assert (table.rows_read, table.accepted) == (60, 60)
    assert table.frame["user_id"].iloc[0] == "user_000001"
    assert table.frame["timestamp"].iloc[0] == pd.Timestamp("2009-05-04 23:08:57")
    assert table.frame["column 6"].iloc[1] == "Song #1"
    assert Dataset.from_tables(table).n_items == 8


@pytest.mark.parametrize(
    ("raw", "name", "ignored"),
    [
        (exports.german_csv(), "Bewertungen.csv", 0),
        (exports.german_workbook(), "Bewertungen.xlsx", 2),
    ],
    ids=["csv", "workbook"],
)
def test_a_german_spreadsheet(raw: bytes, name: str, ignored: int) -> None:
    assert guess_kind(raw, name) == "interactions"
    table = read_table(raw, name=name)
    assert columns(table) == dict(
        zip(("user_id", "item_id", "value", "timestamp"), exports.GERMAN_COLUMNS, strict=True)
    )
    expected = exports.german_rows()
    assert table.frame["user_id"].astype(str).tolist() == [row[0] for row in expected]
    assert table.frame["value"].tolist() == [row[2] for row in expected]
    assert table.frame["timestamp"].dt.date.tolist() == [row[3] for row in expected]
    assert (table.rows_read - ignored, table.ignored, table.refused) == (40, ignored, 0)
    if "Bemerkung" in table.frame:
        assert table.frame["Bemerkung"].unique().tolist() == ["schön"]
