"""Item neighbours against ``implicit`` and by hand."""

import numpy as np
import pytest
from implicit.nearest_neighbours import CosineRecommender
from scipy import sparse

from recengine.models import ItemKNN, item_knn
from tests import worlds


def weights_of(dataset, **parameters) -> np.ndarray:
    return ItemKNN(**parameters).fit(dataset).item_weights_.toarray()


@pytest.mark.filterwarnings("ignore:Method expects CSR")  # implicit says so of its own product
@pytest.mark.parametrize("world", [worlds.lopsided, worlds.camps, worlds.busy])
def test_without_shrinkage_it_equals_the_cosines_of_implicit(world):
    dataset = world()
    judge = CosineRecommender(K=dataset.n_items)
    judge.fit(sparse.csr_matrix(dataset.histories.likes), show_progress=False)
    expected = judge.similarity.toarray()
    np.fill_diagonal(expected, 0.0)
    np.testing.assert_allclose(weights_of(dataset, shrink=0.0), expected, atol=1e-9)


def test_shrinkage_by_hand():
    rows = [("ann", "tea"), ("ann", "jam"), ("bob", "tea"), ("bob", "jam"), ("cid", "tea")]
    found = weights_of(worlds.dataset(rows), shrink=10.0)
    expected = 2 / (np.sqrt(3) * np.sqrt(2) + 10)  # two share them, three and two like each
    np.testing.assert_allclose(found, [[0, expected], [expected, 0]])


def test_weights_between_nought_and_one_count_in_the_cosine_by_hand():
    rows = [("ann", "tea", 0, "purchase"), ("ann", "jam", 0, "view"), ("bob", "jam", 0, "purchase")]
    found = weights_of(worlds.dataset(rows), shrink=0.0)
    assert found[0, 1] == pytest.approx(0.3 / np.sqrt(0.3**2 + 1))


@pytest.mark.parametrize("k", [1, 2, 5])
def test_each_item_is_argued_for_by_its_k_closest(k):
    dataset = worlds.lopsided()
    every, kept = (weights_of(dataset, neighbours=n) for n in (100, k))
    for target in range(dataset.n_items):
        closest = np.sort(every[:, target])[::-1][:k]
        found = np.sort(kept[:, target])[::-1]
        np.testing.assert_allclose(found[:k], closest)
        assert not found[k:].any()


def test_the_size_of_the_blocks_changes_nothing(monkeypatch):
    dataset = worlds.busy()
    whole = weights_of(dataset)
    monkeypatch.setattr(item_knn, "_BLOCK", 7)
    np.testing.assert_allclose(weights_of(dataset), whole)


def test_what_one_person_disliked_makes_no_neighbours():
    rows = [("ann", "tea", 0, "like"), ("ann", "jam", 0, "dislike"), ("bob", "jam", 0, "like")]
    assert not weights_of(worlds.dataset(rows)).any()
