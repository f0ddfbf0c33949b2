"""Looking up the cells of lists, however people and items fall into the room that is laid out."""

import numpy as np
import pytest
from scipy import sparse

from recengine.evaluation.metrics import lookup
from recengine.evaluation.metrics.lookup import at_places, hits_of, sums_over, times_shown


@pytest.mark.parametrize("cells", [1, 60, 1_000, 2**21])
def test_each_place_has_its_own_cell(cells, monkeypatch):
    monkeypatch.setattr(lookup, "_CELLS", cells)
    rng = np.random.default_rng(5)
    dense = rng.random((40, 25)) * (rng.random((40, 25)) < 0.3)
    codes = np.stack([rng.permutation(25)[:6] for _ in range(40)])
    codes[rng.random(codes.shape) < 0.2] = -1
    expected = np.where(codes >= 0, np.take_along_axis(dense, codes, axis=1), 0.0)
    np.testing.assert_array_equal(at_places(codes, sparse.csr_array(dense)), expected)
    np.testing.assert_array_equal(hits_of(codes, sparse.csr_array(dense)), expected > 0)


def test_a_gap_is_nothing_even_beside_the_last_item():
    full = sparse.csr_array(np.ones((3, 2)))
    assert at_places(np.full((3, 2), -1), full).sum() == 0


def test_nobody_and_nothing_to_find():
    assert at_places(np.zeros((0, 4), dtype=int), sparse.csr_array((0, 3))).shape == (0, 4)
    assert at_places(np.array([[0, 1]]), sparse.csr_array((1, 2))).tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize("cells", [1, 7, 2**21])
def test_times_shown_equal_a_count(cells, monkeypatch):
    monkeypatch.setattr(lookup, "_CELLS", cells)
    codes = np.random.default_rng(2).integers(-1, 9, (30, 4))
    expected = [(codes == item).sum() for item in range(9)]
    assert times_shown(codes, 9).tolist() == expected


def test_only_marked_places_are_added_up():
    features = sparse.csr_array(np.eye(4))
    which = np.array([[True, False, True], [False, False, False]])
    found = sums_over(np.array([[3, 1, 0], [2, 2, 2]]), which, features).toarray()
    assert found.tolist() == [[1, 0, 0, 1], [0, 0, 0, 0]]
