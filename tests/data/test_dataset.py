"""Dataset: coded once by the order of ids, whole, and the same for the same content."""

from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.dataset import Dataset
from recengine.data.tables import RoleGuess, Table
from recengine.errors import UnknownId, UnusableFile
from tests import worlds

ROWS = [("bob", "tea", 1, "like"), ("ann", "tea", 2, "view"), ("ann", "jam", 0, "like")]


def catalogue(**columns) -> pd.DataFrame:
    return pd.DataFrame({"item_id": ["pot", "tea"], **columns})


def test_ids_are_coded_in_the_order_of_their_text():
    dataset = worlds.dataset(ROWS)
    assert dataset.users["user_id"].tolist() == ["ann", "bob"]
    assert dataset.item_ids.tolist() == ["jam", "tea"]
    assert (dataset.user_code("bob"), dataset.item_code("tea")) == (1, 1)


def test_ids_stay_the_text_they_are():
    odd = ["007", "7", "7.0", "1e5", "NaN", " x", "é", "e\u0301"]
    dataset = worlds.dataset([("u", item_id) for item_id in odd])
    assert sorted(dataset.item_ids) == sorted(odd)
    assert all(dataset.item_ids[dataset.item_code(item_id)] == item_id for item_id in odd)


def test_events_stand_person_after_person_from_oldest_to_newest():
    dataset = worlds.dataset(ROWS)
    assert dataset.histories.starts.tolist() == [0, 2, 3]
    assert dataset.histories.items.tolist() == [0, 1, 1]
    assert dataset.interactions["item_id"].tolist() == ["jam", "tea", "tea"]
    assert (np.diff(dataset.history("ann").times) > 0).all()


@settings(max_examples=15)
@given(st.permutations(range(20)))
def test_the_order_of_rows_with_times_of_their_own_changes_nothing(order):
    rows = [(f"u{n % 4}", f"i{n % 7}", n, "like" if n % 3 else "view") for n in range(20)]
    found = worlds.dataset([rows[n] for n in order])
    assert found.fingerprint == worlds.dataset(rows).fingerprint


@pytest.mark.parametrize(
    "other",
    [
        [*ROWS, ("bob", "jam", 3, "like")],
        [*ROWS[:2], ("ann", "jam", 0, "view")],
        [*ROWS[:2], ("ann", "jam", 0.5, "like")],
        [*ROWS[:2], ("cid", "jam", 0, "like")],
        [*ROWS[:2], ("ann", "ham", 0, "like")],
    ],
    ids=["one more", "another event", "another time", "another person", "another item"],
)
def test_other_content_has_another_fingerprint(other):
    assert worlds.dataset(ROWS).fingerprint != worlds.dataset(other).fingerprint


@pytest.mark.parametrize("event", ["purchase", "view", "rating"])
def test_another_value_or_none_at_all_is_other_content(event):
    def fingerprint(value):
        rows = [("ann", "jam", 0, event, value), ("ann", "tea", 1, event, 1.0)]
        return worlds.dataset(rows).fingerprint

    assert fingerprint(2.0) == fingerprint(2.0)
    assert fingerprint(float("nan")) == fingerprint(float("nan"))
    assert len({fingerprint(value) for value in (1.0, 2.0, 3.0, float("nan"))}) == 4


def test_values_are_part_of_what_is_kept_and_of_what_others_leave_behind():
    one, other = (
        worlds.dataset([("ann", "jam", 0, "view", 1.0), ("bob", "tea", 1, "view", value)])
        for value in (2.0, 3.0)
    )
    bob = np.array([False, True])
    assert one.keep(bob).fingerprint != other.keep(bob).fingerprint
    assert one.keep(~bob).fingerprint == other.keep(~bob).fingerprint
    assert one.without_person("ann").fingerprint != other.without_person("ann").fingerprint
    assert one.without_person("bob").fingerprint == other.without_person("bob").fingerprint


