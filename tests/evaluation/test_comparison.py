"""Paired comparisons: sign flips, Holm's correction and the verdict."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from threadpoolctl import threadpool_limits

from recengine.evaluation.comparison import compare, holm, interval_of_difference, sign_flip_p
from recengine.evaluation.power import power_of


@pytest.mark.parametrize(
    "differences",
    [[0.9, 0.4, -0.1, 0.6, 0.3, 0.0, 0.7, -0.2], [3.1, 1.3, -0.7, 2.2, 0.9, 0.4, 1.7, -1.9, 0.6]],
)
def test_p_equals_all_flips_of_a_few_people(differences):
    differences = np.array(differences)
    flips = np.array(list(product([-1, 1], repeat=len(differences)))) @ differences
    exact = np.mean(np.abs(flips) >= abs(differences.sum()) - 1e-9)
    found = sign_flip_p(differences[:, None], seed=0, flips=20_000)[0]
    assert found == pytest.approx(exact, abs=0.01)


def test_p_agrees_with_scipy():
    differences = np.random.default_rng(4).normal(0.1, 1, 200)
    theirs = stats.permutation_test(
        (differences,),
        lambda x, axis: x.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=5_000,
        rng=np.random.default_rng(0),
    ).pvalue
    assert sign_flip_p(differences[:, None], seed=0, flips=5_000)[0] == pytest.approx(
        theirs, abs=0.03
    )


def test_chance_alone_is_called_real_about_as_often_as_allowed():
    differences = np.random.default_rng(9).normal(size=(80, 400))
    assert 0.02 <= np.mean(sign_flip_p(differences, seed=0, flips=500) < 0.05) <= 0.09


def test_no_difference_at_all_has_p_one():
    assert sign_flip_p(np.zeros((10, 1)), seed=0).tolist() == [1.0]


@pytest.mark.parametrize(
    ("raw", "corrected"),
    [
        ([0.01, 0.02, 0.03, 0.005], [0.03, 0.04, 0.04, 0.02]),
        ([0.5, 0.9], [1.0, 1.0]),
        ([0.04], [0.04]),
        ([], []),
    ],
)
def test_holm_by_hand(raw, corrected):
    np.testing.assert_allclose(holm(np.array(raw)), corrected)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=5))
def test_holm_is_the_closed_test_of_all_groups(raw):
    """A value is as large as the worst Bonferroni figure of any group that it belongs to."""
    places = range(len(raw))
    groups = [group for size in places for group in combinations(places, size + 1)]
    figures = {group: len(group) * min(raw[place] for place in group) for group in groups}
    worst = [max(figures[group] for group in groups if place in group) for place in places]
    np.testing.assert_allclose(holm(np.array(raw)), np.minimum(worst, 1.0))


def test_people_who_do_not_differ_change_neither_p_nor_digits():
    drawn = np.random.default_rng(5).normal(0.1, 1.0, size=(200, 2))
    halves = drawn.copy()
    halves[::2, 0] = 0.0
    with_idle = sign_flip_p(np.stack([halves[:, 0], np.zeros(200)], axis=1), seed=3)
    assert with_idle[0] == sign_flip_p(halves, seed=3)[0]
    assert with_idle[1] == 1.0


def test_the_number_of_threads_changes_no_digit():
    differences = np.random.default_rng(7).choice(
        [-0.1, 0.0, 0.2], p=[0.02, 0.97, 0.01], size=(3_000, 5)
    )
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            found.append(sign_flip_p(differences, seed=0, flips=400))
    np.testing.assert_array_equal(*found)


def test_the_interval_of_a_difference_is_student_s():
    differences = np.random.default_rng(2).exponential(size=(40, 3))
    theirs = stats.ttest_1samp(differences, 0.0).confidence_interval(0.95)
    np.testing.assert_allclose(interval_of_difference(differences), [theirs.low, theirs.high])


def values(*leads, n=300):
    """A baseline and one rival for each lead over it."""
    rng = np.random.default_rng(1)
    base = rng.random(n)
    return np.stack([base, *(base + lead + rng.normal(0, 0.1, n) for lead in leads)], axis=1)


def test_verdicts_in_both_directions_and_none():
    compared = compare(values(0.1, -0.1, 0.0), ["b", "up", "down", "same"], "b", "m@1", seed=0)
    assert [c.verdict for c in compared] == ["better", "worse", "not distinguishable"]
    assert [c.model for c in compared] == ["up", "down", "same"]
    assert all(c.low <= c.difference <= c.high and c.baseline == "b" for c in compared)


def test_less_can_be_better():
    compared = compare(
        values(0.1, -0.1), ["b", "up", "down"], "b", "gini@1", seed=0, higher_is_better=False
    )
    assert [c.verdict for c in compared] == ["worse", "better"]


def test_pairing_finds_what_unpaired_means_could_not():
    base = np.random.default_rng(0).normal(0, 100, 200)
    compared = compare(np.stack([base, base + 0.1], axis=1), ["b", "a"], "b", "m@1", seed=0)
    assert compared[0].verdict == "better"
    assert compared[0].difference == pytest.approx(0.1)


def test_many_rivals_have_to_be_further_away():
    table = values(0.014)
    alone = compare(table, ["b", "a"], "b", "m@1", seed=0)[0]
    crowd = np.concatenate([table, values(*[0.0] * 12)[:, 1:]], axis=1)
    among = compare(crowd, ["b", "a", *map(str, range(12))], "b", "m@1", seed=0)[0]
    assert alone.p_value == among.p_value
    assert among.p_adjusted > alone.p_adjusted
    assert (alone.verdict, among.verdict) == ("better", "not distinguishable")


def test_a_contender_alone_is_compared_with_nothing():
    assert compare(np.ones((5, 1)), ["a"], "a", "m@1", seed=0) == ()


def test_wins_and_losses_are_people_and_the_rest_is_equal():
    base = np.array([0.0, 0.5, 0.5, 0.1 + 0.2, 1.0])
    other = np.array([1.0, 0.6, 0.2, 0.3, 1.0])
    table = np.stack([base, other], axis=1)
    found = compare(table, ["b", "a"], "b", "m@1", seed=0)[0]
    assert (found.people, found.wins, found.losses) == (5, 2, 1)
    turned = compare(table, ["b", "a"], "b", "m@1", seed=0, higher_is_better=False)[0]
    assert (turned.wins, turned.losses) == (1, 2)


def test_rounding_is_nobody_s_win_on_any_scale():
    cents = np.array([0.1 + 0.2, 0.7 + 0.1, 5.0, 4.0]) * 1e6
    euros = np.array([0.3, 0.8, 5.0, 3.0]) * 1e6
    found = compare(np.stack([euros, cents], axis=1), ["b", "a"], "b", "m@1", seed=0)[0]
    assert (found.wins, found.losses) == (1, 0)


def test_what_is_detectable_is_so_at_the_level_that_the_smallest_p_must_reach():
    table = values(0.014, 0.0, 0.0)
    for found, sd in zip(
        compare(table, list("bxyz"), "b", "m@1", seed=0),
        (table[:, 1:] - table[:, :1]).std(axis=0, ddof=1),
        strict=True,
    ):
        assert found.compared == 3
        assert power_of(found.detectable, sd, 300, alpha=0.05 / 3) == pytest.approx(0.8, abs=1e-6)
        assert found.effect_size == pytest.approx(found.difference / sd)


def test_the_same_lists_have_no_effect_size_and_nothing_detectable():
    found = compare(np.ones((50, 2)), ["b", "a"], "b", "m@1", seed=0)[0]
    assert (found.effect_size, found.detectable) == (None, None)
    assert (found.low, found.high, found.p_value) == (0.0, 0.0, 1.0)


def test_one_person_shows_nothing():
    found = compare(np.array([[0.0, 1.0]]), ["b", "a"], "b", "m@1", seed=0)[0]
    assert (found.low, found.high) == (1.0, 1.0)
    assert found.verdict == "not distinguishable"
