"""SLIM against scikit-learn's elastic net, and what somebody would notice."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet

from recengine.data.history import History
from recengine.models import SLIM
from recengine.models.slim import coordinate_descent
from tests import worlds


@pytest.mark.parametrize(("l1", "l2"), [(0.1, 2.0), (1.0, 10.0)])
def test_each_column_is_the_elastic_net_of_that_item_on_all_others(l1: float, l2: float) -> None:
    dataset = worlds.busy()
    model = SLIM(l1=l1, l2=l2, neighbours=30).fit(dataset)
    X, weights = dataset.histories.likes.toarray(), model.item_weights_.toarray()
    n = len(X)
    for item in range(dataset.n_items):
        others = X.copy()
        others[:, item] = 0.0
        judge = ElasticNet(
            alpha=(l1 + l2) / n,
            l1_ratio=l1 / (l1 + l2),
            positive=True,
            fit_intercept=False,
            tol=1e-10,
            max_iter=10_000,
        ).fit(others, X[:, item])
        np.testing.assert_allclose(weights[:, item], judge.coef_, atol=1e-4)


def test_fewer_neighbours_keep_the_matrix_sparse() -> None:
    dataset = worlds.busy()
    weights = SLIM(l1=0.0, neighbours=4).fit(dataset).item_weights_
    assert 0 < np.diff(weights.T.tocsr().indptr).max() <= 4


def test_a_larger_l1_removes_weak_items() -> None:
    dataset = worlds.busy()
    kept = [SLIM(l1=l1).fit(dataset).item_weights_.nnz for l1 in (0.0, 0.5, 2.0, 1000.0)]
    assert kept == sorted(kept, reverse=True)
    assert kept[0] > kept[1]
    assert kept[-1] == 0


def test_what_says_the_same_shares_the_weight() -> None:
    twins = np.array([[[2.0, 2.0], [2.0, 2.0]]])
    weights = coordinate_descent(twins, np.array([[2.0, 2.0]]), l1=0.0, l2=1.0)
    np.testing.assert_allclose(weights, [[0.4, 0.4]], atol=1e-4)


def test_jam_is_bought_with_tea_and_not_with_nails() -> None:
    rows = [(f"u{n}", name, 0) for n in range(6) for name in ("tea", "jam")]
    rows += [(f"w{n}", name, 0) for n in range(6) for name in ("nails", "saw")]
    dataset = worlds.dataset([*rows, ("x", "tea", 0), ("x", "nails", 1)])
    jam, nails, saw, tea = range(4)
    scores = SLIM(l1=1.0).fit(dataset).score(History.of([tea], n_items=4))[0]
    assert scores[jam] > scores[saw] == scores[nails] == 0