def test_another_description_is_other_content():
    plain, named = (
        worlds.dataset(ROWS, catalogue(title=titles)) for titles in (["Pot", "Tea"], ["Pot", "Té"])
    )
    assert plain.fingerprint != named.fingerprint


def test_items_and_people_that_only_one_file_knows_are_kept():
    people = pd.DataFrame({"user_id": ["zoe"], "country": ["SE"]})
    dataset = worlds.dataset(ROWS, catalogue(title=["Pot", "Tea"]), people)
    assert dataset.item_ids.tolist() == ["jam", "pot", "tea"]
    assert dataset.titles.tolist() == ["jam", "Pot", "Tea"]
    assert dataset.users["country"].tolist() == ["", "", "SE"]
    assert len(dataset.history("zoe").items) == 0
    assert dataset.histories.matrix.shape == (3, 3)


def test_an_item_without_a_title_is_called_by_its_id():
    assert worlds.dataset(ROWS, catalogue(title=[" ", "Tea"])).titles.tolist() == [
        "jam",
        "pot",
        "Tea",
    ]


def test_items_without_a_description_are_counted_as_a_problem():
    problem = worlds.dataset(ROWS, catalogue(title=["Pot", "Tea"])).problems[0]
    assert (problem.code, problem.count, problem.value) == ("items_without_description", 1, "jam")


def test_files_that_name_no_item_alike_are_refused_with_an_example():
    strangers = pd.DataFrame({"item_id": ["0001", "0002"]})
    with pytest.raises(UnusableFile, match=r"0 of the 2 items .*\(for example 'jam'\)"):
        worlds.dataset(ROWS, strangers)


def test_a_file_without_any_event_is_refused():
    with pytest.raises(UnusableFile, match="no row with both a person and an item"):
        worlds.dataset(pd.DataFrame({"user_id": ["ann"], "item_id": [""]}))


def test_what_people_searched_for_is_no_event_on_an_item():
    frame = pd.DataFrame(
        {"user_id": ["ann", "ann"], "item_id": ["tea", ""], "query": ["", "green tea"]}
    )
    dataset = worlds.dataset(frame)
    assert len(dataset.interactions) == 1
    assert dataset.searches["query"].tolist() == ["green tea"]
    assert dataset.item_ids.tolist() == ["tea"]


@pytest.mark.parametrize(
    ("look_up", "says"),
    [
        (Dataset.user_code, r"World has no person with the id 'eve'.*for example ann, bob"),
        (Dataset.item_code, r"World has no item with the id 'eve'.*for example jam, tea"),
        (Dataset.history, r"World has no person with the id 'eve'"),
    ],
)
def test_an_unknown_id_is_named_with_examples_of_known_ones(look_up, says):
    with pytest.raises(UnknownId, match=says):
        look_up(worlds.dataset(ROWS, name="World"), "eve")


def test_the_end_is_the_time_of_the_last_event():
    dataset = worlds.dataset(ROWS)
    assert dataset.end == (worlds.FIRST_DAY + pd.Timedelta(days=2)).timestamp()
    assert dataset.has_times


def test_without_times_there_is_no_end_and_no_start():
    dataset = worlds.dataset([("ann", "tea"), ("bob", "jam")])
    assert np.isnan(dataset.end)
    assert np.isnan(dataset.item_starts).all()
    assert not dataset.has_times


def test_an_item_starts_with_its_date_or_else_with_its_first_event():
    added = pd.to_datetime([worlds.FIRST_DAY - pd.Timedelta(days=9), None])
    starts = worlds.dataset(ROWS, catalogue(added=added)).item_starts
    days = (starts - worlds.FIRST_DAY.timestamp()) / 86_400
    np.testing.assert_allclose(days, [0.0, -9.0, 1.0])


def test_an_item_nobody_touched_and_nobody_dated_has_no_start():
    starts = worlds.dataset(ROWS, catalogue(title=["Pot", "Tea"])).item_starts
    assert np.isnan(starts).tolist() == [False, True, False]


