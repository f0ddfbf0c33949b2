"""Every protocol of the registry: nothing of the test is learned from, and the future stays out."""

import numpy as np
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from recengine.data.dataset import Dataset
from recengine.data.splits import SPLITS, Split, SplitSettings, make_splits
from recengine.errors import InvalidSetting
from tests.data.splits.diary import calm, diary, pairs
from tests.worlds import dataset, item, person

IN_TIME = [name for name, protocol in SPLITS.items() if protocol.keeps_future_out]
WITHOUT_TIMES = [name for name, protocol in SPLITS.items() if not protocol.needs_times]
seeds = st.integers(0, 30)
shares = st.floats(0.1, 0.6)


def made(world: Dataset, name: str, **options) -> tuple[Split, ...]:
    return make_splits(world, SplitSettings(name=name, **options))


def tried(world: Dataset, name: str, **options) -> tuple[Split, ...]:
    """As ``made``; a draw that rightly leaves nobody to test is passed over."""
    try:
        return made(world, name, **options)
    except InvalidSetting as error:
        if error.problem.code != "nothing_to_test":
            raise
    return reject()


def events(history) -> set[tuple]:
    """Every event as it stands in the file; the worlds hold some of them twice."""
    return set(
        zip(
            history.rows.tolist(),
            history.items.tolist(),
            history.times.tolist(),
            history.events.tolist(),
            strict=True,
        )
    )


@pytest.mark.parametrize("name", SPLITS)
@calm
@given(seed=seeds, share=shares)
def test_nothing_of_the_test_is_in_the_training_data_or_known(name, seed, share):
    for split in tried(diary(seed), name, seed=seed, share=share, last=2):
        assert not pairs(split.train.histories) & pairs(split.test)
        assert not pairs(split.known or split.train.histories) & pairs(split.test)


@pytest.mark.parametrize("name", IN_TIME)
@calm
@given(seed=seeds, share=shares, windows=st.integers(1, 5))
def test_nothing_is_learned_from_or_known_after_the_first_event_to_find(name, seed, share, windows):
    for split in tried(diary(seed), name, seed=seed, share=share, windows=windows):
        known = split.known or split.train.histories
        assert split.train.end < split.test.times.min()
        assert known.times.max() < split.test.times.min()


@pytest.mark.parametrize("name", WITHOUT_TIMES)
@calm
@given(seed=seeds)
def test_without_times_nothing_of_the_test_is_in_the_training_data(name, seed):
    for split in tried(diary(seed, timed=False), name, seed=seed):
        assert not pairs(split.train.histories) & pairs(split.test)
        assert len(split.people)


@pytest.mark.parametrize("name", SPLITS)
@calm
@given(seed=seeds)
def test_every_tested_person_has_a_past_and_something_to_find(name, seed):
    for split in tried(diary(seed), name, seed=seed):
        known = split.known or split.train.histories
        assert len(split.people)
        assert (np.diff(known.starts)[split.people] > 0).all()
        assert (np.diff(split.relevant.indptr) > 0).all()
        assert (split.relevant.data > 0).all()


@pytest.mark.parametrize("name", SPLITS)
@calm
@given(seed=seeds)
def test_newcomers_have_something_to_find_and_no_past(name, seed):
    for split in tried(diary(seed, n_events=150), name, seed=seed):
        known = split.known or split.train.histories
        to_find = {u for u, liked in enumerate(np.diff(split.test.likes.indptr)) if liked}
        strangers = {u for u, number in enumerate(np.diff(known.starts)) if number == 0}
        assert set(split.newcomers) == to_find & strangers
        assert set(split.people) == to_find - strangers


@pytest.mark.parametrize("name", SPLITS)
def test_cold_items_are_those_that_nobody_met_in_training(name):
    for split in made(diary(n_events=150), name):
        met = set(split.train.histories.items.tolist())
        assert np.flatnonzero(~split.cold_items).tolist() == sorted(met)


