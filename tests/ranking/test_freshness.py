"""Freshness: a bonus for what is new, and never a malus."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.ranking.freshness import freshness_bonus
from tests.ranking.kitchen import shares

AGES = st.floats(0.0, 20_000.0)


@given(
    score=st.floats(-10, 10),
    rival=st.floats(-10, 10),
    ages=st.tuples(AGES, AGES),
    weights=st.tuples(shares(), shares()),
    half_life_days=st.floats(0.01, 3_650.0),
)
def test_raising_it_never_lowers_a_newer_item_against_an_older_of_equal_score(
    score, rival, ages, weights, half_life_days
):
    scores = np.array([[score, score, rival]])
    newer, older = sorted(ages)
    gaps = []
    for weight in sorted(weights):
        bonus = freshness_bonus(
            scores, np.array([newer, older, 0.0]), weight=weight, half_life_days=half_life_days
        )[0]
        gaps.append(bonus[0] - bonus[1])
    assert 0 <= gaps[0] <= gaps[1] + 1e-12


@given(ages=st.lists(AGES | st.just(np.nan), min_size=3, max_size=3), weight=shares())
def test_a_bonus_lies_between_nought_and_the_weighted_best_score(ages, weight):
    scores = np.array([[1.0, -4.0, 2.0]])
    bonus = freshness_bonus(scores, np.array(ages), weight=weight, half_life_days=30.0)
    assert (bonus >= 0).all()
    assert (bonus <= weight * 4.0).all()


def test_an_unknown_age_earns_nothing():
    ages = np.array([np.nan, 0.0])
    bonus = freshness_bonus(np.ones((1, 2)), ages, weight=1.0, half_life_days=7.0)
    assert bonus.tolist() == [[0.0, 1.0]]


def test_the_bonus_halves_with_every_half_life_by_hand():
    ages = np.array([0.0, 10.0, 20.0, 30.0])
    bonus = freshness_bonus(np.full((1, 4), 2.0), ages, weight=0.5, half_life_days=10.0)
    np.testing.assert_allclose(bonus, [[1.0, 0.5, 0.25, 0.125]])


def test_what_arrives_after_the_end_of_the_data_is_as_new_as_can_be():
    bonus = freshness_bonus(np.ones((1, 1)), np.array([-9.0]), weight=1.0, half_life_days=7.0)
    assert bonus[0, 0] == 1.0


def test_each_person_is_measured_by_their_own_best_score():
    bonus = freshness_bonus(
        np.array([[1.0, 0.5], [10.0, 5.0]]), np.zeros(2), weight=0.1, half_life_days=7.0
    )
    np.testing.assert_allclose(bonus, [[0.1, 0.1], [1.0, 1.0]])


@pytest.mark.parametrize("age", [20_000.0, 1e300])
def test_a_very_old_item_raises_no_alarm(age):
    bonus = freshness_bonus(np.ones((1, 1)), np.array([age]), weight=1.0, half_life_days=0.01)
    assert bonus[0, 0] == 0.0
