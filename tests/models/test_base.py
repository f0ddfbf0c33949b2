"""What models share: sums of rows, whichever way they are added up, and some cells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from recengine.models.base import cells, sums_of_rows


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


@pytest.mark.parametrize("form", [np.asarray, sparse.csr_array])
def test_who_did_much_or_nothing_has_the_same_digits_alone_and_among_others(form, monkeypatch):
    monkeypatch.setattr("recengine.models.base._STRIP", 16)
    rng = np.random.default_rng(3)
    sources = sparse.random_array((9, 30), density=0.3, rng=rng, format="csr")
    sources = sparse.vstack([sources, sparse.csr_array((1, 30))], format="csr")
    weights = rng.normal(size=(30, 40)).astype(np.float32)
    alone = [sums_of_rows(sources[[row]], form(weights))[0] for row in range(10)]
    np.testing.assert_array_equal(sums_of_rows(sources, form(weights)), alone)
    np.testing.assert_allclose(alone, sources.toarray() @ weights.astype(float))


@given(
    rows=st.lists(st.integers(0, 7), max_size=9),
    columns=st.lists(st.integers(0, 11), max_size=9),
)
def test_cells_are_those_of_the_dense_matrix_in_the_order_asked(rows, columns):
    held = sparse.random_array((8, 12), density=0.4, rng=np.random.default_rng(4), format="csr")
    picked, across = np.array(rows, dtype=int), np.array(columns, dtype=int)
    wanted = held.toarray()[picked][:, across]
    np.testing.assert_array_equal(cells(held, picked, across), wanted)
    np.testing.assert_array_equal(cells(held.toarray(), picked, across), wanted)
