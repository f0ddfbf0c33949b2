"""A person is taken out of files: nothing of them is left, and every other byte is as it was."""

from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.dataset import Dataset
from recengine.data.erasing import Rewritten
from recengine.data.forgetting import FilePlace, Removal, forget
from recengine.data.reading import read_table
from recengine.data.rewriting import rewrite
from recengine.errors import InvalidSetting, UnknownId, UnusableFile

LINES = [
    "user_id,item_id,rating,text\n",
    "ann-7781,i1,4,fine\n",
    'bob,i1,5,"two\nlines, and a ""word"""\n',
    'ann-7781,i2,3,"also\ntwo\nlines"\n',
    "\n",
    " ann-7781 ,i3,2,spaces\n",
    "cy,i2,1,fine\n",
    '"ann-7781",i4,1,quoted\n',
    "ann-77812,i4,1,another person\n",
]
THEIRS = (1, 3, 5, 7)
TEXT = "".join(LINES)
REST = "".join(line for number, line in enumerate(LINES) if number not in THEIRS)


def forgotten(tmp_path, raw, *, name="events.csv", user="ann-7781", kind="interactions"):
    path = tmp_path / name
    path.write_bytes(raw)
    done = rewrite(path, kind, {}, user)
    assert path.read_bytes() == raw
    return done


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_other_byte_stays(tmp_path, encoding, end):
    def written(text):
        return text.replace("\n", end).encode(encoding)

    done = forgotten(tmp_path, written(TEXT))
    assert done.raw == written(REST)
    assert done.removed == 4
    assert "ann-7781," not in done.raw.decode(encoding)


@pytest.mark.parametrize("mark", [";", "\t", "|", "::"])
def test_dialects_stay_as_they_are(tmp_path, mark):
    text = "u1,i1,4\nzoë-9913,i1,5\nu2,i2,3\nu3,i1,2\n".replace(",", mark)
    done = forgotten(tmp_path, text.encode("cp1252"), user="zoë-9913")
    assert done.raw == "u1,i1,4\nu2,i2,3\nu3,i1,2\n".replace(",", mark).encode()


def test_refused_lines_about_the_person_go_as_well(tmp_path):
    text = TEXT + "ann-7781,i9\ndee,i9\nann-7781,,4,no item\n"
    done = forgotten(tmp_path, text.encode())
    assert done.raw == (REST + "dee,i9\n").encode()
    assert done.removed == 6


def test_lines_about_others_that_name_the_person_are_kept_and_counted(tmp_path):
    text = "# made for ann-7781\n" + TEXT + "dee,i1,4,because of ann-7781\n"
    done = forgotten(tmp_path, text.encode())
    assert done.raw.endswith(b"dee,i1,4,because of ann-7781\n")
    assert done.mentions == 2


def test_short_ids_take_no_lines_with_the_same_number(tmp_path):
    done = forgotten(
        tmp_path, b"userId,movieId,rating\n1,2,1\n2,1,1\n1,3,1\n3,1,1\n2,1\n", user="1"
    )
    assert done.raw == b"userId,movieId,rating\n2,1,1\n3,1,1\n"


def test_a_numbered_file_can_lose_its_first_rows(tmp_path):
    text = ",user,item\n0,ann-7781,i1\n1,bob,i1\n2,cy,i2\n3,bob,i2\n"
    done = forgotten(tmp_path, text.encode())
    assert done.raw == b",user,item\n1,bob,i1\n2,cy,i2\n3,bob,i2\n"


def test_packed_files_stay_packed(tmp_path):
    done = forgotten(tmp_path, gzip.compress(TEXT.encode()), name="events.csv.gz")
    assert gzip.decompress(done.raw) == REST.encode()


def test_archives_and_workbooks_are_not_written_again(tmp_path):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("events.csv", TEXT)
    with pytest.raises(UnusableFile, match="is a zip archive or a workbook"):
        forgotten(tmp_path, raw.getvalue(), name="events.zip")


def test_nothing_is_written_where_the_others_would_change(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "recengine.data.rewriting.without_rows",
        lambda raw, *_: Rewritten(raw.replace(b"fine", b"gone"), removed=4, kept=4),
    )
    with pytest.raises(UnusableFile, match="could not be written again without changing"):
        forgotten(tmp_path, TEXT.encode())
    monkeypatch.setattr(
        "recengine.data.rewriting.without_rows", lambda *_: Rewritten(b"", removed=4, kept=4)
    )
    with pytest.raises(UnusableFile, match="could not be written again without changing"):
        forgotten(tmp_path, TEXT.encode())


