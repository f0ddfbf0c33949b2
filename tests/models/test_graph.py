"""The graph filter against its definition, written with dense matrices."""

from __future__ import annotations

import numpy as np
import pytest

from recengine.data.history import History
from recengine.models import GraphFilter
from tests import worlds


def by_definition(X: np.ndarray, factors: int, ideal: float) -> np.ndarray:
    """(n_items, n_items) the filter, without what an item says of itself."""
    people, items = X.sum(axis=1), X.sum(axis=0)
    R = X / np.sqrt(people)[:, None] / np.sqrt(items)[None, :]
    V = np.linalg.svd(R, full_matrices=False)[2][:factors].T
    filtered = R.T @ R + ideal * np.diag(items**-0.5) @ V @ V.T @ np.diag(items**0.5)
    np.fill_diagonal(filtered, 0.0)
    return filtered


@pytest.mark.parametrize(("factors", "ideal"), [(1, 0.3), (2, 1.0), (5, 0.0)])
def test_scores_are_those_of_the_definition(factors: int, ideal: float) -> None:
    dataset = worlds.lopsided()
    model = GraphFilter(factors=factors, ideal=ideal).fit(dataset)
    filtered = by_definition(dataset.histories.likes.toarray(), factors, ideal)
    for code in range(dataset.n_items):
        found = model.score(History.of([code], n_items=dataset.n_items))[0]
        np.testing.assert_allclose(found, filtered[code], atol=1e-8)


def test_an_item_nobody_liked_is_out_of_the_graph() -> None:
    dataset = worlds.camps()
    untouched = dataset.item_code(worlds.UNTOUCHED)
    model = GraphFilter().fit(dataset)
    assert not model.score(History.of([untouched], n_items=dataset.n_items)).any()
