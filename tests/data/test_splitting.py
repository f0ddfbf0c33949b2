"""Splits: what is learned from and what is held back never overlap, and neither looks ahead."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.splitting import (
    SPLITS,
    leave_last_out,
    random_split,
    split_dataset,
    temporal_split,
)
from recengine.errors import InvalidSetting
from tests.worlds import checkerboard, dataset, item, lopsided, person

#: Time limits fail on a busy machine.
calm = settings(deadline=None, max_examples=40)

EVENTS = ("view", "purchase", "dislike")


def diary(seed=0, n_people=15, n_items=10, n_events=150):
    """Random events with repeats, ties in time and dislikes."""
    rng = np.random.default_rng(seed)
    rows = [
        (person(u), item(i), int(day), EVENTS[kind])
        for u, i, day, kind in zip(
            rng.integers(0, n_people, n_events),
            rng.integers(0, n_items, n_events),
            rng.integers(0, 30, n_events),
            rng.integers(0, 3, n_events),
            strict=True,
        )
    ]
    return dataset(rows)


def pairs(history):
    return set(zip(history.rows.tolist(), history.items.tolist(), strict=True))


@pytest.mark.parametrize("how", SPLITS)
@calm
@given(seed=st.integers(0, 30))
def test_nothing_of_the_test_is_in_the_training_data(how, seed):
    split = split_dataset(diary(seed), how, seed=seed)
    assert not pairs(split.train.histories) & pairs(split.test)


@pytest.mark.parametrize("how", SPLITS)
@calm
@given(seed=st.integers(0, 30))
def test_every_tested_person_has_a_past_and_something_to_find(how, seed):
    split = split_dataset(diary(seed), how, seed=seed)
    assert len(split.people)
    assert (np.diff(split.train.histories.starts)[split.people] > 0).all()
    assert (np.diff(split.relevant.indptr) > 0).all()
    assert (split.relevant.data > 0).all()


@pytest.mark.parametrize("how", SPLITS)
def test_people_and_catalogue_keep_their_codes(how):
    whole = diary()
    split = split_dataset(whole, how)
    assert split.train.items is whole.items
    assert split.train.users is whole.users
    assert len(split.test) == whole.n_users
    assert split.relevant.shape == (len(split.people), whole.n_items)


@pytest.mark.parametrize("how", SPLITS)
def test_the_training_frame_and_its_codes_tell_the_same(how):
    train = split_dataset(diary(), how).train
    assert train.interactions["item_id"].cat.codes.tolist() == train.histories.items.tolist()
    assert train.interactions["user_id"].cat.codes.tolist() == train.histories.rows.tolist()


@pytest.mark.parametrize("how", SPLITS)
def test_the_whole_is_unchanged_and_the_training_data_are_another_set(how):
    whole = diary()
    before = whole.histories.items.copy(), whole.fingerprint
    train = split_dataset(whole, how).train
    assert (whole.histories.items == before[0]).all()
    assert whole.fingerprint == before[1] != train.fingerprint


def test_leave_last_out_takes_the_last_pleasing_item_with_every_event_on_it():
    whole = dataset(
        [
            ("ann", "first", 0, "purchase"),
            ("ann", "last", 1, "view"),
            ("ann", "second", 1.5, "purchase"),
            ("ann", "last", 2, "purchase"),
            ("ann", "hated", 3, "dislike"),
            ("bob", "only", 1, "purchase"),
            ("cat", "first", 0, "dislike"),
            ("cat", "last", 1, "dislike"),
        ]
    )
    split = leave_last_out(whole)
    ann = whole.user_code("ann")
    assert split.people.tolist() == [ann]
    # "second" was met after "last": it is the newest thing that pleased
    assert pairs(split.test) == {(ann, whole.item_code("second"))}
    without = leave_last_out(whole.keep(whole.histories.items != whole.item_code("second")))
    held = without.test.people([ann])
    assert held.items.tolist() == [whole.item_code("last")] * 2
    assert (ann, whole.item_code("hated")) in pairs(without.train.histories)


def test_leave_last_out_finds_the_next_step_of_the_stair():
    whole = lopsided()
    split = leave_last_out(whole)
    heights = np.diff(whole.histories.starts)
    assert split.people.tolist() == np.flatnonzero(heights > 1).tolist()
    assert split.test.people(split.people).items.tolist() == (12 - heights[heights > 1]).tolist()


def test_equal_times_keep_the_order_of_the_file():
    split = leave_last_out(dataset([("a", "x", 0), ("a", "z", 0), ("a", "y", 0)]))
    assert split.test.items.tolist() == [1]


def test_data_without_times_keep_the_order_of_the_file():
    split = leave_last_out(dataset([("a", "x"), ("a", "z"), ("a", "y")]))
    assert split.test.items.tolist() == [1]


@calm
@given(seed=st.integers(0, 30), share=st.floats(0.3, 0.8))
def test_temporal_has_no_future_in_the_training_data(seed, share):
    split = temporal_split(diary(seed), share=share)
    assert split.train.histories.times.max() < split.test.times.min()


def test_temporal_keeps_events_without_a_time_for_training():
    times = pd.to_datetime(["2024-01-01", None, "2024-01-03", "2024-01-04"])
    frame = pd.DataFrame({"user_id": "a", "item_id": list("wxyz"), "timestamp": times})
    split = temporal_split(dataset(frame.astype({"timestamp": "datetime64[ms]"})), share=0.4)
    assert split.test.items.tolist() == [3]
    assert len(split.train.histories.items) == 3


def test_temporal_still_cuts_where_the_last_moment_holds_more_than_the_share():
    rows = [("a", "w", 0), ("b", "w", 0), ("a", "x", 9), ("b", "y", 9), ("a", "z", 9)]
    split = temporal_split(dataset(rows), share=0.2)
    assert len(split.train.histories.items) == 2
    assert len(split.test.items) == 3


def test_what_is_met_again_after_the_cut_is_no_test():
    rows = [("a", "w", 0), ("a", "x", 1), ("a", "w", 9), ("a", "z", 9), ("b", "w", 0)]
    split = temporal_split(dataset(rows), share=0.4)
    assert split.test.items.tolist() == [2]


def test_temporal_needs_times():
    with pytest.raises(InvalidSetting, match="has no times to cut by"):
        temporal_split(dataset([("a", "x"), ("a", "y")]))


@calm
@given(seed=st.integers(0, 30), share=st.floats(0.01, 0.99))
def test_random_takes_something_and_never_everything(seed, share):
    whole = diary(3)
    split = random_split(whole, share=share, seed=seed)
    before = np.array([len(set(whole.histories.people([u]).items)) for u in range(len(split.test))])
    held = np.array([len(set(split.test.people([u]).items)) for u in range(len(split.test))])
    several = before > 1
    assert (held[several] >= 1).all()
    assert (held[several] < before[several]).all()
    assert (held[~several] == 0).all()


def test_random_takes_the_share_that_was_asked_for():
    split = random_split(checkerboard(), share=0.4)
    assert np.diff(split.test.starts).tolist() == [2] * 20


def test_a_seed_decides_a_random_split():
    def held(seed):
        return random_split(checkerboard(), seed=seed).test.items.tolist()

    assert held(1) == held(1)
    assert held(1) != held(2)


@pytest.mark.parametrize("how", SPLITS)
def test_the_order_of_rows_in_the_file_does_not_matter(how):
    rows = [(person(u), item(i), u * 40 + i) for u in range(6) for i in range(u % 3, 9)]
    shuffled = [rows[place] for place in np.random.default_rng(0).permutation(len(rows))]
    assert split_dataset(dataset(rows), how).test.items.tolist() == (
        split_dataset(dataset(shuffled), how).test.items.tolist()
    )


def test_an_unknown_split_is_refused_with_what_exists():
    with pytest.raises(InvalidSetting, match=r"no split called 'lastly'.*leave_last_out"):
        split_dataset(checkerboard(), "lastly")


@pytest.mark.parametrize("share", [0.0, 1.0, -0.5, 2.0, float("nan")])
def test_a_share_that_leaves_nothing_is_refused(share):
    for how in ("random", "temporal"):
        with pytest.raises(InvalidSetting, match="cannot be held back"):
            split_dataset(checkerboard(), how, share=share)


def test_data_with_nobody_to_test_are_refused():
    with pytest.raises(InvalidSetting, match="leaves nobody with both"):
        leave_last_out(dataset([("a", "x", 0), ("b", "y", 1)]))


def test_somebody_without_a_past_is_not_tested():
    rows = [("a", "w", 0), ("a", "x", 9), ("b", "v", 0), ("b", "w", 1), ("new", "x", 9)]
    split = temporal_split(dataset(rows), share=0.4)
    assert split.people.tolist() == [0]
