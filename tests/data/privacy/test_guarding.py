"""What is withheld is nowhere: not in rows, refused or repaired ones, previews or exports."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import fields

import pandas as pd
import pytest

from recengine.data.dataset import Dataset
from recengine.data.export import to_csv
from recengine.data.privacy.pseudonyms import Pseudonyms
from recengine.data.reading import read_table
from recengine.errors import InvalidSetting

KEY = b"a key of the session"
CANARY = "zanzibar.quux"
USERS = (
    "user_id,email,Vorname,religion,country,birth_date\n"
    f"u1,{CANARY}@example.org,Zanzibar,{CANARY},DE,1980-01-02\n"
    f" u2 ,b{CANARY}@example.org,Bo,none,FR,1981-01-02\n"
    f",c{CANARY}@example.org,Cy,none,FR,1981-01-02\n"
    f"u4,d{CANARY}@example.org,Dee,none,FR,1981-01-02,one too many\n"
    f"u5,e{CANARY}@example.org,Eve,{CANARY},ES,1981-01-02\n"
    f"u5,f{CANARY}@example.org,Eve,{CANARY},ES,1981-01-02\n"
    "user_id,email,Vorname,religion,country,birth_date\n"
    ",,,,,\n"
)
EVENTS = (
    "email,item,rating,note\n"
    f"a{CANARY}@example.org,i1,4,fine\n"
    f"a{CANARY}@example.org,i2,bad,fine\n"
    f"b{CANARY}@example.org,i1,5,fine\n"
    f" b{CANARY}@example.org,i3,5,fine\n"
    f"c{CANARY}@example.org,i1,5\n"
    f"c{CANARY}@example.org,,5,fine\n"
)


def everything(held) -> str:
    """All that a table or a data set holds, as text."""
    parts = [repr(held)]
    for field in fields(held):
        value = getattr(held, field.name)
        parts.append(repr(value))
        if isinstance(value, pd.DataFrame):
            parts += [to_csv(value), value.to_json(), repr(list(value.columns))]
            parts += [
                repr(list(c.cat.categories)) for _, c in value.items() if c.dtype == "category"
            ]
            out = io.BytesIO()
            value.to_parquet(out)
            parts.append(repr(out.getvalue()))
    return "\n".join(parts)


@pytest.fixture
def people():
    return read_table(USERS.encode(), kind="users", name="users.csv", key=KEY)


@pytest.fixture
def events():
    return read_table(EVENTS.encode(), name="events.csv", key=KEY)


def test_personal_columns_are_not_in_the_frame_and_are_named(people):
    assert list(people.frame.columns) == ["user_id", "country"]
    assert [(held.column, held.special) for held in people.withheld] == [
        ("email", False),
        ("Vorname", False),
        ("religion", True),
        ("birth_date", False),
    ]
    assert people.columns == ("user_id", "email", "Vorname", "religion", "country", "birth_date")
    assert set(people.preview["email"]) <= {"[withheld]", "", "email"}


def test_a_withheld_cell_is_nowhere_in_a_table(people):
    assert people.refused == 3
    assert people.repaired == 2
    assert "[withheld]" in " ".join(people.refused_rows["text"])
    assert CANARY not in everything(people)


def test_withholding_changes_no_count(people):
    plain = read_table(
        USERS.encode(), kind="users", include=["email", "vorname", "religion", "birth_date"]
    )
    assert [plain.rows_read, plain.accepted, plain.repaired, plain.refused, plain.ignored] == [
        *(people.rows_read, people.accepted, people.repaired, people.refused, people.ignored)
    ]
    assert CANARY in everything(plain)


def test_an_id_that_is_an_address_is_nowhere_in_a_table(events):
    assert events.rows_read == 6
    assert events.refused == 3
    assert CANARY not in everything(events)
    assert [problem.code for problem in events.problems].count("pseudonyms") == 1


def test_a_withheld_cell_is_nowhere_in_a_data_set(events, people):
    dataset = Dataset.from_tables(events, users=people)
    assert CANARY not in everything(dataset)
    assert CANARY not in json.dumps([vars(problem) for problem in dataset.problems])


def test_packed_files_are_guarded_alike(people):
    packed = read_table(gzip.compress(USERS.encode()), kind="users", name="users.csv", key=KEY)
    assert packed.withheld == people.withheld
    assert CANARY not in everything(packed)


def test_a_named_column_comes_in_and_is_recorded():
    table = read_table(USERS.encode(), kind="users", include=["EMAIL"])
    assert "email" in table.frame
    assert [held.column for held in table.included] == ["email"]
    assert "email" not in [held.column for held in table.withheld]


def test_files_read_with_one_key_join():
    users = f"mail,plan\na{CANARY}@example.org,pro\nb{CANARY}@example.org,free\n"
    events = read_table(EVENTS.encode(), key=KEY)
    people = read_table(users.encode(), kind="users", key=KEY)
    dataset = Dataset.from_tables(events, users=people)
    assert dataset.n_users == 2
    code = dataset.user_code(Pseudonyms(KEY).of(f"a{CANARY}@example.org"))
    assert dataset.users["plan"].iloc[code] == "pro"
    other = read_table(users.encode(), kind="users")
    assert not set(other.frame["user_id"]) & set(people.frame["user_id"])


def test_only_ids_that_say_who_somebody_is_are_replaced_unless_all_are_to_be():
    raw = b"user,item\nu1,i1\nann@example.org,i2\n"
    some = read_table(raw, key=KEY).frame["user_id"].astype(str).tolist()
    whole = read_table(raw, key=KEY, pseudonymise=True).frame["user_id"].astype(str).tolist()
    none = read_table(raw, key=KEY, pseudonymise=False).frame["user_id"].astype(str).tolist()
    assert some == ["u1", Pseudonyms(KEY).of("ann@example.org")]
    assert whole == [Pseudonyms(KEY).of("u1"), some[1]]
    assert none == ["u1", "ann@example.org"]


def test_spaces_around_an_address_make_no_other_person(events):
    assert events.frame["user_id"].nunique() == 2
    assert events.repaired == 1


def test_a_key_is_never_shown_and_must_be_long_enough():
    assert "session" not in repr(Pseudonyms(KEY))
    with pytest.raises(InvalidSetting, match="has 3 bytes"):
        read_table(EVENTS.encode(), key=b"abc")


def test_pseudonyms_are_never_called_anonymous(events):
    text = " ".join(str(problem) for problem in events.problems).lower()
    assert "anonym" not in text.replace("pseudonym", "")
    assert "still personal data" in text
