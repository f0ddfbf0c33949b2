"""Items of which nothing was learned."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.splits import new_items_split, temporal_split
from recengine.errors import InvalidSetting
from tests.data.splits.diary import calm, diary
from tests.worlds import checkerboard, dataset


def shop(*, timed: bool = True, dates: dict[str, str] | None = None):
    """Six people who met the old items, and two of them what is new, at the end."""
    rows = [(person, item, day) for person in "abcdef" for day, item in enumerate("vwx")]
    rows += [("a", "y", 8), ("a", "w", 9), ("b", "y", 8), ("b", "z", 9)]
    catalogue = pd.DataFrame({"item_id": list("vwxyz")})
    if dates is not None:
        added = pd.to_datetime(catalogue["item_id"].map(dates))
        catalogue["added"] = added.astype("datetime64[ms]")
    return dataset([row if timed else row[:2] for row in rows], catalogue)


@calm
@given(seed=st.integers(0, 30), share=st.floats(0.2, 0.7), timed=st.booleans())
def test_nobody_has_met_what_is_to_be_found(seed, share, timed):
    split = new_items_split(diary(seed, timed=timed), share=share, seed=seed)
    assert split.cold_items[split.test.items].all()


def test_the_newest_are_those_first_met_last():
    split = new_items_split(shop(), share=0.4)
    assert set(split.train.histories.items) == {0, 1, 2}
    assert set(split.test.items) == {3, 4}


def test_dates_say_what_is_new_before_first_events_do():
    dates = {"v": "2023-01-01", "w": "2023-01-02", "x": "2023-02-01", "y": "2023-01-03"}
    split = new_items_split(shop(timed=False, dates={**dates, "z": "2023-01-04"}), share=0.2)
    assert set(split.test.items) == {2}
    assert set(split.train.histories.items) == {0, 1, 3, 4}
    assert split.words.startswith("The newest 20%")


def test_nothing_that_happened_after_the_cut_is_learned_from_on_any_item():
    world = shop()
    split = new_items_split(world, share=0.2)
    assert split.train.end <= temporal_split(world).train.end
    assert (split.test.times > split.train.end).all()
    assert split.test.items.tolist() == [4]
    assert split.known is None


def test_what_was_met_of_the_new_before_the_cut_is_neither_learned_nor_to_be_found():
    rows = [("a", "v", 0), ("a", "new", 5), ("b", "v", 0), ("b", "new", 9), ("a", "v", 9)]
    split = new_items_split(dataset(rows), share=0.5)
    assert split.train.histories.items.tolist() == [1, 1]
    assert split.test.rows.tolist() == [1]


def test_without_times_and_dates_a_share_is_drawn():
    world = shop(timed=False)
    drawn = [new_items_split(world, share=0.4, seed=seed) for seed in range(40)]
    for split in drawn:
        held = set(split.test.items)
        assert len(held) <= 2
        assert not held & set(split.train.histories.items)
        assert split.words.startswith("40% of the items (seed ")
    assert len(set().union(*(set(split.test.items) for split in drawn))) == 5


def test_lots_decide_among_equally_new_items():
    drawn = {tuple(np.flatnonzero(new_items_split(_flat(), seed=s).cold_items)) for s in range(10)}
    assert len(drawn) > 1


def _flat():
    """All items were first met on the first day, and again on the last."""
    return dataset([(f"u{u}", f"i{i}", day) for u in range(4) for i in range(8) for day in (u, 9)])


def test_items_that_nobody_met_do_not_count():
    catalogue = pd.DataFrame({"item_id": [f"i{i:02d}" for i in range(40)]})
    whole = checkerboard()
    rows = whole.interactions[["user_id", "item_id"]].astype(str)
    split = new_items_split(dataset(rows, catalogue), share=0.25)
    assert len(set(split.test.items)) == 3


def test_a_catalogue_of_one_item_has_nothing_to_test():
    with pytest.raises(InvalidSetting, match="new items split of world leaves nobody"):
        new_items_split(dataset([("a", "x", 0), ("b", "x", 1)]))


def test_a_share_that_leaves_nothing_is_refused():
    with pytest.raises(InvalidSetting, match="share of 0 cannot"):
        new_items_split(checkerboard(), share=0)