def test_parquet_keeps_its_columns_and_types(tmp_path):
    table = pa.table({"user_id": ["ann-7781", "bob"], "item_id": [1, 2], "value": [0.5, None]})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    done = forgotten(tmp_path, sink.getvalue().to_pybytes(), name="events.parquet")
    after = pq.read_table(pa.BufferReader(done.raw))
    assert after.equals(table.slice(1))
    assert after.schema.equals(table.schema)
    assert b"ann-7781" not in done.raw


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\t"), max_size=8
).filter(lambda text: "ann-7781" not in text)


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["ann-7781", "bob", "cy", "ann-77"]), CELLS),
        min_size=3,
        max_size=25,
    )
)
@settings(derandomize=True, max_examples=120, deadline=None)
def test_whatever_cells_hold_the_rest_is_untouched(tmp_path_factory, rows):
    def line(row):
        return f'{row[0]},i1,"{row[1].replace(chr(34), chr(34) * 2)}",4\n'

    head = "user_id,item_id,text,rating\n"
    text = head + "".join(map(line, rows))
    path = tmp_path_factory.mktemp("files") / "events.csv"
    path.write_bytes(text.encode())
    rest = head + "".join(line(row) for row in rows if row[0] != "ann-7781")
    assert rewrite(path, "interactions", {}, "ann-7781").raw == rest.encode()


def test_files_are_written_elsewhere_and_counted(tmp_path):
    (tmp_path / "events.csv").write_text(TEXT)
    (tmp_path / "users.csv").write_text("user_id,plan\nann-7781,pro\nbob,free\n")
    out = tmp_path / "out" / "deep"
    removals = forget(
        "ann-7781",
        [
            FilePlace(tmp_path / "events.csv", "interactions", out),
            FilePlace(tmp_path / "users.csv", "users", out),
        ],
    )
    assert [(removal.removed, removal.kept) for removal in removals] == [(4, 4), (1, 1)]
    assert (out / "users.csv").read_text() == "user_id,plan\nbob,free\n"
    assert (tmp_path / "events.csv").read_text() == TEXT
    for path in out.iterdir():
        assert b"ann-7781," not in path.read_bytes()


def test_an_unknown_person_changes_nothing(tmp_path):
    (tmp_path / "events.csv").write_text(TEXT)
    with pytest.raises(UnknownId, match=r"no record of 'nobody' in events\.csv; nothing"):
        forget("nobody", [FilePlace(tmp_path / "events.csv", "interactions", tmp_path / "out")])
    assert not (tmp_path / "out").exists()
    with pytest.raises(InvalidSetting, match="No person"):
        forget(" ", [])


def test_no_file_is_written_over(tmp_path):
    (tmp_path / "events.csv").write_text(TEXT)
    with pytest.raises(InvalidSetting, match="exists already"):
        forget("bob", [FilePlace(tmp_path / "events.csv", "interactions", tmp_path)])
    assert (tmp_path / "events.csv").read_text() == TEXT


def test_other_places_can_join():
    @dataclass
    class Store:
        people: set[str]

        def prepare(self, user_id):
            held = user_id in self.people
            done = (lambda: self.people.discard(user_id)) if held else (lambda: None)
            return Removal("store", int(held), len(self.people) - held, carry_out=done)

    store, empty = Store({"ann", "bob"}), Store({"cy"})
    assert [removal.removed for removal in forget("ann", [store, empty])] == [1, 0]
    assert store.people == {"bob"}


@pytest.fixture
def dataset():
    raw = (
        b"user_id,item_id,event,query\nann-7781,i1,view,\nbob,i1,view,\nann-7781,,search,boots\n"
        b"cy,i2,view,\neve-1,,search,hats\n"
    )
    users = b"user_id,plan\nann-7781,pro\nbob,free\nidle,free\n"
    return Dataset.from_tables(read_table(raw), users=read_table(users, kind="users"))


def test_a_data_set_without_a_person(dataset):
    rest = dataset.without_person("ann-7781")
    assert rest.users["user_id"].tolist() == ["bob", "cy", "idle"]
    assert rest.n_items == dataset.n_items
    assert len(rest.interactions) == len(rest.histories.items) == 2
    assert rest.searches["query"].tolist() == ["hats"]
    assert rest.fingerprint != dataset.fingerprint
    assert rest.history("bob").items.tolist() == dataset.history("bob").items.tolist()
    assert rest.history("cy").items.tolist() == dataset.history("cy").items.tolist()
    for frame in (rest.interactions, rest.users, rest.searches):
        held = repr(frame.to_dict()) + repr(
            [
                list(c.cat.categories)
                for _, c in frame.items()
                if isinstance(c.dtype, pd.CategoricalDtype)
            ]
        )
        assert "ann-7781" not in held


def test_the_codes_of_the_others_fit_their_histories(dataset):
    rest = dataset.without_person("bob")
    codes = rest.interactions["user_id"].cat.codes.to_numpy()
    assert codes.tolist() == rest.histories.rows.tolist()
    assert rest.interactions["user_id"].cat.categories.tolist() == rest.users["user_id"].tolist()


def test_who_only_searched_and_who_was_never_there(dataset):
    assert dataset.without_person("eve-1").searches["query"].tolist() == ["boots"]
    with pytest.raises(UnknownId, match="nobody"):
        dataset.without_person("nobody")
