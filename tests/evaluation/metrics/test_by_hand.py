"""Values worked out by hand, for every metric."""

import math

import numpy as np
import pytest
from scipy import sparse

from recengine.evaluation.metrics import (
    average_precision,
    coverage,
    diversity,
    gini,
    hit,
    longtail,
    ndcg,
    novelty,
    precision,
    recall,
    reciprocal_rank,
)

# Three people, lists of four: hits in places 2 and 3 of three to find; none of one; all of six.
HITS = np.array([[0, 1, 1, 0], [0, 0, 0, 0], [1, 1, 1, 1]], dtype=float)
N_RELEVANT = np.array([3, 1, 6])
IDEAL_OF_3 = 1 + 1 / math.log2(3) + 1 / 2

BY_HAND = {
    precision: [2 / 4, 0, 1],
    recall: [2 / 3, 0, 4 / 6],
    hit: [1, 0, 1],
    average_precision: [(1 / 2 + 2 / 3) / 3, 0, 1],
    reciprocal_rank: [1 / 2, 0, 1],
    ndcg: [(1 / math.log2(3) + 1 / 2) / IDEAL_OF_3, 0, 1],
}


@pytest.mark.parametrize("function", BY_HAND, ids=lambda f: f.__name__)
def test_accuracy_by_hand(function):
    np.testing.assert_allclose(function(HITS, N_RELEVANT), BY_HAND[function], atol=1e-15)


@pytest.mark.parametrize("function", BY_HAND, ids=lambda f: f.__name__)
def test_somebody_with_nothing_to_find_counts_zero(function):
    assert function(np.zeros((1, 3)), np.array([0])).tolist() == [0.0]


CODES = np.array([[0, 1, 2], [2, -1, -1], [-1, -1, -1]])


def test_coverage_counts_items_once_and_no_gaps():
    assert coverage(CODES, n_items=6) == 0.5
    assert coverage(CODES[2:], n_items=6) == 0.0


def test_novelty_is_the_mean_of_bits_over_items_shown():
    owners = np.array([8, 4, 0, 16])  # of 16 people: 1, 2 and 4 bits; nobody counts as one
    np.testing.assert_allclose(novelty(CODES, owners, n_people=16), [7 / 3, 4.0, 0.0])


def test_diversity_is_the_mean_distance_over_all_pairs():
    slanted = [math.sqrt(0.5), math.sqrt(0.5)]
    features = sparse.csr_array(np.array([[1.0, 0.0], [0.0, 1.0], slanted, [0.0, 0.0]]))
    expected = (1 + 2 * (1 - math.sqrt(0.5))) / 3
    np.testing.assert_allclose(diversity(CODES, features), [expected, 0.0, 0.0])


def test_diversity_leaves_out_items_without_features():
    features = sparse.csr_array(np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]))
    np.testing.assert_allclose(diversity(CODES[:1], features), [1.0])


def test_diversity_equals_the_pairwise_definition():
    rng = np.random.default_rng(3)
    dense = rng.random((30, 6)) * (rng.random((30, 6)) < 0.5)
    dense /= np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-12)
    codes = np.stack([rng.permutation(30)[:7] for _ in range(40)])
    expected = []
    for row in codes:
        known = [i for i in row if dense[i].any()]
        pairs = [1 - dense[a] @ dense[b] for n, a in enumerate(known) for b in known[n + 1 :]]
        expected.append(np.mean(pairs) if pairs else 0.0)
    np.testing.assert_allclose(diversity(codes, sparse.csr_array(dense)), expected)


def test_longtail_takes_the_most_known_fifth_as_head():
    owners = np.array([9, 1, 5, 1, 1, 5, 1, 1, 1, 1])  # head of two: the 9, and a 5; both 5 count
    np.testing.assert_allclose(
        longtail(np.array([[0, 2, 5, 1], [1, 3, -1, -1]]), owners), [0.25, 1]
    )


def test_gini_by_hand():
    assert gini(np.array([[0, 1], [0, 2]]), n_items=3) == pytest.approx(
        2 * (1 * 1 + 2 * 1 + 3 * 2) / (3 * 4) - 4 / 3
    )
    assert gini(np.array([[-1]]), n_items=3) == 0.0
