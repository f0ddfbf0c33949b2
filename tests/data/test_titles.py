"""Titles: an item is found by its id, by how its title begins, by any of its words."""

import pandas as pd
import pytest

from recengine.data.titles import by_popularity, labels, titles_like
from tests import worlds


@pytest.fixture
def films():
    catalogue = pd.DataFrame(
        {
            "item_id": ["a", "b", "c", "winter"],
            "title": ["The Long Winter", "Winter Rain", "winter rain again", "Summer"],
        }
    )
    rows = [("ann", "a"), ("bob", "a"), ("cid", "a"), ("ann", "c"), ("bob", "c"), ("ann", "b")]
    return worlds.dataset(rows, catalogue)


def ids(dataset, codes):
    return [dataset.item_ids[code] for code in codes]


def test_an_id_comes_before_how_a_title_begins_before_a_word_within(films):
    assert ids(films, titles_like(films, "Winter")) == ["winter", "c", "b", "a"]


def test_every_word_has_to_be_there_in_any_order(films):
    assert ids(films, titles_like(films, "rain wint")) == ["c", "b"]
    assert ids(films, titles_like(films, "rain snow")) == []


def test_nothing_typed_finds_what_is_popular(films):
    assert ids(films, titles_like(films, " ", limit=2)) == ["a", "c"]
    assert ids(films, by_popularity(films)) == ["a", "c", "b", "winter"]


def test_titles_that_repeat_are_told_apart_by_their_ids():
    catalogue = pd.DataFrame({"item_id": ["x", "y", "z"], "title": ["Up", "Up", "Down"]})
    dataset = worlds.dataset([("ann", "x")], catalogue)
    assert list(labels(dataset, [0, 1, 2]).values()) == ["Up (x)", "Up (y)", "Down"]
