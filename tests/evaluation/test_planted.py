"""Verdicts, power and intervals where the truth is known, many times over.

Seeds are fixed, so every figure here is always the same. Bands are about five standard deviations
wide, so that a right method would stay inside them with any other seeds as well.
"""

import numpy as np
import pytest
from scipy import optimize

from recengine.evaluation import evaluate
from recengine.evaluation.comparison import interval_of_difference
from recengine.evaluation.power import power_of
from recengine.evaluation.uncertainty import bootstrap_means, interval, mean_interval
from tests.evaluation.planted import (
    GAINS,
    METRIC,
    contenders,
    draw_chances,
    draw_ndcg,
    tried,
    true_difference,
    world,
)

PEOPLE = 300
RATE = 0.2


@pytest.fixture(scope="module")
def split():
    return world(PEOPLE)


def test_lists_of_an_evaluation_are_judged_as_here(split):
    planted = contenders(split, (1.0, 1.5), RATE, seed=5)
    report = evaluate(split.train, planted, split=split, metrics=METRIC, baseline="0", seed=5)
    assert report.comparisons == tried(split, (1.0, 1.5), RATE, seed=5)
    assert report.comparisons[0].people == PEOPLE


def test_equal_approaches_are_called_different_in_five_of_a_hundred_runs(split):
    runs = [tried(split, (1.0, 1.0), RATE, seed)[0] for seed in range(1_000)]
    called = np.mean([run.verdict != "not distinguishable" for run in runs])
    assert 0.02 <= called <= 0.085
    assert 0.02 <= np.mean([run.p_value < 0.05 for run in runs]) <= 0.085
    better = np.mean([run.verdict == "better" for run in runs])
    assert 0.005 <= better <= 0.05  # and either way alike


def test_among_many_equal_approaches_none_is_called_different_any_more_often(split):
    runs = [tried(split, (1.0,) * 7, RATE, seed) for seed in range(400)]
    called = np.mean([any(each.p_adjusted < 0.05 for each in run) for run in runs])
    alone = np.mean([any(each.p_value < 0.05 for each in run) for run in runs])
    assert 0.005 <= called <= 0.10
    assert alone >= 0.12  # without the correction


def test_a_difference_is_found_as_often_as_its_power_says(split):
    def lacking(lift):
        return power_of(*true_difference(lift, RATE), PEOPLE) - 0.8

    lift = optimize.brentq(lacking, 1.01, 3.0)
    truth, _ = true_difference(lift, RATE)
    runs = [tried(split, (1.0, lift), RATE, seed)[0] for seed in range(500)]
    assert 0.71 <= np.mean([run.verdict == "better" for run in runs]) <= 0.89
    assert np.mean([run.difference for run in runs]) == pytest.approx(truth, rel=0.08)
    assert np.mean([run.detectable for run in runs]) == pytest.approx(truth, rel=0.03)


def misses(low, high, truth):
    """Shares of intervals that end below the truth, and that begin above it."""
    return np.mean(high < truth), np.mean(low > truth)


def drawn(n, rate, runs):
    """(n, runs) NDCG of n people, each column another world."""
    rng = np.random.default_rng(n)
    return draw_ndcg(rng, draw_chances(rng, (n, runs), rate))


@pytest.mark.parametrize(("n", "rate"), [(300, 0.06), (300, 0.2), (1_000, 0.03), (2_000, 0.03)])
def test_intervals_of_means_hold_the_truth_as_often_as_they_say(n, rate):
    below, above = misses(*mean_interval(drawn(n, rate, 3_000), seed=0), rate * GAINS.mean())
    assert 0.93 <= 1 - below - above <= 0.97
    assert below <= 0.042
    assert above >= 0.013


def test_percentiles_would_end_too_early():
    values = drawn(300, 0.06, 3_000)
    below, above = misses(*interval(bootstrap_means(values, seed=0)), 0.06 * GAINS.mean())
    assert below > 2 * above


@pytest.mark.parametrize(
    ("n", "rate", "lift"),
    [(300, 0.02, 1.1), (300, 0.1, 2.0), (1_000, 0.06, 1.0), (2_000, 0.03, 1.3)],
)
def test_intervals_of_differences_hold_the_truth_as_often_as_they_say(n, rate, lift):
    rng = np.random.default_rng(n)
    chances = draw_chances(rng, (n, 3_000), rate)
    lifted = draw_ndcg(rng, np.minimum(lift * chances, 1.0))
    differences = lifted - draw_ndcg(rng, chances)
    truth, sd = true_difference(lift, rate)
    assert differences.std() == pytest.approx(sd, rel=0.02)
    below, above = misses(*interval_of_difference(differences), truth)
    assert 0.93 <= 1 - below - above <= 0.97
