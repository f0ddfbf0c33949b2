"""Personal columns are found by what they hold, and ordinary ones stay."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.privacy.finding import find_sensitive, personal_ids
from recengine.data.reading import read_table
from tests.data.privacy.people import CELLS, cards, emails

ROOT = Path(__file__).resolve().parents[3]
ROLES = {"users": {"user_id": "id"}, "items": {"item_id": "id"}, "interactions": {"user_id": "id"}}


def find(cells, *, kind="users", name="c7"):
    table = pa.table({"id": [f"u{i}" for i in range(len(cells))], name: list(cells)})
    return [(held.column, held.category) for held in find_sensitive(table, kind, ROLES[kind])]


@pytest.mark.parametrize("category", CELLS)
@given(data=st.data())
@settings(derandomize=True, max_examples=40, deadline=None)
def test_cells_of_every_kind_are_found_whatever_the_column_is_called(category, data):
    cells = data.draw(st.lists(CELLS[category], min_size=4, max_size=12))
    blanks = data.draw(st.integers(0, 20))
    assert find([*cells, *[""] * blanks]) == [("c7", category)]


@given(cells=st.lists(emails, min_size=3, max_size=9), share=st.floats(0, 1))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_three_in_ten_filled_cells_are_enough_and_fewer_are_not(cells, share):
    others = [f"word {i}" for i in range(round(len(cells) * share * 5))]
    enough = len(cells) / (len(cells) + len(others)) >= 0.3
    assert bool(find([*cells, *others])) == enough


@pytest.mark.parametrize("digits", [8, 10, 12, 13, 14, 15, 16, 18, 19, 20])
def test_plain_numbers_are_no_cards(digits):
    dice = random.Random(digits)
    numbers = [str(dice.randrange(10 ** (digits - 1), 10**digits)) for _ in range(300)]
    assert find(numbers) == []
    assert find([f"4{number[1:]}" for number in numbers]) == []


def test_article_numbers_are_no_cards():
    bodies = [f"40{i:010d}" for i in range(7, 4000, 13)]
    weights = [1, 3] * 6
    eans = [
        body + str(-sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 10)
        for body in bodies
    ]
    assert find(eans, kind="items") == []


def test_accounts_with_wrong_check_digits_are_none():
    assert find([f"DE00{i:018d}" for i in range(50)]) == []


def test_a_name_is_enough_where_cells_are_blank():
    assert find(["", ""], name="religion") == [("religion", "religion or belief")]


def test_a_column_that_only_says_yes_or_no_is_about_a_newsletter_unless_it_is_about_health():
    assert find(["true", "false"], name="email") == []
    assert find(["yes", "no"], name="pregnant") == [("pregnant", "health")]


def test_a_phone_may_be_a_kind_of_device():
    assert find(["iPhone 12", "Pixel 7"], name="phone") == []


def test_versions_are_no_addresses_of_computers():
    assert find(["10.0.2.15", "10.1.0.3"], name="app_version") == []
    assert find(["10.0.2.15", "10.1.0.3"], name="via") == [("via", "IP address")]


def test_item_files_are_judged_by_content_alone():
    assert find(["Ann Lee", "Bo Hall"], kind="items", name="first_name") == []
    assert find(["48.13713, 11.57540"] * 3, kind="items", name="place") == []
    assert find(["a@example.org"] * 3, kind="items", name="first_name") == [
        ("first_name", "e-mail address")
    ]


def test_a_column_with_a_role_is_not_withheld():
    table = pa.table({"email": ["a@example.org"]})
    assert find_sensitive(table, "users", {"user_id": "email"}) == ()


@pytest.mark.parametrize("world", ["streaming", "shop"])
@pytest.mark.parametrize("kind", ["interactions", "items", "users"])
def test_the_sample_worlds_hold_nothing_personal(world, kind):
    table = read_table(ROOT / "sample_data" / world / f"{kind}.csv", kind=kind)
    assert table.withheld == ()
    assert not any(problem.code == "pseudonyms" for problem in table.problems)


CATALOGUE = {
    "author": "Ursula K. Le Guin",
    "artist": "Nina Simone",
    "director": "Agnès Varda",
    "brand": "Little Lantern",
    "description": "Call 24 hours, ask for more. Version 1.2.3.4 of 2024-03-01.",
    "isbn": "9780306406157",
    "gtin14": "40012345678908",
    "sku": "AB1-2CD",
    "dimensions": "10x20x30",
    "published": "1969-03-01",
    "colour": "red",
    "url": "https://example.org/a/1",
    "emb": "0.12 -0.5 0.73",
    "uuid": "0b0e9a6c-7c1e-4c3e-9a43-2f6a1e6b9d11",
}


@pytest.mark.parametrize("kind", ["items", "interactions"])
def test_catalogue_columns_stay(kind):
    rows = pa.table({"id": ["1", "2"], **{name: [cell] * 2 for name, cell in CATALOGUE.items()}})
    assert find_sensitive(rows, kind, ROLES[kind]) == ()


def test_movielens_people_lose_their_postcode_alone():
    raw = b"user_id|age|gender|occupation|zip_code\n1|24|M|technician|85711\n2|53|F|other|94043\n"
    table = read_table(raw, kind="users", name="u.user")
    assert [held.column for held in table.withheld] == ["zip_code"]
    assert list(table.frame.columns) == ["user_id", "age", "gender", "occupation"]


@given(ids=st.lists(st.integers(1, 10**12).map(str) | st.uuids().map(str), min_size=1))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_ordinary_ids_need_no_pseudonym(ids):
    assert personal_ids("user_id", pa.chunked_array([ids])) is None


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("user_id", ["0012345678", "0012345679"]),
        ("user_id", ["AE22DEF3GHIJKLMNOPQRSTUVWXYZ", "AH57QWERTZUIOPASDFGHJKLYXCVB"]),
        ("user_id", ["123-456-7890", "0171-1234567"]),
        ("user", ["User One", "User Two", "Group A"]),
        ("user", ["RJ", "eartle", "massdosage"]),
        ("username", ["ann", "bo"]),
        ("device_id", ["38400000-8cf0-11bd-b23e-10b96e40000d"]),
        ("email", ["5d41402abc4b2a76b9719d911017c592"]),
    ],
)
def test_ids_that_merely_look_odd_are_left_alone(column, cells):
    assert personal_ids(column, pa.chunked_array([cells])) is None


def test_a_date_of_birth_is_never_taken_for_the_time_of_an_event():
    raw = b"kunde,artikel,Geburtsdatum\nk1,a1,1980-01-02\nk2,a1,1970-03-04\n"
    table = read_table(raw, kind="interactions", name="log.csv")
    assert "timestamp" not in table.mapping
    assert [held.category for held in table.withheld] == ["date of birth"]


@pytest.mark.parametrize(
    ("column", "cells", "category", "whole"),
    [
        ("customer", ["a@example.org", "u2"], "e-mail address", False),
        ("customer", ["+49 170 1234567"], "phone number", False),
        ("phone", ["0170 1234567", "0170 1234568"], "phone number", True),
        ("customer_name", ["ann", "bo"], "person's name", True),
        ("customer", ["Ann Lee", "Bo Hall", "Lee, Åsa"], "person's name", True),
    ],
)
def test_ids_that_say_who_somebody_is_are_known(column, cells, category, whole):
    found = personal_ids(column, pa.chunked_array([cells]))
    assert found is not None
    assert (found[0].name, found[1]) == (category, whole)


@given(card=cards)
@settings(derandomize=True, max_examples=30, deadline=None)
def test_a_card_with_spaces_is_a_card(card):
    spaced = " ".join(card[i : i + 4] for i in range(0, 16, 4))
    assert find([spaced, card]) == [("c7", "card number")]
