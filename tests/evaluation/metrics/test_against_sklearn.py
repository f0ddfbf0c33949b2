"""The same figures as scikit-learn, where it has them: ideal by grade, ties by halves, errors."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import (
    mean_absolute_error,
    mean_squared_error,
    ndcg_score,
    roc_auc_score,
)

from recengine.evaluation.made import ahead_of
from recengine.evaluation.metrics import at_places, auc, graded_ndcg, mae, ndcg, rmse

N_PEOPLE, N_ITEMS = 70, 45


def world(seed, grades):
    """Scores without ties, and how much some items pleased everybody, 0 for the others."""
    rng = np.random.default_rng(seed)
    scores = rng.permuted(np.tile(np.arange(float(N_ITEMS)), (N_PEOPLE, 1)), axis=1)
    pleased = rng.choice(grades, (N_PEOPLE, N_ITEMS)) * (rng.random((N_PEOPLE, N_ITEMS)) < 0.25)
    pleased[:, 0] = grades[-1]  # everybody has something to find
    return scores, pleased


@pytest.mark.parametrize("k", [1, 5, 20])
@pytest.mark.parametrize("grades", [[1.0], [0.2, 0.5, 1.0], [1.0, 3.0, 7.0]])
def test_ndcg(k, grades):
    scores, pleased = world(3, grades)
    codes = np.argsort(-scores, axis=1)[:, :k]
    relevant = sparse.csr_array(pleased)
    gains = at_places(codes, relevant)
    ours = graded_ndcg(gains, relevant)
    theirs = [ndcg_score(pleased[[u]], scores[[u]], k=k) for u in range(N_PEOPLE)]
    np.testing.assert_allclose(ours, theirs, atol=1e-9)
    if grades == [1.0]:
        np.testing.assert_allclose(ndcg(gains, np.diff(relevant.indptr)), theirs, atol=1e-9)


@pytest.mark.parametrize("levels", [3, 12, 10_000])
def test_auc_over_what_may_be_shown_with_ties(levels):
    rng = np.random.default_rng(levels)
    scores = rng.integers(0, levels, (N_PEOPLE, N_ITEMS)).astype(float)
    _, pleased = world(9, [1.0])
    hidden = (rng.random(scores.shape) < 0.2) & (pleased == 0)
    scores[hidden] = -np.inf
    relevant = sparse.csr_array(pleased)
    ahead, others = ahead_of(scores, relevant)
    ours = auc(ahead, others, np.diff(relevant.indptr))
    theirs = [
        roc_auc_score(pleased[u][~hidden[u]] > 0, scores[u][~hidden[u]]) for u in range(N_PEOPLE)
    ]
    np.testing.assert_allclose(ours, theirs, atol=1e-9)


def test_errors_in_stars():
    rng = np.random.default_rng(1)
    given, expected = rng.integers(1, 6, 300).astype(float), rng.uniform(1, 5, 300)
    assert rmse(expected, given) ** 2 == pytest.approx(mean_squared_error(given, expected))
    assert mae(expected, given) == pytest.approx(mean_absolute_error(given, expected))
