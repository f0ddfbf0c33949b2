"""Pairs of items counted in blocks, against the product of the dense matrix with itself."""

import numpy as np
import pytest
from scipy import sparse

from recengine.errors import Cancelled
from recengine.models import co_occurrence as counting
from recengine.models.co_occurrence import among_all, co_occurrence


def likes(n_people: int, n_items: int) -> sparse.csr_array:
    return sparse.random_array((n_people, n_items), density=0.3, format="csr", rng=1)


@pytest.mark.parametrize("n_items", [0, 1, 2, 3, 4, 6, 7, 17])
def test_it_is_the_product_of_the_matrix_with_itself_at_every_size(n_items, monkeypatch):
    monkeypatch.setattr(counting, "_BLOCK", 3)
    X = likes(11, n_items)
    found = co_occurrence(X)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, X.toarray().T @ X.toarray(), rtol=1e-5)


def test_nobody_liked_anything_together_is_all_zero():
    assert not co_occurrence(sparse.csr_array((5, 4))).any()


def test_it_can_be_stopped_between_blocks(monkeypatch):
    monkeypatch.setattr(counting, "_BLOCK", 2)

    def watch(share: float, _words: str) -> None:
        if share > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        co_occurrence(likes(11, 9), watch)


def test_what_is_known_among_some_stands_at_their_places_and_zero_elsewhere():
    weights, items = np.arange(4.0).reshape(2, 2), np.array([0, 3])
    found = among_all(weights, items, 5)
    np.testing.assert_array_equal(found[np.ix_(items, items)], weights)
    assert np.count_nonzero(found) == np.count_nonzero(weights)
