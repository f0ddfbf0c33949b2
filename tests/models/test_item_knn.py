"""Item neighbours against ``implicit``, by sets and by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from implicit.nearest_neighbours import CosineRecommender
from scipy import sparse

from recengine.data.history import History
from recengine.errors import Cancelled
from recengine.models import ItemKNN, item_knn
from recengine.models.neighbourhood import SIMILARITIES
from recengine.models.weighting import WEIGHTINGS, rarities, usual_total, weigh
from tests import worlds

pytestmark = pytest.mark.filterwarnings(
    "ignore:Method expects CSR"  # implicit says so of its own product
)


def weights_of(dataset, **parameters) -> np.ndarray:
    return ItemKNN(**parameters).fit(dataset).item_weights_.toarray()


def random_likes(n_people=300, n_items=60, density=0.1, seed=3) -> SimpleNamespace:
    """What a fit reads of a data set; no two weights are the same, and no two similarities."""
    rng = np.random.default_rng(seed)
    users, items = np.nonzero(rng.random((n_people, n_items)) < density)
    history = History.of(items, n_items=n_items, weights=rng.uniform(0.1, 1.0, len(items)))
    starts = np.searchsorted(users, np.arange(n_people + 1))
    return SimpleNamespace(histories=replace(history, starts=starts), n_items=n_items)


def judged(judge, likes) -> np.ndarray:
    """(n_items, n_items) similarities of ``implicit``, the item itself left out; row: the item."""
    judge.fit(sparse.csr_matrix(likes), show_progress=False)
    found = judge.similarity.toarray()
    np.fill_diagonal(found, 0.0)
    return found


@pytest.mark.parametrize("world", [worlds.lopsided, worlds.camps, worlds.busy])
def test_without_shrinkage_it_equals_the_cosines_of_implicit(world):
    dataset = world()
    expected = judged(CosineRecommender(K=dataset.n_items), dataset.histories.likes)
    found = weights_of(dataset, shrink=0.0, weighting="none")
    np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.parametrize("k", [1, 10, 60])
@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_the_neighbours_and_their_similarities_are_those_of_implicit(weighting, k):
    dataset = random_likes()
    likes = sparse.csr_array(dataset.histories.likes.T)
    weighted = weigh(likes, weighting, rarities(likes), usual_total(likes)).T
    found = weights_of(dataset, weighting=weighting, shrink=0.0, neighbours=k)
    expected = judged(CosineRecommender(K=k + 1), weighted)  # it counts the item itself
    np.testing.assert_array_equal(found.T > 0, expected > 0)
    np.testing.assert_allclose(found.T, expected, atol=1e-6)


def test_jaccard_is_the_share_of_people_who_like_both_among_those_who_like_either():
    dataset = worlds.lopsided()
    fans = [set(column.nonzero()[0]) for column in dataset.histories.likes.toarray().T]
    assert set(np.unique(dataset.histories.likes.data)) == {1.0}
    found = weights_of(dataset, similarity="jaccard", shrink=0.0, weighting="none")
    for i, a in enumerate(fans):
        for j, b in enumerate(fans):
            expected = 0.0 if i == j else len(a & b) / len(a | b)
            assert found[i, j] == pytest.approx(expected, abs=1e-6)


def test_shrinkage_by_hand():
    rows = [("ann", "tea"), ("ann", "jam"), ("bob", "tea"), ("bob", "jam"), ("cid", "tea")]
    dataset = worlds.dataset(rows)
    both = 2 / ((np.sqrt(3) + 10) * (np.sqrt(2) + 10))  # two share them, three and two like each
    found = weights_of(dataset, shrink=10.0, weighting="none")
    np.testing.assert_allclose(found, [[0, both], [both, 0]], rtol=1e-6)
    both = 2 / (3 + 2 - 2 + 10)
    found = weights_of(dataset, shrink=10.0, similarity="jaccard", weighting="none")
    np.testing.assert_allclose(found, [[0, both], [both, 0]], rtol=1e-6)


def test_weights_between_nought_and_one_count_by_hand():
    rows = [("ann", "tea", 0, "purchase"), ("ann", "jam", 0, "view"), ("bob", "jam", 0, "purchase")]
    dataset = worlds.dataset(rows)
    found = weights_of(dataset, shrink=0.0, weighting="none")
    assert found[0, 1] == pytest.approx(0.3 / np.sqrt(0.3**2 + 1), rel=1e-6)
    found = weights_of(dataset, shrink=0.0, similarity="jaccard", weighting="none")
    assert found[0, 1] == pytest.approx(0.3 / (1 + 0.3**2 + 1 - 0.3), rel=1e-6)


@pytest.mark.parametrize("similarity", ["cosine", "jaccard"])
@pytest.mark.parametrize("weighting", ["none", "tfidf", "bm25"])
@pytest.mark.parametrize("k", [1, 2, 5])
def test_each_item_is_argued_for_by_its_k_closest_and_never_by_itself(similarity, weighting, k):
    dataset, how = worlds.lopsided(), {"similarity": similarity, "weighting": weighting}
    every, kept = (weights_of(dataset, neighbours=n, **how) for n in (100, k))
    assert not np.diag(every).any()
    for target in range(dataset.n_items):
        closest = np.sort(every[:, target])[::-1][:k]
        found = np.sort(kept[:, target])[::-1]
        np.testing.assert_allclose(found[:k], closest)
        assert not found[k:].any()


@pytest.mark.parametrize("items", [1, 7, 512])
@pytest.mark.parametrize("similarity", SIMILARITIES)
def test_the_size_of_the_blocks_changes_nothing(monkeypatch, similarity, items):
    dataset = random_likes()
    whole = weights_of(dataset, neighbours=7, similarity=similarity)
    monkeypatch.setattr(item_knn, "_BLOCK", items)
    np.testing.assert_array_equal(weights_of(dataset, neighbours=7, similarity=similarity), whole)


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(monkeypatch, threads):
    dataset = random_likes()
    whole = weights_of(dataset, neighbours=7)
    monkeypatch.setattr(item_knn.os, "cpu_count", lambda: threads)
    np.testing.assert_array_equal(weights_of(dataset, neighbours=7), whole)


def test_among_equals_those_with_lower_codes_are_neighbours():
    rows = [(f"p{n}", item) for n in range(3) for item in ("d", "a", "c", "b", "e")]
    found = weights_of(worlds.dataset(rows), neighbours=2, similarity="jaccard")
    assert [column.nonzero()[0].tolist() for column in found.T] == [
        [1, 2],
        [0, 2],
        [0, 1],
        [0, 1],
        [0, 1],
    ]


def test_a_fit_of_many_blocks_tells_of_each_and_stops_between_two(monkeypatch):
    monkeypatch.setattr(item_knn, "_BLOCK", 10)
    told = []

    def watch(share, _words):
        told.append(share)
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        ItemKNN().fit(random_likes(), watch)
    assert told == pytest.approx([0, 0, 1 / 6])


def test_what_one_person_disliked_makes_no_neighbours():
    rows = [("ann", "tea", 0, "like"), ("ann", "jam", 0, "dislike"), ("bob", "jam", 0, "like")]
    assert not weights_of(worlds.dataset(rows)).any()


def test_with_recency_what_came_last_speaks_loudest() -> None:
    rows = [("ann", "tea", 0), ("ann", "pot", 1), ("bob", "jam", 0), ("bob", "bread", 1)]
    dataset = worlds.dataset(rows)
    tea, pot, jam, bread = (dataset.item_code(name) for name in ("tea", "pot", "jam", "bread"))
    history = History.of([tea, jam], n_items=4)
    alike = ItemKNN().fit(dataset).score(history)[0]
    lately = ItemKNN(recency=1.0).fit(dataset).score(history)[0]
    assert alike[pot] == alike[bread]
    assert lately[bread] == alike[bread]
    assert 0 < lately[pot] < lately[bread]
