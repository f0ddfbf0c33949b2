"""Several files as one table: rows, counts, sentences and events of each part stay its own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from recengine.data.dataset import Dataset
from recengine.data.joining import join_tables
from recengine.data.reading import columns_of, guess_kind, read_table
from recengine.data.tables import Table
from recengine.errors import InvalidSetting, UnusableFile


def table(text: str, name: str, kind: str = "interactions") -> Table:
    return read_table(text.encode(), name=name, kind=kind)


def folder(place: Path, **files: str) -> Path:
    for name, text in files.items():
        place.joinpath(name.replace("_dot_", ".")).write_text(text)
    return place


def test_rows_counts_and_files_are_kept() -> None:
    first = table("user_id,item_id,rating\n a,7,5\nb,,3\nb,8,x\n", "may.csv")
    second = table("item_id,user_id,note\n7,c,hello\n9,a,\n", "june.csv")
    year = join_tables([first, second], source="year")
    assert year.frame["user_id"].astype(str).tolist() == ["a", "c", "a"]
    assert year.frame["item_id"].astype(str).tolist() == ["7", "7", "9"]
    assert isinstance(year.frame["user_id"].dtype, pd.CategoricalDtype)
    assert year.frame["value"].isna().tolist() == [False, True, True]
    assert year.frame["note"].tolist() == ["", "hello", ""]
    assert (year.rows_read, year.accepted, year.repaired, year.refused) == (5, 2, 1, 2)
    assert year.refused_rows["file"].tolist() == ["may.csv", "may.csv"]
    assert year.repaired_rows["file"].tolist() == ["may.csv"]
    assert year.columns == ("user_id", "item_id", "rating", "note")
    assert set(year.mapping) == {"user_id", "item_id", "value"}
    assert Dataset.from_tables(year).n_users == 2


def test_a_table_without_events_gets_the_one_its_values_speak_for() -> None:
    ratings = table("user,item,rating\na,7,5\nb,7,1\n", "ratings.csv")
    events = table("user,item,event\na,7,view\n", "log.csv")
    whole = join_tables([ratings, events], source="both")
    assert whole.frame["event"].tolist() == ["rating", "rating", "view"]
    assert whole.event_names == {"rating": "rating", "view": "view"}


def test_of_items_described_twice_the_last_one_stays() -> None:
    first = table("movieId,title\n1,Old\n2,Two\n", "a.csv", "items")
    second = table("movieId,title\n1,New\n", "b.csv", "items")
    whole = join_tables([first, second], source="all")
    assert dict(zip(whole.frame["item_id"], whole.frame["title"], strict=True)) == {
        "1": "New",
        "2": "Two",
    }
    assert (whole.rows_read, whole.accepted, whole.repaired) == (3, 2, 1)


def test_tables_of_two_kinds_cannot_be_joined() -> None:
    items = table("movieId,title\n1,Old\n", "a.csv", "items")
    events = table("user,item\n1,2\n", "b.csv")
    with pytest.raises(InvalidSetting, match="one kind"):
        join_tables([items, events], source="all")
    with pytest.raises(InvalidSetting, match="one kind"):
        join_tables([], source="all")


def test_a_folder_of_one_file_for_each_event(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        likes_dot_csv="user,item\na,7\n",
        plays_dot_csv="user,item,plays\na,7,12\nb,7,3\n",
        skips_dot_tsv="user\titem\nb\t8\n",
        README_dot_md="# user,item",
        _dot_hidden="user,item\nx,y\n",
    )
    assert guess_kind(place) == "interactions"
    assert columns_of(place) == ("user", "item", "plays")
    whole = read_table(place)
    assert whole.frame["event"].tolist() == ["like", "play", "play", "skip"]
    assert whole.mapping["event"].column == "(file name)"
    assert whole.frame["value"].tolist()[1:3] == [12.0, 3.0]
    assert (whole.rows_read, whole.accepted) == (4, 4)
    assert [p.code for p in whole.problems].count("event_from_name") == 3
    assert not whole.choices


def test_a_column_of_events_outweighs_the_name() -> None:
    assert table("user,item,event\na,7,view\n", "purchases.csv").event_names == {"view": "view"}
    letters = table("user,item,event\na,7,A\nb,7,B\n", "purchases.csv")
    assert letters.event_names == {"a": "interaction", "b": "interaction"}
    named = read_table(
        b"user,item,event\na,7,1\n", name="purchases.csv", columns={"event": "event"}
    )
    assert named.event_names == {"1": "interaction"}
    assert table("user,item,event\na,7,1\n", "purchases.csv").event_names == {
        "purchase": "purchase"
    }


def test_parts_as_a_cluster_writes_them(tmp_path: Path) -> None:
    for number in range(3):
        frame = pd.DataFrame({"user_id": ["1", "2"], "item_id": [f"i{number}", "7"]})
        frame.to_parquet(tmp_path / f"part-{number:05d}-c000.snappy.parquet", index=False)
    folder(tmp_path, _SUCCESS="", _dot_part_dot_crc="x")
    whole = read_table(tmp_path)
    assert whole.frame["item_id"].astype(str).tolist() == ["i0", "7", "i1", "7", "i2", "7"]
    assert whole.frame["item_id"].cat.categories.tolist() == ["i0", "7", "i1", "i2"]
    assert (whole.rows_read, whole.accepted) == (6, 6)


def test_a_folder_without_data_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="holds no file with data"):
        read_table(tmp_path)
    with pytest.raises(UnusableFile, match="column names but no rows"):
        read_table(folder(tmp_path, a_dot_csv="user,item\n"))


def test_a_shop_with_a_file_for_each_event_and_counts_under_event(tmp_path: Path) -> None:
    """As Retailrocket's: no times, and a column called event that is 1 throughout."""
    rows = "visitorid\titemid\tevent\n" + "".join(f"{n}\t{n % 7}\t1\n" for n in range(50))
    place = folder(
        tmp_path,
        view_ecommerce_dot_dat=rows,
        add_to_cart_ecommerce_dot_dat=rows[: len(rows) // 2].rpartition("\n")[0],
        purchase_ecommerce_dot_dat="visitorid\titemid\tevent\n1\t2\t1\n",
        README="visitorid | itemid | event",
    )
    shop = read_table(place)
    assert shop.event_names == {"cart": "cart", "purchase": "purchase", "view": "view"}
    assert shop.mapping["user_id"].column == "visitorid"
    assert (shop.frame["event"] == "view").sum() == 50
    assert (shop.frame["event"] == "purchase").sum() == 1
    assert shop.rows_read == shop.accepted == len(shop.frame)
    assert Dataset.from_tables(shop).event_weights == {"purchase": 1.0, "cart": 0.6, "view": 0.3}


def test_a_column_withheld_from_one_part_comes_in_from_none() -> None:
    first = read_table(b"user_id,item_id,contact\n1,7,a@example.com\n2,7,b@example.org\n")
    second = read_table(b"user_id,item_id,contact\n3,7,by letter\n4,8,by letter\n")
    assert "contact" in second.frame
    whole = join_tables([first, second], source="both")
    assert [held.column for held in whole.withheld] == ["contact"]
    assert "contact" not in whole.frame
