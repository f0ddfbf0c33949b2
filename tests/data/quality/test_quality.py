"""Quality: each doubt is found where it was planted, nowhere else, and goes only when told to."""

import numpy as np
import pytest
from pydantic import ValidationError

from recengine.data.dataset import Dataset
from recengine.data.quality import Cleaning, clean, find, headline, marks, uses
from recengine.data.reading import read_table
from recengine.errors import InvalidSetting

NOW = 1_700_000_000.0
START = 1_600_000_000


def world(rows: list[str], items: bytes | None = None, users: bytes | None = None) -> Dataset:
    text = "user_id,item_id,event,value,timestamp\n" + "\n".join(rows) + "\n"
    return Dataset.from_tables(
        read_table(text.encode()),
        None if items is None else read_table(items, kind="items"),
        None if users is None else read_table(users, kind="users"),
    )


def calm_rows(people: int = 40, items: int = 30) -> list[str]:
    return [
        f"u{u},i{i},rating,{1 + (u * i) % 5},{START + 86_400 * i + 600 * (i % 3) + u}"
        for u in range(people)
        for i in range(items)
        if (u + i) % 3
    ]


def codes(dataset: Dataset) -> set[str]:
    return {finding.code for finding in find(dataset, now=NOW)}


def dropped(dataset: Dataset, **choices: str) -> int:
    cleaned, said = clean(dataset, Cleaning.model_validate({"clashes": "keep", **choices}), now=NOW)
    gone = len(dataset.histories.items) - len(cleaned.histories.items)
    assert sum(problem.count for problem in said) == gone
    return gone


def test_a_calm_world_has_nothing_to_choose_and_nothing_goes() -> None:
    dataset = world(calm_rows())
    assert not any(
        finding.options for finding in find(dataset, now=NOW) if finding.code != "lone_events"
    )
    cleaned, said = clean(dataset, Cleaning(), now=NOW)
    assert cleaned is dataset
    assert said == ()


PLANTED = {
    "duplicates": (["u1,i1,rating,2,1600090000"] * 3, 2),
    "clashes": (["u1,i90,rating,2,1600090000", "u1,i90,rating,5,1600090900"], 1),
    "future_dates": (["u1,i91,rating,3,1700200000", "u2,i91,rating,3,1800000000"], 2),
    "early_dates": (["u1,i91,rating,3,0", "u2,i91,rating,3,86400"], 2),
    "bots": ([f"robot,i{i % 30},rating,3,{1_650_000_000 + i // 2}" for i in range(70)], 70),
}


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_doubt_is_found_counted_and_goes_when_told(code: str) -> None:
    rows, expected = PLANTED[code]
    dataset = world(calm_rows() + rows)
    finding = next(one for one in find(dataset, now=NOW) if one.code == code)
    assert finding.count == expected
    assert set(finding.options) == {"last", "keep"} if code == "clashes" else {"keep", "drop"}
    assert finding.examples
    answer = "last" if code == "clashes" else "drop"
    assert dropped(dataset, **{code: answer}) == expected
    assert dropped(dataset, **{code: "keep"}) == 0
    assert codes(dataset) - codes(world(calm_rows())) <= {code, "lone_events"}


def test_of_clashing_ratings_the_last_in_time_stays_wherever_it_stands_in_the_file() -> None:
    dataset = world([*calm_rows(), "u1,i90,rating,5,1600090900", "u1,i90,rating,2,1600090000"])
    cleaned, _ = clean(dataset, Cleaning(), now=NOW)
    mine = cleaned.interactions[cleaned.interactions["item_id"] == "i90"]
    assert mine["value"].tolist() == [5.0]


def test_a_page_of_ratings_saved_at_once_is_no_bot() -> None:
    rows = [f"quick,i{i % 30},rating,3,{1_650_000_000 + i // 20}" for i in range(90)]
    assert not marks.by_bots(world(calm_rows() + rows)).any()


def test_events_of_two_people_are_never_taken_for_one_fast_person() -> None:
    rows = [f"a{i},i{i % 30},rating,3,{1_650_000_000 + i}" for i in range(90)]
    assert not marks.by_bots(world(calm_rows() + rows)).any()


def test_lone_events_are_those_without_another_within_half_an_hour() -> None:
    times = [0, 1_800, 10_000, 20_000, 21_801]
    dataset = world([f"u1,i{n},view,,{START + t}" for n, t in enumerate(times)])
    assert marks.alone_in_a_session(dataset).tolist() == [False, False, True, True, True]


