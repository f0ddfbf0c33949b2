"""EASE against a second definition: one ridge regression an item."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.errors import Unsupported
from recengine.models import EASE, ease, fitting
from tests import worlds


def regressions(X: np.ndarray, l2: float) -> np.ndarray:
    """Each item's column predicted by ridge regression from all other columns."""
    n = X.shape[1]
    out = np.zeros((n, n))
    for target in range(n):
        others = np.arange(n) != target
        rest = X[:, others]
        normal = rest.T @ rest + l2 * np.eye(n - 1)
        out[others, target] = np.linalg.solve(normal, rest.T @ X[:, target])
    return out


@pytest.mark.parametrize("l2", [0.5, 20.0, 250.0])
@pytest.mark.parametrize("world", [worlds.lopsided, worlds.camps, worlds.busy])
def test_each_column_is_the_ridge_regression_of_that_item_on_the_others(world, l2):
    dataset = world()
    X = dataset.histories.likes.toarray()
    found = EASE(l2=l2).fit(dataset).item_weights_
    np.testing.assert_allclose(found, regressions(X, l2), atol=2e-5)


def test_the_world_it_is_judged_on_tells_a_matrix_from_its_transpose():
    weights = EASE(l2=0.5).fit(worlds.lopsided()).item_weights_
    assert np.abs(weights - weights.T).max() > 0.1


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    shape=st.tuples(st.integers(1, 12), st.integers(1, 9)),
    l2=st.floats(0.1, 100.0),
)
def test_any_small_gram_matrix_gives_its_regressions(seed, shape, l2):
    X = np.random.default_rng(seed).random(shape).round(1)
    found = ease._regressions((X.T @ X).astype(np.float32), l2)
    np.testing.assert_allclose(found, regressions(X, l2), rtol=1e-3, atol=1e-3)


def test_an_item_nobody_liked_neither_argues_nor_is_argued_for():
    dataset = worlds.camps()
    weights = EASE().fit(dataset).item_weights_
    untouched = dataset.item_code(worlds.UNTOUCHED)
    assert not weights[untouched].any()
    assert not weights[:, untouched].any()


def test_a_catalogue_whose_weights_do_not_fit_is_refused_before_any_work(monkeypatch):
    monkeypatch.setattr(fitting, "MEMORY_LIMIT", 4 * 12 * 12 - 1)
    with pytest.raises(Unsupported, match=r"for 12 items.*Use item_knn or slim instead"):
        EASE().fit(worlds.camps())


def test_items_nobody_touched_count_towards_that_size(monkeypatch):
    monkeypatch.setattr(fitting, "MEMORY_LIMIT", 4 * 11 * 11)  # as many as were touched
    with pytest.raises(Unsupported, match="EASE would need"):
        EASE().fit(worlds.camps())
