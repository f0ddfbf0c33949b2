"""Hiding: what was skipped, and what was shown often enough and ignored."""

import numpy as np
import pytest

from recengine.data.history import History
from recengine.data.splits import leave_last_out
from recengine.errors import UnusableFile
from recengine.ranking import Engine, Recipe, Rules
from recengine.ranking.hiding import may_show
from tests import worlds

SHOWN = [("ann", "tea", hour, "impression") for hour in range(3)]


def left(rows, person="ann", **rules):
    small = Engine.fit(worlds.dataset(rows), [])
    recipe = Recipe(models={"popularity": 1.0}, rules=rules)
    return set(small.recommend(small.history(person), recipe, person=person).item_ids)


def test_what_was_only_shown_has_not_been_met_and_may_be_shown_again():
    rows = [*SHOWN, ("bob", "tea", 9, "purchase"), ("bob", "jam", 9, "purchase")]
    assert left(rows) == {"tea", "jam"}


@pytest.mark.parametrize(("times", "tired"), [(2, True), (3, True), (4, False)])
def test_what_was_ignored_so_often_is_left_out(times, tired):
    rows = [*SHOWN, ("bob", "tea", 9, "purchase"), ("bob", "jam", 9, "purchase")]
    assert ("tea" not in left(rows, fatigue=times)) == tired


def test_who_did_something_with_it_has_not_ignored_it():
    rows = [*SHOWN, ("ann", "tea", 9, "view"), ("bob", "jam", 9, "purchase")]
    assert left(rows, fatigue=1, hide="nothing") == {"tea", "jam"}


def test_what_one_person_ignored_is_still_shown_to_others():
    rows = [*SHOWN, ("bob", "jam", 9, "purchase"), ("cid", "tea", 9, "purchase")]
    assert left(rows, person="bob", fatigue=1) == {"tea"}


def test_what_was_disliked_on_the_whole_is_left_out_where_the_rest_may_come_back():
    history = History.of([0, 1, 1, 2], n_items=4, weights=[-0.3, -0.3, 1.0, 1.0])
    nothing = Rules(hide="nothing", hide_skipped=True)
    np.testing.assert_array_equal(may_show(history, nothing), [[False, True, True, True]])


def test_impressions_change_nothing_but_fatigue():
    rows = [
        (f"u{p}", f"i{(p + step) % 9}", 10 * step, "purchase")
        for p in range(9)
        for step in range(5)
    ]
    shown = [
        (f"u{p}", f"i{(p + step) % 7}", 10 * step + 3, "impression")
        for p in range(9)
        for step in range(5)
    ]
    without, with_them = worlds.dataset(rows), worlds.dataset(rows + shown)
    assert with_them.histories.shown.sum() == 45
    assert with_them.event_weights == without.event_weights
    assert with_them.fingerprint != without.fingerprint
    np.testing.assert_array_equal(with_them.histories.items, without.histories.items)
    np.testing.assert_array_equal(with_them.histories.times, without.histories.times)
    assert len(with_them.interactions) == len(without.interactions)


def test_a_file_of_nothing_but_impressions_is_refused_in_a_sentence():
    with pytest.raises(UnusableFile, match="only what was shown, and nothing that anybody did"):
        worlds.dataset(SHOWN)


def test_what_was_shown_later_is_not_known_when_lists_are_judged():
    rows = [
        (f"u{p}", f"i{(p + step) % 9}", step, "purchase") for p in range(9) for step in range(5)
    ]
    dataset = worlds.dataset([*rows, ("u1", "i3", 9, "impression")])
    split = leave_last_out(dataset)
    assert split.train.histories.shown is None
