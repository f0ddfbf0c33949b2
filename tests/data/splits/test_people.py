"""People of whom nothing was learned, served by what they did before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.splits import people_split
from recengine.errors import InvalidSetting
from tests.data.splits.diary import calm, diary, pairs
from tests.worlds import checkerboard, dataset


def routine(n_people: int, items: str = "vwxyz", event: str = "like"):
    """Everybody meets the same items in the same order."""
    return dataset(
        [(f"u{u}", i, day, event) for u in range(n_people) for day, i in enumerate(items)]
    )


@calm
@given(seed=st.integers(0, 30), share=st.floats(0.1, 0.9), timed=st.booleans())
def test_tested_people_are_not_learned_from_and_others_in_full(seed, share, timed):
    world = diary(seed, timed=timed)
    split = people_split(world, share=share, seed=seed)
    learned = np.unique(split.train.histories.rows)
    assert not set(learned) & set(split.people)
    assert len(learned)
    others = np.isin(world.histories.rows, learned)
    assert split.train.fingerprint == world.keep(others).fingerprint


@calm
@given(seed=st.integers(0, 30))
def test_of_each_tested_person_only_what_came_before_is_known(seed):
    split = people_split(diary(seed), seed=seed)
    for person in split.people:
        known, test = (each.people([person]) for each in (split.known, split.test))
        assert known.times.max() <= test.times.min()


def test_the_share_of_people_is_taken():
    split = people_split(routine(10), share=0.3)
    assert len(split.people) == 3
    assert len(np.unique(split.train.histories.rows)) == 7


def test_the_last_fifth_is_to_be_found():
    split = people_split(routine(4, "abcdefghij"))
    assert split.test.items.tolist() == [8, 9]
    assert split.known.people(split.people).items.tolist() == list(range(8))


def test_the_last_items_reach_back_to_one_that_pleased():
    rows = [("a", i, day, "like" if i in "ab" else "dislike") for day, i in enumerate("abcdef")]
    rows += [("zoe", "a", 0, "dislike"), ("zoe", "b", 1, "dislike")]  # cannot be tested
    split = people_split(dataset(rows), share=0.5)
    assert split.people.tolist() == [0]
    assert split.test.items.tolist() == [1, 2, 3, 4, 5]
    assert split.relevant.indices.tolist() == [1]


def test_what_a_person_comes_back_to_later_is_not_known():
    rows = [("a", "v", 0, "view"), ("a", "w", 1, "view"), ("a", "v", 2, "view")]
    rows += [("b", "v", 0, "dislike")]
    split = people_split(dataset(rows))
    assert split.test.items.tolist() == [1]
    assert split.known.people([0]).items.tolist() == [0]


def test_without_times_the_items_to_find_are_drawn():
    world = dataset([("a", i) for i in "vwxyz"] + [("b", "v")])
    found = {people_split(world, seed=seed).test.items.tolist()[0] for seed in range(60)}
    assert found == {0, 1, 2, 3, 4}


def test_a_person_alone_leaves_nothing_to_learn_from():
    with pytest.raises(InvalidSetting, match="people split of world leaves nobody"):
        people_split(routine(1))


def test_people_whom_nothing_pleased_cannot_be_tested():
    with pytest.raises(InvalidSetting, match="leaves nobody"):
        people_split(routine(5, event="dislike"))


def test_other_people_are_drawn_with_another_seed():
    drawn = {tuple(people_split(checkerboard(), seed=seed).people) for seed in range(5)}
    assert len(drawn) > 1
    assert pairs(people_split(checkerboard()).test)
