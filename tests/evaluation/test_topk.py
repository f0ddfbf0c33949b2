"""The highest scores of each row, against a full sort."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.evaluation.topk import shuffled_catalogue, top_k


def by_full_sort(scores, k, tie_order):
    place = np.argsort(tie_order)
    rows = [np.lexsort((place, -row))[:k] for row in scores]
    padded = np.full((len(scores), k), -1)
    for out, row, values in zip(padded, rows, scores, strict=True):
        shown = row[values[row] > -np.inf]
        out[: len(shown)] = shown
    return padded


@pytest.mark.parametrize("n_items", [5, 100, 439, 440, 1_003])
@pytest.mark.parametrize("levels", [2, 30, 10**9])
@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 999), k=st.integers(1, 12), hidden=st.floats(0, 1))
def test_equals_a_full_sort(n_items, levels, seed, k, hidden):
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, levels, (4, n_items)).astype(float)
    scores[rng.random(scores.shape) < hidden] = -np.inf
    order = shuffled_catalogue(n_items, 1)
    assert (top_k(scores, k, order) == by_full_sort(scores, k, order)).all()


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 999), k=st.integers(1, 6), above=st.integers(0, 9))
def test_a_few_scores_above_very_many_equal_ones(seed, k, above):
    rng = np.random.default_rng(seed)
    order = shuffled_catalogue(900, 1)
    scores = np.zeros((3, 900))
    scores[:, order[:above]] = rng.random(above)  # first among equals as well
    assert (top_k(scores, k, order) == by_full_sort(scores, k, order)).all()


def test_narrow_scores_keep_their_type_and_stay_unchanged():
    scores = np.random.default_rng(0).random((3, 500), dtype=np.float32)
    before = scores.copy()
    top_k(scores, 5, shuffled_catalogue(500, 0))
    assert (scores == before).all()


def test_equal_scores_do_not_follow_the_order_of_codes():
    codes = top_k(np.zeros((1, 1_000)), 200, shuffled_catalogue(1_000, 0))[0]
    assert abs(np.corrcoef(np.arange(200), codes)[0, 1]) < 0.3
    assert 400 < codes.mean() < 600


def test_the_shuffle_is_the_same_for_a_seed_and_cannot_be_changed():
    assert (shuffled_catalogue(50, 3) == shuffled_catalogue(50, 3)).all()
    assert (shuffled_catalogue(50, 3) != shuffled_catalogue(50, 4)).any()
    with pytest.raises(ValueError, match="read-only"):
        shuffled_catalogue(50, 3)[0] = 1
