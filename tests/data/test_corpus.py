"""The whole corpus: each file gets the verdict it deserves, in bounds, and never a traceback."""

from __future__ import annotations

import json
import resource
import time

import pandas as pd
import pytest

from recengine.cli import main
from recengine.data.reading import read_table
from recengine.data.tables import Table
from recengine.errors import UnusableFile
from tests.data.corpus import CASES, Case

KEY = b"a key that is the same each time"
SECONDS = 5.0
KILOBYTES = 2_000_000
_WORDS = {"accepted": "A", "repaired": "R", "partly refused": "P", "open question": "Q"}


def read(case: Case) -> Table | UnusableFile:
    try:
        return read_table(case.raw, kind=case.kind, name=case.file, key=KEY)
    except UnusableFile as error:
        return error


def seen(result: Table | UnusableFile) -> set[str]:
    """Every letter that describes what happened."""
    if isinstance(result, UnusableFile):
        return {"E"}
    letters = {"P"} if result.refused else set()
    letters |= {"Q"} if result.choices else set()
    letters |= {"R"} if result.repaired or result.problems or result.withheld else set()
    return letters or {"A"}


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str) -> None:
    case = CASES[name]
    result = read(case)
    assert seen(result) & set(case.verdict), (seen(result), getattr(result, "problems", result))
    if isinstance(result, UnusableFile):
        assert str(result).endswith(".")
        assert "\n" not in str(result)
        assert result.problem.fix
        return
    assert _WORDS[result.verdict] in seen(result)
    assert result.rows_read == result.accepted + result.repaired + result.refused + result.ignored
    if case.rows is not None:
        assert len(result.frame) == case.rows
    for user in case.users:
        assert user in set(result.frame["user_id"].astype(str))
    codes = {problem.code for problem in result.problems} | {one.code for one in result.choices}
    assert not case.code or case.code in codes
    for problem in result.problems:
        assert problem.message.endswith((".", "?")), problem


@pytest.mark.parametrize("name", CASES)
def test_the_same_report_twice(name: str) -> None:
    first, second = read(CASES[name]), read(CASES[name])
    if isinstance(first, Table) and isinstance(second, Table):
        pd.testing.assert_frame_equal(first.frame, second.frame)
        assert (first.problems, first.choices) == (second.problems, second.choices)
    else:
        assert str(first) == str(second)


@pytest.mark.parametrize("name", CASES)
def test_the_terminal_says_the_same(
    name: str, tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = CASES[name]
    path = tmp_path / case.file
    path.write_bytes(case.raw)
    code = main(["check", str(path), "--kind", case.kind, "--json"])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    if code:
        assert (code, out) == (1, "")
        assert err.count("\n") == 1
        assert err.strip().endswith((".", ")."))
    else:
        said = json.loads(out)
        assert said["rows_read"] == sum(
            said[part] for part in ("accepted", "repaired", "refused", "ignored")
        )
        assert all(0 < guess["confidence"] <= 1 for guess in said["mapping"].values())


@pytest.mark.parametrize("name", CASES)
def test_every_file_is_read_within_bounds(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    read(CASES[name])
    assert time.process_time() - begun < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES
