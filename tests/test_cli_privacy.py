"""The terminal and personal data: what is left out, how it is brought in, and how it is removed."""

from __future__ import annotations

import json

import pytest

from recengine.cli import main

EVENTS = (
    "E-Mail;Artikel;Bewertung;Datum\n"
    "anna@example.org;A1;4,5;2024-03-01\nbob@example.org;A1;3;2024-03-02\n"
    "anna@example.org;A2;5;2024-03-03\nbob@example.org;A3;2;2024-03-04\n"
)
PEOPLE = (
    "E-Mail;Vorname;Konfession;Land;Alter\n"
    "anna@example.org;Annabella;evangelisch;DE;33\nbob@example.org;Bobby;keine;AT;44\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "events.csv").write_text(EVENTS)
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "key").write_bytes(b"thirty-two bytes that stay home.")
    return tmp_path


@pytest.fixture
def run(folder, capsys, monkeypatch):
    """Run a command in the folder; returns exit code, output and what was said beside it."""
    monkeypatch.chdir(folder)

    def run(*arguments):
        code = main(list(arguments))
        return code, *capsys.readouterr()

    return run


def test_check_lists_what_is_left_out_in_json_and_in_words(run):
    code, out, _ = run("check", "people.csv", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["kind"] == "users"
    assert document["consents"] == []
    assert [(held["column"], held["special"]) for held in document["withheld"]] == [
        ("Vorname", False),
        ("Konfession", True),
    ]
    assert set(document["withheld"][0]) == {"file", "column", "category", "special", "why"}
    _, words, _ = run("check", "events.csv", "--users", "people.csv")
    assert "'Konfession' is left out: religion or belief (special category)" in words


@pytest.mark.parametrize("flags", [[], ["--json"]])
@pytest.mark.parametrize("secret", ["anna@example.org", "Annabella", "evangelisch"])
def test_nothing_personal_is_said(run, secret, flags):
    for command in (
        ["check", "people.csv"],
        ["check", "events.csv", "--users", "people.csv"],
        ["recommend", "--interactions", "events.csv", "--user", "anna@example.org"],
    ):
        code, out, err = run(*command, *flags)
        assert code == 0
        assert secret not in out + err


def test_a_personal_column_comes_in_by_name_and_is_recorded(run):
    _, out, _ = run("check", "people.csv", "--include", "vorname", "--json")
    document = json.loads(out)
    assert [held["column"] for held in document["withheld"]] == ["Konfession"]
    assert [given["column"] for given in document["consents"]] == ["Vorname"]


def test_a_special_column_comes_in_for_a_purpose_alone(run):
    include = ("check", "people.csv", "--include", "Konfession")
    code, out, err = run(*include)
    assert (code, out) == (1, "")
    assert "no purpose was given" in err
    code, out, _ = run(*include, "--purpose", "bias audit", "--json")
    assert code == 0
    assert json.loads(out)["consents"][0]["purpose"] == "bias audit"


def test_a_misspelt_column_is_one_sentence(run):
    code, _, err = run("check", "people.csv", "--include", "Vornam")
    assert code == 1
    assert err.startswith("No file has a column 'Vornam'")


def test_one_key_gives_the_same_pseudonyms_and_another_gives_others(run):
    ask = ("recommend", "--interactions", "events.csv", "--user", "anna@example.org", "--json")
    same = [json.loads(run(*ask, "--key", "key")[1])["user_id"] for _ in range(2)]
    other = json.loads(run(*ask)[1])["user_id"]
    assert same[0] == same[1] != other
    assert same[0].startswith("p_")


@pytest.mark.parametrize("key", ["nowhere", "events.csv"])
def test_a_key_that_is_none_is_wrong_usage(run, capsys, key):
    with pytest.raises(SystemExit) as stopped:
        run("check", "people.csv", "--key", key)
    assert stopped.value.code == 2
    assert "argument --key" in capsys.readouterr().err


def test_forget_writes_the_files_without_the_person(run, folder):
    command = ["forget", "--user", "anna@example.org", "--interactions", "events.csv"]
    code, out, _ = run(*command, "--users", "people.csv", "--out", "clean", "--json")
    assert code == 0
    assert [(place["removed"], place["kept"]) for place in json.loads(out)["places"]] == [
        (2, 2),
        (1, 1),
    ]
    for path in (folder / "clean").iterdir():
        raw = path.read_bytes()
        assert b"anna" not in raw.lower()
        assert b"bob@example.org" in raw
    assert (folder / "events.csv").read_text() == EVENTS
    code, _, err = run(*command, "--out", "clean")
    assert code == 1
    assert "no file is written over" in err


def test_forget_says_when_the_person_is_nowhere(run, folder):
    code, out, err = run(
        "forget", "--user", "eve", "--interactions", "events.csv", "--out", "clean"
    )
    assert (code, out) == (1, "")
    assert err.startswith("There is no record of 'eve' in events.csv")
    assert not (folder / "clean").exists()


def test_forget_needs_a_file(run):
    code, _, err = run("forget", "--user", "eve", "--out", "clean")
    assert code == 1
    assert err.startswith("No data was given.")
