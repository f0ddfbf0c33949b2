"""Attributes: what a column holds is judged by what is in it."""

import pandas as pd
import pytest

from recengine.data.attributes import Attribute, describe, split_list


def kind_of(values, name: str = "column") -> Attribute:
    return describe(pd.DataFrame({name: values}))[0]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["Drama|Crime", "Drama", "Crime|Love", "Drama|Love"] * 6, "list"),
        (["red; blue", "red", "blue; green", "red; green"] * 6, "list"),
        (["Drama, Crime", "Drama", "Crime, Love", "Love"] * 6, "list"),
        (["Outdoor > Shoes", "Outdoor > Tents", "Kitchen > Pans"] * 8, "list"),
        ([str(year) for year in range(1960, 1990)], "number"),
        (["1.5", "", "2.5", "3.5", "9"] * 5, "number"),
        (["0", "1"] * 12, "category"),
        (["2024-01-01", "2023-05-06", ""] * 8, "date"),
        (["Drama", "Crime", "Love"] * 8, "category"),
        ([f"A long tale of the year {n} and after" for n in range(24)], "text"),
        ([f"tt{n:07}" for n in range(24)], "identifier"),
        ([f"{first} Smith" for first in "ABCDEFGHIJKLMNOPQRSTUVWX"], "text"),
        (["", " ", ""] * 8, "empty"),
        ([None, None], "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value[0]),
)
def test_a_column_is_judged_by_its_values(values, kind):
    assert kind_of(values).kind == kind


def test_the_separator_of_a_list_is_kept_for_cutting_it():
    assert kind_of(["a|b", "a", "b|c", "c"] * 6).separator == "|"
    assert kind_of(["A > B", "A > C", "D > B"] * 8).separator == " > "


def test_sentences_with_commas_are_no_list():
    tales = [f"In the year {n}, after a long war, peace came to town {n}" for n in range(24)]
    assert kind_of(tales).kind == "text"


def test_a_title_is_always_text():
    assert kind_of(["1984", "2001", "300"], name="title").kind == "text"


def test_dates_that_were_read_as_dates_are_dates():
    assert kind_of(pd.to_datetime(["2024-01-01", None])).kind == "date"


def test_columns_are_described_in_their_order_but_for_those_to_skip():
    frame = pd.DataFrame({"item_id": ["a"], "title": ["A"], "year": ["1999"]})
    assert [attribute.name for attribute in describe(frame, skip=("item_id",))] == ["title", "year"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("genres", "Genres"),
        ("ageRating_group", "Age rating group"),
        ("main-category", "Main category"),
        (" odd  name ", "Odd name"),
    ],
)
def test_a_label_is_written_as_a_person_would(name, label):
    assert Attribute(name, "category").label == label


@pytest.mark.parametrize(
    ("text", "separator", "parts"),
    [
        ("Drama|Crime", "|", ["Drama", "Crime"]),
        ("Drama||Crime|", "|", ["Drama", "Crime"]),
        (" Drama ; Crime ", ";", ["Drama", "Crime"]),
        (
            "Outdoor > Shoes > Boots",
            " > ",
            ["Outdoor", "Outdoor > Shoes", "Outdoor > Shoes > Boots"],
        ),
        ("", "|", []),
    ],
)
def test_a_cell_is_cut_into_parts_without_blanks(text, separator, parts):
    assert split_list(text, separator) == parts
