"""Bootstrap intervals."""

import numpy as np
import pytest
from scipy import stats
from threadpoolctl import threadpool_limits

from recengine.evaluation.uncertainty import bootstrap_means, interval, lean, mean_interval


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_interval_is_scipy_s_bca(sign):
    values = sign * np.random.default_rng(8).exponential(size=150) ** 2
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(0)
    ).confidence_interval
    ours = interval(bootstrap_means(values, seed=0, resamples=20_000), lean=lean(values))
    width = theirs.high - theirs.low
    np.testing.assert_allclose(ours, theirs, atol=0.025 * width)
    percentile = interval(bootstrap_means(values, seed=0, resamples=20_000))
    shift = sign * (np.array(theirs) - percentile)
    assert (shift > 0.035 * width).all()  # the judge can tell the two apart


def test_each_figure_has_its_own_interval():
    values = np.random.default_rng(3).exponential(size=(90, 2, 3))
    low, high = mean_interval(values, seed=4)
    assert low.shape == high.shape == (2, 3)
    for place in np.ndindex(2, 3):
        alone = mean_interval(values[:, *place], seed=4)
        np.testing.assert_allclose((low[place], high[place]), alone)


def test_the_lean_follows_skewness_and_is_never_so_large_that_the_ends_cross():
    values = np.zeros(400)
    values[0] = 1.0
    assert lean(-values) == -lean(values)
    assert lean(values) == pytest.approx(stats.skew(values) / (6 * np.sqrt(400)))
    low, high = mean_interval(values, seed=0)
    assert 0 <= low <= values.mean() <= high


def test_the_number_of_threads_changes_no_digit():
    values = np.random.default_rng(7).random((3_000, 5))
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            found.append(bootstrap_means(values, seed=0, resamples=400))
    np.testing.assert_array_equal(*found)


def test_the_spread_is_the_standard_error_of_a_mean():
    values = np.random.default_rng(2).exponential(size=500)
    means = bootstrap_means(values, seed=0, resamples=4_000)
    assert means.mean() == pytest.approx(values.mean(), rel=0.01)
    assert means.std() == pytest.approx(values.std() / np.sqrt(500), rel=0.05)


def test_figures_are_resampled_together():
    values = np.random.default_rng(2).random(50)
    means = bootstrap_means(np.stack([values, 1 - values], axis=1), seed=3)
    np.testing.assert_allclose(means.sum(axis=1), 1.0)


def test_a_seed_decides():
    values = np.random.default_rng(0).random(30)
    assert (bootstrap_means(values, seed=1) == bootstrap_means(values, seed=1)).all()
    assert (bootstrap_means(values, seed=1) != bootstrap_means(values, seed=2)).any()


def test_one_person_has_no_spread():
    assert interval(bootstrap_means(np.array([0.4]), seed=0)) == (0.4, 0.4)