def test_small_numbers_as_times_are_positions_not_early_dates_or_bots() -> None:
    dataset = world([f"u{u},i{i},view,,{i}" for u in range(9) for i in range(80)])
    assert "positions" in codes(dataset)
    assert not codes(dataset) & {"early_dates", "bots"}


def test_people_and_items_without_events_are_named() -> None:
    dataset = world(
        calm_rows(),
        items=b"item_id,title\ni1,One\ni999,Never\n",
        users=b"user_id,country\nu1,DE\nnobody,FR\n",
    )
    found = {finding.code: finding for finding in find(dataset, now=NOW)}
    assert found["items_without_events"].examples == ("i999",)
    assert found["people_without_events"].examples == ("nobody",)
    assert found["items_without_description"].count == 29


def test_one_who_did_most_is_named() -> None:
    rows = [f"giant,i{i % 30},view,,{START + 4_000 * i}" for i in range(900)]
    found = {finding.code: finding for finding in find(world(calm_rows() + rows), now=NOW)}
    assert found["giant_person"].examples == ("giant",)


def test_nothing_left_is_refused_in_a_sentence() -> None:
    dataset = world(["u1,i1,view,,1800000000", "u2,i2,view,,1800000001"])
    with pytest.raises(InvalidSetting, match="no event would be left"):
        clean(dataset, Cleaning(future_dates="drop"), now=NOW)


def test_a_cleaning_goes_through_json_and_refuses_what_it_does_not_know() -> None:
    cleaning = Cleaning(bots="drop")
    assert Cleaning.model_validate_json(cleaning.model_dump_json()) == cleaning
    with pytest.raises(ValidationError):
        Cleaning.model_validate({"bots": "arrest"})


def verdicts(dataset: Dataset) -> dict[str, str]:
    return {use.name: use.answer for use in uses(dataset)}


def test_every_no_names_what_would_change_it() -> None:
    bare = Dataset.from_tables(read_table(b"user_id,item_id\n1,7\n1,8\n2,7\n"))
    for use in uses(bare):
        assert bool(use.unlock) == (use.answer != "yes"), use
        assert use.why.endswith(".")
    answers = verdicts(bare)
    assert answers["time"] == answers["sequences"] == answers["segments"] == "no"


def test_each_missing_column_turns_its_own_verdict() -> None:
    items = b"item_id,title,added,genre,maker\n" + b"".join(
        b"i%d,Film number %d,2020-01-%02d,%s,%s\n"
        % (i, i, 1 + i % 28, b"Drama" if i % 2 else b"Comedy", b"Acme" if i % 3 else b"Bolt")
        for i in range(30)
    )
    users = b"user_id,country\n" + b"".join(
        b"u%d,%s\n" % (u, b"DE" if u % 2 else b"FR") for u in range(40)
    )
    full = verdicts(world(calm_rows(), items, users))
    assert set(full.values()) == {"yes"}, full
    assert verdicts(world(calm_rows(), items))["segments"] == "no"
    assert verdicts(world(calm_rows(), None, users))["content"] == "no"
    timeless = [",".join(row.split(",")[:4]) + "," for row in calm_rows()]
    assert verdicts(world(timeless, items, users))["time"] == "no"
    few = verdicts(world(calm_rows(people=5), items, users))
    assert few["popularity"] == few["behaviour"] == "limited"


def test_the_headline_names_every_use_once() -> None:
    found = uses(world(calm_rows()))
    sentence = headline(found).lower()
    assert all(sentence.count(use.label.lower()) == 1 for use in found)
    assert headline(found[:1]).startswith("Enough for all of 1 uses")


def test_marks_agree_with_a_slow_definition() -> None:
    rng = np.random.default_rng(7)
    drawn = rng.integers([4, 6, 3, 40], size=(300, 4))
    rows = [f"u{u},i{i},rating,{1 + value},{START + 900 * t}" for u, i, value, t in drawn]
    dataset = world(rows)
    held = dataset.histories
    events = list(zip(held.rows, held.items, held.signals, held.times, strict=True))
    again = [event in events[:place] for place, event in enumerate(events)]
    later = [
        any(b[:2] == a[:2] for b in events[place + 1 :])
        and len({b[2] for b in events if b[:2] == a[:2]}) > 1
        for place, a in enumerate(events)
    ]
    assert marks.duplicates(dataset).tolist() == again
    assert marks.superseded_ratings(dataset).tolist() == later
