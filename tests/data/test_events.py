"""Events: names, weights and how strongly each was meant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.events import (
    EVENT_NAMES,
    EVENT_TYPES,
    consuming_codes,
    default_weights,
    signals,
    standard_event,
)

NUMBERS = st.lists(st.floats(0, 1e6), min_size=1, max_size=30)


def signals_of(name: str, values, lengths=None) -> np.ndarray:
    events = np.full(len(values), EVENT_NAMES.index(name))
    known = np.full(len(values), np.nan) if lengths is None else np.asarray(lengths, dtype=float)
    return signals(events, np.asarray(values, dtype=float), known)


@pytest.mark.parametrize("event", EVENT_TYPES.values(), ids=lambda event: event.name)
def test_an_event_answers_to_its_name_and_to_each_alias_in_any_case(event):
    for name in (event.name, *event.aliases):
        written = [name, name.upper(), f" {name} ", name.replace("_", "-"), name.replace("_", " ")]
        assert {standard_event(each) for each in written} == {event.name}


def test_no_alias_belongs_to_two_events():
    aliases = [name for event in EVENT_TYPES.values() for name in (event.name, *event.aliases)]
    assert len(aliases) == len(set(aliases))


@pytest.mark.parametrize("event", EVENT_TYPES.values(), ids=lambda event: event.name)
def test_an_event_has_a_verb_for_a_sentence_and_a_weight_within_bounds(event):
    assert event.verb == event.verb.lower().strip() != ""
    assert -1 <= event.weight <= 1


def test_what_speaks_against_an_item_weighs_less_than_nothing():
    assert EVENT_TYPES["dislike"].weight < EVENT_TYPES["skip"].weight < 0


@given(st.sets(st.sampled_from(EVENT_NAMES)))
def test_the_strongest_kind_present_weighs_one_and_the_order_stays(present):
    weights = default_weights(present)
    assert set(weights) == present
    if any(EVENT_TYPES[name].weight > 0 for name in present):
        assert max(weights.values()) == 1.0
    by_usual = sorted(present, key=lambda name: EVENT_TYPES[name].weight)
    assert [weights[name] for name in by_usual] == sorted(weights.values())


def test_looks_and_baskets_do_not_use_an_item_up_but_a_purchase_does():
    consuming = {EVENT_NAMES[code] for code in consuming_codes()}
    assert {"purchase", "watch", "rating", "dislike"} <= consuming
    assert not {"view", "click", "cart", "search"} & consuming


@pytest.mark.parametrize("name", ["rating", "review", "watch", "play"])
@given(values=NUMBERS)
def test_every_signal_lies_between_minus_one_and_one_and_rises_with_the_value(name, values):
    found = signals_of(name, values)
    assert (np.abs(found) <= 1 + 1e-9).all()
    order = np.argsort(values, kind="stable")
    assert (np.diff(found[order]) >= -1e-9).all()


def test_stars_count_from_the_middle_of_the_scale_that_was_used():
    np.testing.assert_allclose(signals_of("rating", [1, 2, 3, 4, 5]), [-1, -0.5, 0, 0.5, 1])
    np.testing.assert_allclose(signals_of("rating", [0, 10, 7.5]), [-1, 1, 0.5])


def test_ratings_that_are_all_the_same_count_as_likes():
    assert signals_of("rating", [4, 4, 4]).tolist() == [1, 1, 1]


def test_a_watch_counts_as_the_share_of_the_length():
    np.testing.assert_allclose(signals_of("watch", [30, 90, 200], [120, 90, 100]), [0.25, 1, 1])


def test_a_watch_of_unknown_length_is_compared_with_a_long_one():
    minutes = [10.0] * 9 + [100.0] * 2  # the 90th percentile is 100
    found = signals_of("watch", minutes)
    np.testing.assert_allclose(found, [0.1] * 9 + [1.0] * 2)


def test_plays_count_by_their_logarithm_against_a_high_count():
    plays = [0.0, 3.0] + [15.0] * 18
    found = signals_of("play", plays)
    np.testing.assert_allclose(found[:3], [0.0, 0.5, 1.0])


def test_without_a_value_and_for_any_other_event_the_signal_is_one():
    assert signals_of("rating", [np.nan]).tolist() == [1.0]
    assert signals_of("purchase", [7.0]).tolist() == [1.0]
