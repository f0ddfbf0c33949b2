"""Power: against scipy's noncentral t, Cohen's tables and real tests of drawn differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from recengine.evaluation.power import detectable_difference, power_of


@pytest.mark.parametrize(("effect", "people"), [(0.2, 199), (0.5, 34), (0.8, 15)])
def test_power_gives_the_numbers_of_pairs_that_tables_give(effect, people):
    assert power_of(effect, sd=1.0, n=people) >= 0.8 > power_of(effect, sd=1.0, n=people - 1)


def test_without_a_difference_half_of_the_false_finds_are_the_right_way_round():
    assert power_of(0.0, sd=1.0, n=50) == pytest.approx(0.025)


def test_power_is_the_share_of_t_tests_that_find_the_difference():
    drawn = np.random.default_rng(0).normal(0.3, 1.5, size=(60, 8_000))
    found = stats.ttest_1samp(drawn, 0.0)
    share = np.mean((found.pvalue < 0.05) & (found.statistic > 0))
    assert share == pytest.approx(power_of(0.3, sd=1.5, n=60), abs=0.025)


def spread_like(sd, n):
    """(n, 1) differences with that standard deviation."""
    values = np.random.default_rng(n).normal(size=(n, 1))
    return sd * (values - values.mean()) / values.std(ddof=1)


@given(
    sd=st.floats(1e-4, 1e3),
    n=st.integers(3, 4_000),
    power=st.floats(0.1, 0.99),
    alpha=st.floats(0.001, 0.1),
)
def test_what_is_detectable_has_the_power_asked_for(sd, n, power, alpha):
    (found,) = detectable_difference(spread_like(sd, n), power=power, alpha=alpha)
    assert power_of(found, sd, n, alpha) == pytest.approx(power, abs=1e-3)


def test_the_difference_that_is_seen_does_not_matter():
    values = spread_like(1.0, 80)
    np.testing.assert_allclose(detectable_difference(values), detectable_difference(values + 5.0))


def test_four_times_the_people_find_half_the_difference():
    few, many = (detectable_difference(spread_like(1.0, n))[0] for n in (500, 2_000))
    assert few / many == pytest.approx(2.0, rel=0.005)


def test_a_stricter_level_finds_less():
    values = spread_like(1.0, 100)
    assert detectable_difference(values, alpha=0.01) > detectable_difference(values, alpha=0.05)


@pytest.mark.parametrize("values", [np.zeros((9, 2)), np.full((9, 2), 0.1), np.ones((1, 2))])
def test_nothing_is_said_where_nothing_varies(values):
    assert np.isnan(detectable_difference(values)).all()