@pytest.mark.parametrize("name", SPLITS)
def test_people_and_catalogue_keep_their_codes(name):
    whole = diary()
    for split in made(whole, name):
        assert split.train.items is whole.items
        assert split.train.users is whole.users
        assert len(split.test) == whole.n_users
        assert split.relevant.shape == (len(split.people), whole.n_items)


@pytest.mark.parametrize("name", SPLITS)
def test_the_training_frame_and_its_codes_tell_the_same(name):
    for split in made(diary(), name):
        train = split.train
        assert train.interactions["item_id"].cat.codes.tolist() == train.histories.items.tolist()
        assert train.interactions["user_id"].cat.codes.tolist() == train.histories.rows.tolist()


@pytest.mark.parametrize("name", SPLITS)
def test_the_whole_is_unchanged_and_the_training_data_are_another_set(name):
    whole = diary()
    before = whole.histories.items.copy(), whole.fingerprint
    for split in made(whole, name):
        assert (whole.histories.items == before[0]).all()
        assert whole.fingerprint == before[1] != split.train.fingerprint
        assert events(split.train.histories) | events(split.test) <= events(whole.histories)


@pytest.mark.parametrize("name", SPLITS)
def test_the_order_of_rows_in_the_file_does_not_matter(name):
    rows = [(person(u), item(i), u * 40 + i) for u in range(6) for i in range(u % 3, 9)]
    shuffled = [rows[place] for place in np.random.default_rng(0).permutation(len(rows))]
    for one, other in zip(made(dataset(rows), name), made(dataset(shuffled), name), strict=True):
        assert one.train.fingerprint == other.train.fingerprint
        assert one.test.items.tolist() == other.test.items.tolist()


@pytest.mark.parametrize("name", [name for name in SPLITS if "seed" in SPLITS[name].options])
def test_without_times_what_is_drawn_does_not_depend_on_the_order_of_rows(name):
    rows = [(person(u), item(i)) for u in range(6) for i in range(u % 3, 9)]
    shuffled = [rows[place] for place in np.random.default_rng(0).permutation(len(rows))]
    (one,), (other,) = made(dataset(rows), name), made(dataset(shuffled), name)
    assert pairs(one.test) == pairs(other.test)
    assert pairs(one.train.histories) == pairs(other.train.histories)


@pytest.mark.parametrize("name", SPLITS)
def test_the_same_seed_makes_the_same_splits(name):
    once, again = (made(diary(), name, seed=3) for _ in range(2))
    assert [split.train.fingerprint for split in once] == [s.train.fingerprint for s in again]
    assert [split.words for split in once] == [split.words for split in again]


@pytest.mark.parametrize("name", [name for name in SPLITS if "seed" in SPLITS[name].options])
def test_another_seed_draws_others(name):
    world = diary(timed=False)
    one, other = (made(world, name, seed=seed)[0] for seed in (1, 2))
    assert one.train.fingerprint != other.train.fingerprint


@pytest.mark.parametrize("name", SPLITS)
def test_values_stand_beside_their_events(name):
    rows = [
        (person(u), item(i), u + 3 * i, "rating", 10 * u + i) for u in range(6) for i in range(6)
    ]
    for split in made(dataset(rows), name):
        expected = 10 * split.test.rows + split.test.items
        assert split.values.tolist() == expected.tolist()


@pytest.mark.parametrize("name", SPLITS)
def test_values_are_unknown_where_the_file_has_none(name):
    for split in made(diary(), name):
        assert np.isnan(split.values).all()
        assert len(split.values) == len(split.test.items)


@pytest.mark.parametrize("name", SPLITS)
def test_each_says_what_it_holds_back(name):
    protocol = SPLITS[name]
    assert protocol.words.endswith(".")
    assert set(protocol.options) <= set(SplitSettings.model_fields)
    for split in made(diary(), name):
        assert split.name == name
        assert split.words.endswith(".")
