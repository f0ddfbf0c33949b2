"""Lately: one history's work is done once, and never taken for that of another."""

import copy
import pickle

import numpy as np
import pytest

from recengine.data.history import History
from recengine.models import create
from recengine.models.lately import Lately
from tests import worlds


def one(*items: int) -> History:
    return History.of(items, n_items=9)


def test_the_same_history_is_worked_on_once_and_another_anew():
    lately, asked, first, second = Lately(), [], one(1), one(1)

    def make(history: History) -> list[int]:
        asked.append(history)
        return history.items.tolist()

    for history in (first, first, second, second, first):
        assert lately.of(history, make) == [1]
    assert asked == [first, second, first]


def test_many_people_are_not_kept():
    lately, both = Lately(), History.empty(2, 9)
    assert lately.of(both, lambda _: 1) == 1
    assert lately.of(both, lambda _: 2) == 2


def test_what_is_kept_neither_holds_its_history_nor_outlives_it_as_another():
    lately = Lately()
    for item in range(9):  # each may stand where the last one stood in memory
        assert lately.of(one(item), lambda history: int(history.items[0])) == item


@pytest.mark.parametrize(
    "again",
    [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))],  # noqa: S301  our own
)
def test_a_copy_begins_empty(again):
    lately, history = Lately(), one(1)
    lately.of(history, lambda _: "kept")
    assert again(lately).of(history, lambda _: "made") == "made"


@pytest.mark.parametrize("name", ["user_knn", "session_knn"])
def test_reasons_are_the_same_whether_scores_were_asked_for_before_or_not(name):
    dataset = worlds.busy()
    model, every = create(name).fit(dataset), np.arange(dataset.n_items)
    for row in range(9):
        history = dataset.histories.people([row])
        fresh = create(name).fit(dataset).explain(history, every)
        scores = model.score(history)
        model.score(dataset.histories)
        terms = model.explain(history, every)
        np.testing.assert_array_equal(terms.total, fresh.total)
        np.testing.assert_allclose(terms.total, scores[0], atol=1e-12)
