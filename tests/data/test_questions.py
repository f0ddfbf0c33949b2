"""Every question a file raises: answered safely, and each answer does what it says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recengine.data.matching import match_ids
from recengine.data.reading import read_table
from recengine.data.tables import Choice, Table
from recengine.errors import InvalidSetting


def read(text: str, **answers: str) -> Table:
    return read_table(text.encode(), name="log.csv", kind="interactions", answers=answers)


def asked(table: Table, code: str) -> Choice:
    return next(choice for choice in table.choices if choice.code == code)


def stars(*cells: object) -> str:
    rows = "".join(f"u{n},i{n % 3},{cell}\n" for n, cell in enumerate(cells))
    return f"user_id,item_id,rating\n{rows}"


def people(*ids: str) -> str:
    return "user_id,item_id\n" + "".join(f"{one},i{n}\n" for n, one in enumerate(ids))


def test_ids_that_look_alike_stay_apart_unless_they_are_the_same() -> None:
    text = people("Zo\u00eb", "Zoe\u0308", "u1", "u\u200b1", "u2")
    assert asked(read(text), "alike_user_id").chosen == "apart"
    assert read(text).frame["user_id"].nunique() == 5
    joined = read(text, alike_user_id="same")
    assert joined.frame["user_id"].tolist() == ["Zo\u00eb", "Zo\u00eb", "u1", "u1", "u2"]
    assert joined.repaired == 2
    assert joined.repaired_rows["after"].tolist() == ["Zo\u00eb", "u1"]


def test_ids_of_any_script_that_differ_raise_no_question() -> None:
    assert read(people("Zo\u00eb", "Zoe", "\u0416\u0430\u043d", "a b")).choices == ()


def test_ids_with_a_decimal_stay_or_lose_it() -> None:
    text = people("17.0", "18.0", "17.0")
    assert read(text).frame["user_id"].tolist() == ["17.0", "18.0", "17.0"]
    whole = read(text, decimal_user_id="whole")
    assert whole.frame["user_id"].tolist() == ["17", "18", "17"]
    assert whole.repaired == 3
    assert read(people("17.0", "18")).choices == ()


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (("4 stars", "1 star", "2"), [4, 1, 2]),
        (("4/5", "3/5", "5/5"), [4, 3, 5]),
        (("★★★★☆", "★☆☆☆☆", "★★★★★"), [4, 1, 5]),
        (("3,5 Sterne", "4 Sterne", "1 Stern"), [3.5, 4, 1]),
    ],
)
def test_ratings_in_words(cells: tuple[str, ...], numbers: list[float]) -> None:
    text = stars(*(f'"{cell}"' for cell in cells))
    table = read(text)
    assert asked(table, "value_in_words").chosen == "number"
    assert table.frame["value"].tolist() == numbers
    kept = read(text, value_in_words="text")
    assert "value" not in kept.mapping
    assert kept.frame["rating"].tolist() == list(cells)


def test_a_rating_in_words_that_is_none_is_refused() -> None:
    table = read(stars(*["4 stars"] * 12, "superb"))
    assert (len(table.frame), table.refused) == (12, 1)
    assert table.refused_rows["line"].tolist() == [14]


@pytest.mark.parametrize(
    ("cells", "code", "usual"),
    [
        ((0, 0, 0, 0, 7, 9, 10), "zero_rating", "unrated"),
        ((0, 1, 2, 3, 4, 5, 10), "zero_rating", "scale"),
        ((-1, 3, 7, 9, 10), "negative_rating", "unrated"),
        ((-10, -5, 3, 10), "negative_rating", "scale"),
        ((-1, 1, 1, -1), "negative_rating", "scale"),
    ],
)
def test_marks_for_not_rated(cells: tuple[int, ...], code: str, usual: str) -> None:
    assert asked(read(stars(*cells)), code).chosen == usual
    unrated = read(stars(*cells), **{code: "unrated"})
    gone = unrated.frame["value"].isna()
    assert gone.sum() == sum(cell <= 0 for cell in cells)
    assert unrated.repaired == gone.sum()
    assert not read(stars(*cells), **{code: "scale"}).frame["value"].isna().any()


@pytest.mark.parametrize("cells", [(0.5, 0, 3.5, 5), (1, 2, 3), (0, 1, 1, 0)])
def test_a_scale_that_may_hold_a_zero_raises_no_question(cells: tuple[float, ...]) -> None:
    assert read(stars(*cells)).choices == ()


def test_counts_of_plays_may_be_zero() -> None:
    assert read(stars(0, 0, 3, 90).replace("rating", "plays")).choices == ()


def test_days_of_a_spreadsheet() -> None:
    text = "user_id,item_id,date\nu1,i1,45000.25\nu2,i2,45001\nu3,i3,\n"
    table = read(text)
    assert asked(table, "serial_dates").chosen == "days"
    expected = pd.to_datetime(["2023-03-15T06:00", "2023-03-16T00:00", None])
    np.testing.assert_array_equal(table.frame["timestamp"], expected.to_numpy("datetime64[ms]"))
    counted = read("user_id,item_id,timestamp\nu1,i1,45000\nu2,i2,45001\n")
    assert asked(counted, "serial_dates").chosen == "count"
    assert counted.frame["timestamp"].max() < pd.Timestamp("1971-01-01")


def test_a_first_row_that_numbers_the_columns() -> None:
    text = "0,1,2\nu1,i1,5\nu2,i2,3\n"
    assert len(read(text).frame) == 2
    assert read(text, header="row").frame["user_id"].tolist() == ["0", "u1", "u2"]
    assert read("196,242,3\n186,302,3\n22,377,1\n").choices == ()


def test_columns_without_a_name_stay_or_go() -> None:
    text = "user_id,item_id,,rating\nu1,i1,zz,5\nu2,i2,yy,3\n"
    assert read(text).frame["column 3"].tolist() == ["zz", "yy"]
    assert "column 3" not in read(text, nameless="drop").frame


def test_one_of_two_columns_with_one_name() -> None:
    text = "user_id,item_id,rating,rating\nu1,i1,4,5\nu2,i2,1,2\n"
    assert read(text).frame["value"].tolist() == [4, 1]
    assert read(text, twin_value="rating_2").frame["value"].tolist() == [5, 2]


def test_an_answer_that_is_none() -> None:
    with pytest.raises(InvalidSetting, match="Answers are apart, same"):
        read(people("Zo\u00eb", "Zoe\u0308"), alike_user_id="maybe")


@pytest.mark.parametrize(
    ("in_log", "in_films"),
    [(("007", "010"), ("7", "10")), (("7.0", "8.0"), ("7", "8")), (("TT1", "TT2"), ("tt1", "tt2"))],
)
def test_ids_that_match_once_a_slip_is_undone(
    in_log: tuple[str, ...], in_films: tuple[str, ...]
) -> None:
    log = read("user_id,item_id\n" + "".join(f"u1,{one}\n" for one in in_log))
    films = read_table(
        ("item_id,title\n" + "".join(f"{one},Film {one}\n" for one in in_films)).encode(),
        name="films.csv",
        kind="items",
    )
    fitted = match_ids(log, films, {})
    assert fitted.frame["item_id"].tolist() == list(in_log)
    assert fitted.repaired == len(in_films)
    assert asked(fitted, "match_item_id").chosen == "fit"
    kept = match_ids(log, films, {"match_item_id": "keep"})
    assert kept.frame["item_id"].tolist() == list(in_films)


@pytest.mark.parametrize("films", [("7", "007", "10"), ("007", "8"), ("a", "b")])
def test_ids_that_match_already_or_would_fall_together_stay(films: tuple[str, ...]) -> None:
    log = read("user_id,item_id\nu1,007\nu1,010\n")
    table = read_table(
        ("item_id,title\n" + "".join(f"{one},Film\n" for one in films)).encode(), kind="items"
    )
    assert match_ids(log, table, {}).frame["item_id"].tolist() == list(films)
