"""What models share: sums of rows, whichever way they are added up."""

import numpy as np
import pytest
from scipy import sparse

from recengine.models.base import sums_of_rows


@pytest.mark.parametrize("seed", range(5))
def test_rows_add_up_to_the_same_digits_one_by_one_as_in_one_product(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    sources = sparse.random_array((9, 30), density=0.3, rng=rng, format="csr")
    weights = sparse.random_array((30, 30), density=0.4, rng=rng, format="csr")
    sources.data -= 0.5
    at_once = sums_of_rows(sources, weights)
    monkeypatch.setattr("recengine.models.base._MANY_TERMS", 1)
    np.testing.assert_array_equal(sums_of_rows(sources, weights), at_once)
    np.testing.assert_allclose(at_once, sources.toarray() @ weights.toarray())


def test_nobody_and_who_did_nothing_add_up_to_nothing(monkeypatch):
    monkeypatch.setattr("recengine.models.base._MANY_TERMS", -1)
    for n_people in (0, 2):
        nothing = sparse.csr_array((n_people, 3))
        assert not sums_of_rows(nothing, sparse.csr_array(np.eye(3))).any()
