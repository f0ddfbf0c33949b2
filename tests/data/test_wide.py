"""A matrix of people and items is recognised, melted, and accounted for cell by cell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recengine.data.reading import guess_kind, read_table
from recengine.data.tables import Table
from recengine.errors import UnusableFile

FILMS = ("Alien", "Brazil", "Casablanca", "Dune", "Eraserhead")
RATINGS = (
    "viewer," + ",".join(FILMS) + "\nanna,5,,3.5,,\nbob,,4,x,,0\n\n007,,,,,\n,1,,,,\ncy,,,,,2\n"
)


def triples(table: Table) -> list[tuple[str, str, float]]:
    frame = table.frame
    ids = (frame[name].astype(str) for name in ("user_id", "item_id"))
    return list(zip(*ids, frame["value"], strict=True))


def test_filled_cells_become_rows_with_the_line_of_their_person() -> None:
    table = read_table(RATINGS.encode(), name="m.csv")
    assert triples(table) == [
        ("anna", "Alien", 5.0),
        ("anna", "Casablanca", 3.5),
        ("bob", "Brazil", 4.0),
        ("bob", "Eraserhead", 0.0),
        ("cy", "Eraserhead", 2.0),
    ]
    assert (table.rows_read, table.accepted, table.refused) == (7, 5, 2)
    assert table.refused_rows["line"].tolist() == [3, 6]
    assert [(c.code, c.chosen) for c in table.choices] == [
        ("shape", "matrix"),
        ("zero_rating", "scale"),
    ]
    note = next(problem for problem in table.problems if problem.code == "matrix")
    assert "7 filled cells" in note.message
    assert "23 cells are blank or zero" in note.message
    assert "2 rows have no other cells" in note.message
    assert guess_kind(RATINGS.encode(), "m.csv") == "interactions"


def test_the_other_shapes_are_an_answer_away() -> None:
    items = read_table(RATINGS.encode(), name="m.csv", answers={"shape": "transposed"})
    assert triples(items)[0] == ("Alien", "anna", 5.0)
    rows = read_table(
        RATINGS.encode(), name="m.csv", columns={"user_id": "viewer", "item_id": "Alien"}
    )
    assert rows.frame["item_id"].astype(str).tolist() == ["5"]
    with pytest.raises(UnusableFile, match="no column that names items"):
        read_table(RATINGS.encode(), name="m.csv", answers={"shape": "rows"})


def test_items_down_and_people_across() -> None:
    raw = "movieId,ann,bob,cy,dan,eve\n31,5,,,4,\n007,,,3,,\n"
    table = read_table(raw.encode(), name="m.csv")
    assert table.choices[0].chosen == "transposed"
    assert triples(table) == [("ann", "31", 5.0), ("dan", "31", 4.0), ("cy", "007", 3.0)]


@pytest.mark.parametrize(
    ("rows", "events"),
    [
        (["a,1,0,0,1,0", "b,0,0,1,0,0"], 3),
        (["a,1,0,,1,0", "b,0,0,1,0,"], 3),
        (["a,12,0,0,1,0", "b,0,0,1,0,"], 3),
        (["a,4,0,,1,5", "b,0,,,2,"], 6),
    ],
    ids=["all filled", "marks", "counts", "a scale with zero"],
)
def test_zeros_are_no_events_unless_they_are_ratings(rows: list[str], events: int) -> None:
    raw = "\n".join(["user," + ",".join(FILMS), *rows])
    assert read_table(raw.encode(), name="m.csv").rows_read == events


def test_item_numbers_as_column_names() -> None:
    raw = "user_id,31,1029,7,8,0009\n1,5,,3,,\n2,,4,,,1\n3,1,,,2,\n"
    table = read_table(raw.encode(), name="m.csv")
    assert triples(table)[0] == ("1", "31", 5.0)
    assert table.frame["item_id"].cat.categories.tolist() == ["31", "7", "1029", "0009", "8"]


def test_a_frame_without_an_index_name_keeps_its_people() -> None:
    frame = pd.DataFrame([[1, 0, 0, 2, 0], [0, 0, 3, 0, 0]], columns=list(FILMS))
    table = read_table(frame.to_csv().encode(), name="m.csv")
    assert triples(table) == [("0", "Alien", 1.0), ("0", "Dune", 2.0), ("1", "Casablanca", 3.0)]


def test_a_german_matrix() -> None:
    raw = ("Kunde;" + ";".join(FILMS) + "\n" + "0042;1,5;;2,0;3;\n").encode("cp1252")
    table = read_table(raw, name="m.csv")
    assert triples(table)[0] == ("0042", "Alien", 1.5)


@pytest.mark.parametrize(
    "raw",
    [
        "user_id,item_id,rating,timestamp,price,quantity\n1,2,3,4,5,6\n2,3,4,5,6,7\n",
        "user_id,age,visits,income,clicks,buys\n1,30,900,50000,81,2\n2,45,15,72000,33,1\n",
        "user_id," + ",".join(f"emb_{n}" for n in range(8)) + "\n1" + ",-0.12" * 8 + "\n",
        "user_id,a,b,c\n1,1,0,1\n2,0,1,0\n",
    ],
    ids=["events", "features", "vectors", "few columns"],
)
def test_other_tables_of_numbers_stay_as_they_are(raw: str) -> None:
    try:
        table = read_table(raw.encode(), name="m.csv")
    except UnusableFile as error:
        assert error.problem.code == "no_item_column"  # noqa: PT017  # either outcome is right
    else:
        assert not table.choices


def test_melting_agrees_with_pandas() -> None:
    rng = np.random.default_rng(0)
    marks = rng.integers(0, 6, (40, 30))
    wide = pd.DataFrame(marks, columns=[f"i{n}" for n in range(30)]).where(marks > 0)
    wide.insert(0, "who", [f"u{n}" for n in range(40)])
    table = read_table(wide.to_csv(index=False).encode(), name="m.csv")
    long = wide.melt("who").dropna()
    expected = sorted(long.itertuples(index=False, name=None))
    assert sorted(triples(table)) == expected
