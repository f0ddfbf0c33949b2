"""Bootstrap intervals."""

import numpy as np
import pytest

from recengine.evaluation.uncertainty import bootstrap_means, interval


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(11)
    held = 0
    for trial in range(200):
        values = (rng.random(120) < 0.3).astype(float)
        low, high = interval(bootstrap_means(values, seed=trial, resamples=400))
        held += low <= 0.3 <= high
    assert 0.90 <= held / 200 <= 0.99


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
