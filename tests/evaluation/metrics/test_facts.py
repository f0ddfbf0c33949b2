"""Facts of a split, each beside a loop over the rows of the file."""

from dataclasses import replace

import numpy as np
import pytest

from recengine.data.splits import held_back, leave_last_out, random_split
from recengine.evaluation.metrics import Facts, parse_metrics
from tests.evaluation.metrics.world import everything
from tests.worlds import dataset

KINDS = {"watched": "watch", "bought": "purchase"}


def rows_held_back(split, world):
    """(person's place, item code, event, value) of events whose pair the training data lack."""
    known = set(zip(*_pairs(split.train), strict=True))
    frame = world.interactions
    place = {code: row for row, code in enumerate(split.people)}
    for code, item, event, value in zip(
        *_pairs(world), frame["event"], frame["value"], strict=True
    ):
        if (code, item) not in known and code in place:
            yield place[code], item, event, value


def _pairs(data):
    return data.histories.rows.tolist(), data.histories.items.tolist()


@pytest.mark.parametrize("how", [leave_last_out, random_split])
@pytest.mark.parametrize("what", KINDS)
def test_minutes_and_quantities_are_those_of_the_file(how, what):
    world = everything()
    split = how(world)
    expected = np.zeros((len(split.people), world.n_items))
    for row, item, event, value in rows_held_back(split, world):
        if event == KINDS[what]:
            expected[row, item] += value
    found = getattr(Facts(split), what).toarray()
    np.testing.assert_array_equal(found, expected)
    assert expected.sum() > 0


def test_every_held_back_rating_is_a_cell_of_its_own():
    world = everything()
    split = random_split(world, share=0.4)
    ratings = Facts(split).ratings.tocoo()
    found = sorted(zip(ratings.coords[0], ratings.coords[1], ratings.data, strict=True))
    expected = sorted(
        (row, item, value)
        for row, item, event, value in rows_held_back(split, world)
        if event == "rating"
    )
    assert found == expected


def test_a_purchase_without_a_quantity_is_one_and_a_watch_without_minutes_is_none():
    rows = [("a", "x", 0, "purchase", 2.0), ("a", "y", 1, "purchase", np.nan)]
    rows += [("a", "y", 2, "watch", np.nan), ("b", "x", 0, "watch", 9.0), ("a", "y", 3, "watch", 4)]
    split = held_back(dataset(rows), np.array([False, True, True, True, False]), "own", "Own.")
    facts = Facts(split)
    assert facts.bought.toarray().tolist() == [[0, 1]]
    assert facts.watched.toarray().tolist() == [[0, 4]]


def test_without_values_nothing_was_watched_and_every_purchase_is_one():
    split = replace(random_split(everything(), share=0.4), values=np.array([]))
    facts = Facts(split)
    assert facts.watched.nnz == 0
    assert set(facts.bought.data) == {1.0}


def test_contenders_are_asked_only_for_what_metrics_need():
    facts = Facts(random_split(everything(), share=0.4))
    plain = facts.asked(parse_metrics("ndcg,coverage"))
    assert (plain.choices, plain.ratings) == (None, None)
    more = facts.asked(parse_metrics("auc,rmse"))
    assert more.choices.nnz == facts.relevant.nnz
    assert more.ratings.nnz == facts.ratings.nnz


def test_what_is_known_may_be_more_than_what_was_learned_from():
    world = everything()
    split = leave_last_out(world)
    knowing = replace(split, known=world.histories)
    assert len(Facts(knowing).known.items) > len(Facts(split).known.items)
    assert Facts(knowing).met.nnz > Facts(split).met.nnz


def test_a_profit_is_the_margins_share_of_the_price():
    world = everything()
    items = world.items
    expected = [
        float(price) * float(share)
        for price, share in zip(items["price"], items["margin"], strict=True)
    ]
    found = Facts(leave_last_out(world)).catalogue.profits
    np.testing.assert_allclose(found, expected)