def test_a_watch_is_measured_by_the_length_of_its_item():
    rows = [("ann", "tea", 0, "watch", 30.0), ("ann", "pot", 0, "watch", 30.0)]
    dataset = worlds.dataset(rows, catalogue(length=["40", "120"]))
    shares = dataset.histories.matrix.toarray()[0]
    assert dict(zip(dataset.item_ids, shares, strict=True)) == {"pot": 0.75, "tea": 0.25}


@pytest.mark.parametrize(
    ("values", "column", "event"),
    [
        ([1.0, 5.0, 3.0], "", "rating"),
        ([1.0, 5.0, 3.0], "playcount", "play"),
        ([1.0, 5.0, 3.0], "Quantity", "purchase"),
        ([1.0, 5.0, 3.0], "minutes", "watch"),
        ([0.5, 900.0, 30.0], "stars", "rating"),
        ([1.0, 9_000.0, 3.0], "", "play"),
        ([1.0, 1.0, 1.0], "", "play"),
        ([np.nan] * 3, "", "interaction"),
    ],
)
def test_a_file_without_events_has_the_kind_its_values_speak_for(values, column, event):
    frame = pd.DataFrame({"user_id": list("abc"), "item_id": list("xyz"), "value": values})
    mapping = {"value": RoleGuess(column, 1.0, "told")}
    table = Table("f.csv", "interactions", frame, mapping, tuple(frame), frame, 3, 3, 0, 0, 0)
    assert set(Dataset.from_tables(table).event_weights) == {event}


def test_keeping_some_events_keeps_people_and_catalogue():
    dataset = worlds.busy()
    kept = dataset.keep(dataset.histories.times < dataset.end - 90 * 86_400)
    assert (kept.n_users, kept.n_items) == (dataset.n_users, dataset.n_items)
    assert len(kept.interactions) == len(kept.histories.items) < len(dataset.histories.items)
    assert kept.end < dataset.end
    assert kept.fingerprint != dataset.fingerprint
    codes = kept.interactions["item_id"].cat.codes.to_numpy()
    np.testing.assert_array_equal(codes, kept.histories.items)


def test_the_frame_of_events_and_the_history_say_the_same():
    dataset = worlds.busy()
    frame = dataset.interactions
    np.testing.assert_array_equal(frame["user_id"].cat.codes, dataset.histories.rows)
    np.testing.assert_array_equal(frame["item_id"].cat.codes, dataset.histories.items)
    np.testing.assert_array_equal(frame["event"].cat.codes, dataset.histories.events)


def test_a_data_set_cannot_be_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        worlds.dataset(ROWS).name = "other"


def test_what_each_event_happened_on_goes_with_it_into_every_view():
    rows = pd.DataFrame(
        {
            "user_id": ["bob", "ann", "ann"],
            "item_id": ["tea", "tea", "jam"],
            "timestamp": [0.0, 2.0, 1.0],
            "Device Type": ["tv", "Phone", ""],
        }
    )
    dataset = worlds.dataset(rows)

    def devices(history):
        return [(*history.devices.names, "")[code] for code in history.devices.codes]

    assert devices(dataset.histories) == ["", "phone", "tv"]
    assert devices(dataset.history("bob")) == ["tv"]
    assert devices(dataset.histories.without(dataset.item_code("tea"))) == [""]
    assert devices(dataset.histories.weighted({}).blocks(1)[0]) == ["", "phone"]
    assert devices(dataset.keep(np.array([False, True, True])).histories) == ["phone", "tv"]
    other = worlds.dataset(rows.assign(**{"Device Type": ["tv", "tv", ""]}))
    assert other.fingerprint != dataset.fingerprint


def test_without_such_a_column_nothing_is_said_of_devices():
    assert worlds.dataset(ROWS).histories.devices is None
    ids = [f"d{number}" for number in range(1_001)]
    rows = pd.DataFrame({"user_id": ids, "item_id": "tea", "device": ids})
    assert worlds.dataset(rows).histories.devices is None  # ids of single ones, no kinds
