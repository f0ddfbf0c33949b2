"""Whatever the bytes: a table whose rows add up, or one sentence; never a traceback."""

from __future__ import annotations

import gzip
from contextlib import suppress

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from recengine.data.reading import guess_kind, read_table
from recengine.data.tables import Kind, Table
from recengine.errors import UnusableFile

KINDS: tuple[Kind, ...] = ("interactions", "items", "users")
RELAXED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)

MARKS = [
    b"\x89PNG",
    b"PK\x03\x04",
    b"PAR1",
    b"\x1f\x8b",
    b"%PDF",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x80\x04",
]
CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["1", "u1", "2.5", "1,5", "", " ", '"', '"a', 'a"b', "'", "#", "1260759144", "2024-03-04",
         "03/04/2024", "inf", "nan", "view", "search", "user_id", "item_id", "\\", "::", "=1+1",
         "4 March 2024", "3:15 PM", "99999999999999999999", "1e400", "true", "$3", "sep=;"]
    ),
)  # fmt: skip
HEADERS = [
    "user_id,item_id,event,value,timestamp",
    "userId;movieId;rating;date",
    "id|title|added",
    "",
]


def outcome(raw: bytes, kind: Kind) -> Table | UnusableFile:
    try:
        table = read_table(raw, kind=kind, name="a.csv")
    except UnusableFile as error:
        return error
    return table


def check(result: Table | UnusableFile) -> None:
    if isinstance(result, UnusableFile):
        assert result.problem.message.endswith(".")
        assert result.problem.fix
        return
    counts = (result.accepted, result.repaired, result.refused, result.ignored)
    assert result.rows_read == sum(counts)
    assert min(counts) >= 0
    assert 0 < len(result.frame) <= result.accepted + result.repaired
    assert len(result.refused_rows) == min(result.refused, 10_000)
    for role, guess in result.mapping.items():
        assert guess.column in result.columns
        assert 0 < guess.confidence <= 1
        assert guess.why
        assert role in result.frame


@RELAXED
@given(
    raw=st.binary(max_size=400), mark=st.sampled_from([b"", *MARKS]), kind=st.sampled_from(KINDS)
)
def test_arbitrary_bytes(raw: bytes, mark: bytes, kind: Kind) -> None:
    check(outcome(mark + raw, kind))


@RELAXED
@given(
    header=st.sampled_from(HEADERS),
    rows=st.lists(st.lists(CELLS, max_size=6), max_size=12),
    delimiter=st.sampled_from([",", ";", "\t", "|", "::", ", "]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    kind=st.sampled_from(KINDS),
)
@example(HEADERS[0], [["0", "0", "", "", ":"]], ",", "\n", "utf-8", "interactions")
@example(HEADERS[0], [["a", "b"], ['"x', "y"], ['z"', ""]], ",", "\n", "utf-8", "interactions")
def test_arbitrary_text_tables(
    header: str, rows: list[list[str]], delimiter: str, end: str, encoding: str, kind: Kind
) -> None:
    text = end.join([header, *(delimiter.join(row) for row in rows)])
    raw = text.encode(encoding, errors="replace")
    check(outcome(raw, kind))
    check(outcome(gzip.compress(raw, mtime=0), kind))
    with suppress(UnusableFile):
        assert guess_kind(raw, "a.csv") in KINDS
