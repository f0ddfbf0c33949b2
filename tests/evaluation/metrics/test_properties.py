"""Laws that every ranking metric keeps, whatever the lists."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from recengine.evaluation.metrics import (
    average_precision,
    hit,
    ndcg,
    precision,
    recall,
    reciprocal_rank,
)

#: Time limits fail on a busy machine.
calm = settings(deadline=None)

ALL = (precision, recall, hit, average_precision, reciprocal_rank, ndcg)
BY_PLACE = (average_precision, reciprocal_rank, ndcg)


@st.composite
def lists(draw):
    """(hits, n_relevant) of a few people, each with at least as many to find as were found."""
    shape = (draw(st.integers(1, 5)), draw(st.integers(1, 12)))
    hits = draw(arrays.arrays(np.int8, shape, elements=st.integers(0, 1))).astype(float)
    more = draw(arrays.arrays(np.int64, shape[0], elements=st.integers(0, 15)))
    return hits, hits.sum(axis=1).astype(int) + more


@pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
@calm
@given(given_lists=lists())
def test_values_lie_between_0_and_1(function, given_lists):
    values = function(*given_lists)
    assert values.shape == (len(given_lists[0]),)
    assert (values >= 0).all()
    assert (values <= 1 + 1e-12).all()


@pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
@calm
@given(given_lists=lists(), seed=st.integers(0, 99))
def test_the_order_of_people_does_not_matter(function, given_lists, seed):
    hits, n_relevant = given_lists
    order = np.random.default_rng(seed).permutation(len(hits))
    np.testing.assert_allclose(
        function(hits[order], n_relevant[order]), function(hits, n_relevant)[order], atol=1e-15
    )


@pytest.mark.parametrize("function", BY_PLACE, ids=lambda f: f.__name__)
@calm
@given(given_lists=lists(), data=st.data())
def test_moving_a_hit_up_never_lowers(function, given_lists, data):
    hits, n_relevant = given_lists
    below = data.draw(st.integers(0, hits.shape[1] - 1))
    above = data.draw(st.integers(0, below))
    moved = hits.copy()
    moved[:, above] = np.maximum(hits[:, above], hits[:, below])
    moved[:, below] = np.minimum(hits[:, above], hits[:, below])
    if above == below:
        moved = hits
    assert (function(moved, n_relevant) >= function(hits, n_relevant) - 1e-12).all()


@pytest.mark.parametrize("function", BY_PLACE, ids=lambda f: f.__name__)
def test_a_lone_hit_counts_more_in_every_higher_place(function):
    values = function(np.eye(6), np.ones(6, dtype=int))
    assert (np.diff(values) < 0).all()


@pytest.mark.parametrize("function", [recall, hit, reciprocal_rank], ids=lambda f: f.__name__)
@calm
@given(given_lists=lists())
def test_a_longer_list_never_lowers(function, given_lists):
    hits, n_relevant = given_lists
    values = [function(hits[:, :k], n_relevant) for k in range(1, hits.shape[1] + 1)]
    assert (np.diff(values, axis=0) >= 0).all()


@pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
@calm
@given(given_lists=lists())
def test_inputs_are_unchanged(function, given_lists):
    hits, n_relevant = given_lists
    before = hits.copy(), n_relevant.copy()
    function(hits, n_relevant)
    assert (hits == before[0]).all()
    assert (n_relevant == before[1]).all()
