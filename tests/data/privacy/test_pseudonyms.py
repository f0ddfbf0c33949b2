"""Pseudonyms: the same for the same key, others for another, one for every id."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.privacy.finding import personal_ids
from recengine.data.privacy.pseudonyms import Pseudonyms, fresh_key
from recengine.data.reading import guess_kind
from recengine.errors import InvalidSetting

KEYS = st.binary(min_size=16, max_size=64)
IDS = st.text(min_size=1, max_size=20)


@given(key=KEYS, ids=st.lists(IDS, max_size=30))
@settings(derandomize=True, max_examples=80, deadline=None)
def test_a_column_is_replaced_id_by_id(key, ids):
    names = Pseudonyms(key)
    replaced = names.replace(pa.chunked_array([ids], pa.string()), only_personal=False).to_pylist()
    assert len(set(replaced)) == len(set(ids))
    for old, new in zip(ids, replaced, strict=True):
        assert new.strip() == (names.of(old.strip()) if old.strip() else "")
        assert len(new) - len(new.strip()) == len(old) - len(old.strip())


@given(key=KEYS, other=KEYS, person=IDS)
@settings(derandomize=True, max_examples=80, deadline=None)
def test_the_key_decides(key, other, person):
    same = Pseudonyms(key).of(person) == Pseudonyms(other).of(person)
    assert same == (key == other)
    assert Pseudonyms(key).of(person).startswith("p_")
    assert person not in Pseudonyms(key).of(person) or len(person) < 4


def test_blank_ids_stay_blank_and_no_rows_stay_none():
    names = Pseudonyms()
    for ids in ([], ["", "  "]):
        column = pa.chunked_array([ids], pa.string())
        assert names.replace(column, only_personal=False).to_pylist() == ids


def test_columns_in_pieces_are_one_column():
    column = pa.chunked_array([["a@example.org"], ["u1"], ["a@example.org", "u1"]])
    names = Pseudonyms()
    mail = names.of("a@example.org")
    assert names.replace(column, only_personal=True).to_pylist() == [mail, "u1", mail, "u1"]


def test_coded_columns_are_replaced_like_plain_ones():
    plain = pa.chunked_array([["a@example.org", "u1", "a@example.org"]])
    names, coded = Pseudonyms(), plain.dictionary_encode()
    assert personal_ids("user", coded) == personal_ids("user", plain)
    replaced = [names.replace(column, only_personal=True).to_pylist() for column in (plain, coded)]
    assert replaced[0] == replaced[1]


def test_fresh_keys_differ():
    assert fresh_key() != fresh_key()
    assert Pseudonyms().of("ann") != Pseudonyms().of("ann")


@pytest.mark.parametrize("size", [0, 15, 65])
def test_keys_that_are_too_short_or_too_long_are_refused(size):
    with pytest.raises(InvalidSetting, match=f"has {size} bytes"):
        Pseudonyms(bytes(size))


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        ("E-Mail;Artikel;Bewertung;Datum", "a@example.org;A1;4;2024-03-01", "interactions"),
        ("E-Mail;Vorname;Nachname;Land", "a@example.org;Ann;Lee;DE", "users"),
        ("kod_pocztowy,nazwisko,e-mail", "00-950,Nowak,a@example.org", "users"),
        ("isbn,title,author,email", "9780306406157,A Book,Ann Lee,", "items"),
    ],
)
def test_files_of_people_are_told_by_what_is_personal(header, row, kind):
    assert guess_kind(f"{header}\n{row}\n{row}\n".encode(), "export.csv") == kind
