"""Values worked out by hand, for every metric."""

import math

import numpy as np
import pytest
from scipy import sparse

from recengine.evaluation.metrics import (
    auc,
    average_precision,
    calibration,
    coverage,
    discovery,
    diversity,
    gini,
    graded_ndcg,
    hit,
    longtail,
    mae,
    margin,
    ndcg,
    novelty,
    popularity,
    precision,
    recall,
    reciprocal_rank,
    rmse,
    serendipity,
    watch_time,
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


def test_average_popularity_is_the_mean_share_over_items_shown():
    owners = np.array([8, 4, 0, 16])
    np.testing.assert_allclose(popularity(CODES, owners, n_people=16), [12 / 48, 0.0, 0.0])


def test_graded_ndcg_by_hand():
    """Pleased by 1, 0.5 and 0.25; the half in place 2 of two, then nothing, then nobody."""
    relevant = sparse.csr_array([[0, 0.25, 1.0, 0.5], [1, 0, 0, 0], [0, 0, 0, 0]])
    gains = np.array([[0, 0.5], [0, 0], [0, 0]])
    ideal = 1 + 0.5 / math.log2(3)
    expected = [0.5 / math.log2(3) / ideal, 0, 0]
    np.testing.assert_allclose(graded_ndcg(gains, relevant), expected)


def test_graded_ndcg_counts_the_better_of_two_more():
    relevant = sparse.csr_array([[1.0, 0.5], [1.0, 0.5]])
    better, worse = graded_ndcg(np.array([[1.0, 0.0], [0.5, 0.0]]), relevant)
    assert better == pytest.approx(2 * worse)


def test_auc_by_hand():
    """Of four others: one ahead of the first choice, three and a tie of the second."""
    values = auc(np.array([1.0, 3.5, 0.0]), np.array([4, 4, 0, 4]), np.array([2, 0, 1, 0]))
    np.testing.assert_allclose(values, [(3 / 4 + 0.5 / 4) / 2, 0.5, 0.5, 0.5])


def test_errors_in_stars_by_hand():
    expected, given = np.array([4.0, 2.0, 3.0]), np.array([5.0, 2.0, 1.0])
    assert rmse(expected, given) == pytest.approx(math.sqrt(5 / 3))
    assert mae(expected, given) == pytest.approx(1.0)


def test_serendipity_by_hand():
    """Best known are 0, 1, then 2 and 3 alike; who has met item 0 is shown the next one."""
    owners = np.array([9, 7, 5, 5, 1])
    met = sparse.csr_array([[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 0, 0, 0]])
    codes = np.array([[0, 2], [2, 4], [3, 4]])
    values = serendipity(codes, np.ones((3, 2)), owners, met)
    # Popularity shows the first 0 and 1, the second 1 and one of 2 and 3, the third 2 and 3.
    np.testing.assert_allclose(values, [1 / 2, 1 / 2, 1 / 2])
    assert serendipity(codes, np.zeros((3, 2)), owners, met).tolist() == [0, 0, 0]


def test_serendipity_of_a_list_of_popularity_is_none():
    owners = np.array([9, 7, 5, 3, 1])
    met = sparse.csr_array([[0, 1, 0, 0, 0]])
    assert serendipity(np.array([[0, 2, 3]]), np.ones((1, 3)), owners, met).tolist() == [0.0]


SHARES = sparse.csr_array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.5, 0.0, 0.5], [0.0, 0.0, 0.0]])


def test_discovery_by_hand():
    """Items of categories 0, 1, 0 and 2, and none; met is item 0, then nothing, then all."""
    met = sparse.csr_array([[1, 0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1]])
    codes = np.array([[1, 2, 3], [0, -1, -1], [0, 1, 2]])
    np.testing.assert_allclose(discovery(codes, SHARES, met), [(1 + 0.5) / 2, 1.0, 0.0])


def test_discovery_of_a_list_without_categories_counts_zero():
    nothing = sparse.csr_array((2, 4))
    assert discovery(np.array([[3, -1], [-1, -1]]), SHARES, nothing).tolist() == [0, 0]


def test_calibration_by_hand():
    """Liked 3 to 1 of two categories; shown one of each, or only the second, or nothing."""
    likes = sparse.csr_array([[3.0, 1.0, 0, 0]] * 3 + [[0.0, 0.0, 0, 1.0]])
    codes = np.array([[0, 1], [1, -1], [3, -1], [0, 1]])

    def divergence(q0, q1):
        mixed = [(3 / 4, 0.99 * q0 + 0.01 * 3 / 4), (1 / 4, 0.99 * q1 + 0.01 / 4)]
        return sum(p * math.log(p / q) for p, q in mixed)

    expected = [divergence(0.5, 0.5), divergence(0, 1), -math.log(0.01), 0.0]
    np.testing.assert_allclose(calibration(codes, SHARES, likes), expected, atol=1e-12)


def test_the_same_mix_is_calibrated():
    likes = sparse.csr_array([[1.0, 1.0, 0, 0]])
    assert calibration(np.array([[1, 0, 3, -1]]), SHARES, likes)[0] == pytest.approx(0, abs=1e-12)


def test_watch_time_adds_up_what_was_watched_of_the_list():
    watched = sparse.csr_array([[30.0, 0, 12.5], [0, 60, 0], [5, 5, 5]])
    assert watch_time(CODES, watched).tolist() == [42.5, 0.0, 0.0]


def test_margin_is_price_times_margin_times_quantity():
    bought = sparse.csr_array([[2.0, 1.0, 3.0], [0, 0, 1.0], [9, 9, 9]])
    profits = np.array([4.0, np.nan, -1.0])
    assert margin(CODES, bought, profits).tolist() == [5.0, -1.0, 0.0]
