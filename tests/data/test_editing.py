"""Editing: what a history holds after each kind of edit, and the short text that stands for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.editing import MOST_EDITS, Edit, edited, read, usual_event, written
from recengine.data.events import EVENT_NAMES
from recengine.data.history import History
from recengine.errors import InvalidSetting
from tests import worlds

DAY = 86_400.0
WORLD = worlds.busy()
DOINGS = ("add", "remove", "like", "dislike", "later", "earlier")
edits = st.lists(st.builds(Edit, st.sampled_from(DOINGS), st.integers(0, 29)), max_size=12)


def after(*steps, items=(4, 7, 4, 2)):
    times = DAY * np.arange(len(items))
    history = History.of(list(items), n_items=30, times=times)
    return edited(WORLD, history, [Edit(do, item) for do, item in steps])


def order(history):
    return history.items.tolist()


def test_an_added_item_comes_last_as_what_people_of_this_data_do():
    found = after(("add", 9))
    assert order(found) == [4, 7, 4, 2, 9]
    assert EVENT_NAMES[found.events[-1]] == usual_event(WORLD) == "like"
    assert found.times[-1] == WORLD.end


def test_a_removed_item_has_never_been_met():
    assert order(after(("remove", 4))) == [7, 2]


@pytest.mark.parametrize(("do", "weight"), [("like", 1.0), ("dislike", -1.0)])
def test_an_opinion_stands_instead_of_all_that_was_done_at_its_last_place(do, weight):
    found = after((do, 4))
    assert order(found) == [7, 4, 2]
    assert found.weights.tolist() == [1.0, weight, 1.0]
    assert found.times.tolist() == [DAY, 2 * DAY, 3 * DAY]
    weighted = found.weighted(WORLD.event_weights, half_life_days=30.0, now=3 * DAY)
    assert np.sign(weighted.weights[1]) == np.sign(weight)


def test_a_dislike_keeps_its_sign_where_the_data_knows_no_dislikes():
    found = after(("dislike", 9)).weighted({"interaction": 1.0})
    assert found.weights[-1] == -1.0


def test_what_moves_changes_places_with_its_neighbour_and_times_stay():
    assert order(after(("later", 4))) == [4, 7, 2, 4]
    assert order(after(("earlier", 2))) == [4, 7, 2, 4]
    assert order(after(("earlier", 7))) == [4, 7, 4, 2]  # there is none before it
    assert order(after(("later", 4), ("earlier", 4))) == [4, 7, 4, 2]
    assert after(("later", 4)).times.tolist() == [0.0, DAY, 2 * DAY, 3 * DAY]


@given(steps=edits)
def test_any_edits_leave_a_history_whose_times_never_fall(steps):
    history = WORLD.history("u003")
    before = history.items.copy()
    found = edited(WORLD, history, steps)
    known = found.times[~np.isnan(found.times)]
    assert (np.diff(known) >= 0).all()
    assert found.starts.tolist() == [0, len(found.items)]
    assert {len(column) for column in (found.weights, found.events, found.signals)} == {
        len(found.items)
    }
    np.testing.assert_array_equal(history.items, before)


@given(steps=edits)
def test_edits_come_back_from_their_text(steps):
    assert list(read(written(steps), n_items=30)) == steps


@pytest.mark.parametrize("text", ["q3", "l", "l3 ", "l99", "l3" * (MOST_EDITS + 1), "l" + "9" * 12])
def test_text_that_is_no_edit_of_this_data_is_refused(text):
    with pytest.raises(InvalidSetting, match="cannot be read"):
        read(text, n_items=30)


def test_an_unknown_edit_is_refused():
    with pytest.raises(InvalidSetting, match="cannot be edited by 'hop'"):
        Edit("hop", 3)


@pytest.mark.parametrize(
    ("events", "usual"),
    [(["view"], "view"), (["view", "view", "cart"], "view"), (["view", "view", "like"], "like")],
)
def test_what_is_added_is_what_people_of_the_data_do(events, usual):
    rows = [("ann", f"i{place}", place, event) for place, event in enumerate(events)]
    small = worlds.dataset(rows)
    assert usual_event(small) == usual
    found = edited(small, small.history("ann"), [Edit("add", 0)])
    assert found.weights[-1] == small.event_weights[usual]


def test_a_title_can_be_added_where_nothing_has_a_time():
    timeless = worlds.dataset([("ann", "tea"), ("ann", "jam")])
    found = edited(timeless, timeless.history("ann"), [Edit("add", 1)])
    assert np.isnan(found.times).all()
    assert found.items.tolist()[-1] == 1
