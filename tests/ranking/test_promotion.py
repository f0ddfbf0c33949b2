"""Promotion: budgets hold, places go to whom an item fits, and what is learned narrows."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from recengine.errors import InvalidSetting
from recengine.ranking.promotion import appeal, promote


@given(
    seed=st.integers(0, 10_000),
    n_people=st.integers(1, 12),
    n_new=st.integers(1, 4),
    place=st.integers(1, 5),
)
def test_budgets_hold_and_a_list_changes_in_one_place_only(seed, n_people, n_new, place):
    rng = np.random.default_rng(seed)
    lists = np.array([rng.permutation(20)[:5] for _ in range(n_people)])
    new, budget = 15 + np.arange(n_new), rng.integers(0, 4, size=n_new)
    fit = rng.choice([0.1, 0.5, 0.9, -np.inf], size=(n_people, n_new))
    found = promote(lists, new, fit, budget, place=place)
    used = np.bincount(found.shown[found.shown >= 0], minlength=n_new)
    np.testing.assert_array_equal(used + found.left, budget)
    for before, after, shown, own in zip(lists, found.lists, found.shown, fit, strict=True):
        assert len(set(after)) == 5
        if shown < 0:
            np.testing.assert_array_equal(before, after)
            continue
        assert after[place - 1] == new[shown]
        assert np.isfinite(own[shown])
        others = [code for code in after if code != new[shown]]
        assert others == [code for code in before if code != new[shown]][:4]
    idle = (found.shown < 0)[:, None] & np.isfinite(fit)
    assert not idle[:, found.left > 0].any()


def test_an_item_goes_first_to_whom_it_fits_best():
    lists = np.tile([1, 2, 3], (4, 1))
    fit = np.array([[0.1], [0.9], [0.5], [0.7]])
    found = promote(lists, np.array([9]), fit, np.array([2]))
    assert found.shown.tolist() == [-1, 0, -1, 0]
    assert found.left.tolist() == [0]


def test_a_place_that_no_list_has_is_refused():
    with pytest.raises(InvalidSetting, match="There is no place 4 in a list of 3"):
        promote(np.zeros((1, 3), int), np.array([1]), np.ones((1, 1)), np.array([1]), place=4)


def test_the_interval_holds_95_percent_of_what_bayes_rule_says():
    found = appeal(7, 40, usual=0.1, strength=20.0)

    def likely(rate):  # prior times likelihood, written out
        return rate ** (2 - 1) * (1 - rate) ** (18 - 1) * rate**7 * (1 - rate) ** 33

    inside = integrate.quad(likely, found.low, found.high)[0]
    assert inside / integrate.quad(likely, 0, 1)[0] == pytest.approx(0.95, abs=1e-6)
    assert found.mean == pytest.approx(9 / 60)


def test_more_impressions_narrow_the_interval_and_draw_it_to_the_rate_that_is_seen():
    widths = [appeal(n // 5, n, usual=0.05) for n in (0, 10, 100, 1000, 10_000)]
    assert all(
        later.high - later.low < earlier.high - earlier.low
        for earlier, later in pairwise(widths[1:])
    )
    assert widths[-1].mean == pytest.approx(0.2, abs=0.001)


def test_intervals_cover_the_true_rate_about_as_often_as_they_say():
    rng = np.random.default_rng(0)
    rates = stats.beta(2, 18).rvs(400, random_state=rng)
    found = [appeal(int(rng.binomial(100, rate)), 100, usual=0.1) for rate in rates]
    covered = [one.low <= rate <= one.high for one, rate in zip(found, rates, strict=True)]
    assert 0.92 <= np.mean(covered) <= 0.98


@pytest.mark.parametrize(("clicks", "impressions", "usual"), [(2, 1, 0.1), (-1, 3, 0.1), (0, 1, 1)])
def test_counts_that_cannot_be_are_refused(clicks, impressions, usual):
    with pytest.raises(InvalidSetting, match="cannot be"):
        appeal(clicks, impressions, usual=usual)
