"""RBO beside the paper's equations, written out for one person at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.evaluation.metrics import rbo


def equation_32(one, other, p):
    """Extrapolated RBO of two lists that may end at different places."""
    short, long = sorted((one, other), key=len)
    s, m = len(short), len(long)
    if m == 0:
        return 1.0
    shared = [len(set(short[:d]) & set(long[:d])) for d in range(1, m + 1)]
    seen = sum(shared[d - 1] / d * p**d for d in range(1, m + 1))
    at_s = shared[s - 1] if s else 0
    if s:
        seen += sum(at_s * (d - s) / (s * d) * p**d for d in range(s + 1, m + 1))
    last = ((shared[m - 1] - at_s) / m + (at_s / s if s else 0)) * p**m
    return (1 - p) / p * seen + last


def padded(codes, k):
    return np.array([[*codes, *[-1] * (k - len(codes))]])


some_list = st.permutations(range(9)).flatmap(
    lambda codes: st.integers(0, 6).map(lambda length: codes[:length])
)


@settings(deadline=None)
@given(one=some_list, other=some_list, p=st.sampled_from([0.3, 0.8, 0.9, 0.98]))
def test_equals_the_papers_equation_and_does_not_care_which_is_which(one, other, p):
    expected = equation_32(one, other, p)
    found = rbo(padded(one, 6), padded(other, 6), p)[0]
    assert found == pytest.approx(expected, abs=1e-12)
    assert found == pytest.approx(rbo(padded(other, 6), padded(one, 6), p)[0], abs=1e-12)
    assert -1e-12 <= found <= 1 + 1e-12


def test_by_hand():
    """First places agree, then they do not: agreement 1, then 1/2, and a half beyond."""
    found = rbo(np.array([[1, 2]]), np.array([[1, 3]]), 0.9)[0]
    assert found == pytest.approx((1 - 0.9) / 0.9 * (0.9 + 0.81 / 2) + 0.81 / 2)


def test_a_difference_at_the_top_counts_more():
    same = np.arange(10)[None]
    top, bottom = same.copy(), same.copy()
    top[0, 0], bottom[0, -1] = 77, 77
    assert rbo(same, top)[0] < rbo(same, bottom)[0] < 1


def test_people_do_not_mix():
    rng = np.random.default_rng(8)
    one, other = (np.stack([rng.permutation(30)[:7] for _ in range(50)]) for _ in range(2))
    each = [rbo(one[[u]], other[[u]])[0] for u in range(50)]
    np.testing.assert_allclose(rbo(one, other), each)


def test_the_weight_of_the_first_places_is_as_stated():
    """The share of the first ten of all weights, as the paper's equation 21 gives it."""
    for p, share in ((0.9, 0.86), (0.8, 0.97)):
        rest = np.log(1 / (1 - p)) - sum(p**i / i for i in range(1, 10))
        assert 1 - p**9 + 10 * (1 - p) / p * rest == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize("p", [0.0, 1.0, 1.5])
def test_a_p_that_means_nothing_is_refused(p):
    with pytest.raises(ValueError, match="not above 0 and below 1"):
        rbo(np.array([[1]]), np.array([[1]]), p)
