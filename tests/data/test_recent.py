"""Recent: what somebody did last, as people read it."""

import pytest

from recengine.data.recent import Recent
from tests import worlds


@pytest.fixture
def dataset():
    return worlds.dataset(
        [
            ("ann", "tea", 0, "view"),
            ("ann", "jam", 1, "like"),
            ("ann", "tea", 2, "purchase"),
            ("bob", "rye", 5, "dislike"),
        ]
    )


def test_the_latest_come_first_each_item_once_with_what_was_done_last(dataset):
    found = Recent(dataset.history("ann"))
    assert len(found) == 3
    titles = [(str(dataset.item_ids[item]), words) for item, words in found.latest(12)]
    assert titles == [("tea", "bought 03 Jan 2024"), ("jam", "liked 02 Jan 2024")]


def test_no_more_than_asked_for(dataset):
    assert len(Recent(dataset.history("ann")).latest(1)) == 1
    assert Recent(dataset.history("ann")).latest(0) == []


def test_the_table_holds_every_event_newest_first(dataset):
    frame = Recent(dataset.history("ann")).to_frame(dataset)
    assert list(frame) == ["Title", "What", "When", "Says"]
    assert frame["Title"].tolist() == ["tea", "jam", "tea"]
    assert frame["When"].is_monotonic_decreasing
    assert frame["Says"].between(-1, 1).all()


def test_what_somebody_disliked_says_less_than_nothing(dataset):
    assert (Recent(dataset.history("bob")).to_frame(dataset)["Says"] < 0).all()


def test_without_times_no_date_is_made_up():
    dataset = worlds.dataset([("ann", "tea"), ("ann", "jam")])
    assert all(
        not any(sign.isdigit() for sign in words)
        for _, words in Recent(dataset.history("ann")).latest(5)
    )
    assert Recent(dataset.history("ann")).to_frame(dataset)["When"].isna().all()


def test_somebody_who_did_nothing_has_an_empty_table():
    dataset = worlds.busy()
    found = Recent(dataset.history("u039"))
    assert len(found) == 0
    assert found.latest(5) == []
    assert found.to_frame(dataset).empty
