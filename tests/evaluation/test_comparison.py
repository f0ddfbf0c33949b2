"""Paired comparisons: sign flips, Holm's correction and the verdict."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from recengine.evaluation.comparison import compare, holm, sign_flip_p


def test_p_equals_all_flips_of_a_few_people():
    differences = np.array([0.9, 0.4, -0.1, 0.6, 0.3, 0.0, 0.7, -0.2])
    flips = np.array(list(product([-1, 1], repeat=8))) @ differences
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
