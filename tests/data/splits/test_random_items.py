"""A share of each person's items, drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.splits import random_split
from recengine.errors import InvalidSetting
from tests.data.splits.diary import calm, diary
from tests.worlds import checkerboard


@calm
@given(seed=st.integers(0, 30), share=st.floats(0.01, 0.99))
def test_something_is_taken_and_never_everything(seed, share):
    whole = diary(3, n_events=100)
    split = random_split(whole, share=share, seed=seed)
    before = np.array([len(set(whole.histories.people([u]).items)) for u in range(len(split.test))])
    held = np.array([len(set(split.test.people([u]).items)) for u in range(len(split.test))])
    several = before > 1
    assert (held[several] >= 1).all()
    assert (held[several] < before[several]).all()
    assert (held[~several] == 0).all()


def test_the_share_that_was_asked_for_is_taken():
    split = random_split(checkerboard(), share=0.4)
    assert np.diff(split.test.starts).tolist() == [2] * 20


def test_each_item_of_a_person_is_as_likely():
    drawn = [random_split(checkerboard(), seed=seed).test.people([0]).items for seed in range(100)]
    counts = np.bincount(np.concatenate(drawn), minlength=12)
    assert set(np.flatnonzero(counts)) == {2, 4, 6, 8, 10}
    assert counts[2:12:2].min() > 7  # 20 expected, standard deviation 4


@pytest.mark.parametrize("share", [0.0, 1.0, -0.5, 2.0, float("nan")])
def test_a_share_that_leaves_nothing_is_refused(share):
    with pytest.raises(InvalidSetting, match="cannot be held back"):
        random_split(checkerboard(), share=share)
