"""Diversity: what the slider does to a list, and what it leaves alone."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from recengine.ranking import Engine, Recipe
from recengine.ranking.diversity import diversify
from tests import worlds
from tests.ranking.kitchen import PEOPLE, engine, shares


def random_list(seed: int, n: int = 40) -> tuple[np.ndarray, np.ndarray, sparse.csr_array]:
    """Candidates in a shuffled catalogue, falling scores, and features of length one."""
    rng = np.random.default_rng(seed)
    raw = rng.random((n, 6)) * (rng.random((n, 6)) < 0.4) + 1e-6
    features = sparse.csr_array(raw / np.linalg.norm(raw, axis=1, keepdims=True))
    return rng.permutation(n), np.sort(rng.random(n))[::-1], features


def likeness(items: np.ndarray, features: sparse.csr_array) -> float:
    """Mean cosine of all pairs of a list."""
    own = features[items].toarray()
    return float((own @ own.T)[np.triu_indices(len(items), 1)].mean())


@given(st.integers(0, 1_000))
def test_nought_changes_nothing(seed):
    candidates, scores, features = random_list(seed)
    found = diversify(candidates, scores, features, diversity=0.0, k=10)
    np.testing.assert_array_equal(found, candidates)


@settings(max_examples=50)
@given(seed=st.integers(0, 1_000), diversity=shares(), k=st.integers(1, 60))
def test_the_same_items_come_out_the_best_one_first(seed, diversity, k):
    candidates, scores, features = random_list(seed)
    found = diversify(candidates, scores, features, diversity=diversity, k=k)
    assert sorted(found) == sorted(candidates)
    assert found[0] == candidates[0]
    rest = [item for item in candidates if item not in set(found[:k])]
    assert found[min(k, 40) :].tolist() == rest


def test_on_average_a_list_grows_no_more_alike_as_the_slider_rises():
    lists = [random_list(seed) for seed in range(60)]
    means = [
        np.mean(
            [likeness(diversify(c, s, f, diversity=diversity, k=10)[:10], f) for c, s, f in lists]
        )
        for diversity in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    assert all(later <= earlier + 0.005 for earlier, later in pairwise(means))
    assert means[-1] < 0.8 * means[0]


def test_a_twin_is_passed_over_by_hand():
    features = sparse.csr_array(np.array([[1.0, 0.0], [1.0, 0.0], [0.6, 0.8]]))
    scores = np.array([1.0, 0.8, 0.5])
    kept = diversify(np.arange(3), scores, features, diversity=0.4, k=3)  # 0.08 against 0.06
    changed = diversify(np.arange(3), scores, features, diversity=0.5, k=3)  # -0.1 against -0.05
    assert kept.tolist() == [0, 1, 2]
    assert changed.tolist() == [0, 2, 1]


def test_a_list_of_one_or_none_stays():
    features = sparse.csr_array(np.eye(2))
    for items in (np.array([1]), np.array([], dtype=int)):
        found = diversify(items, np.ones(len(items)), features, diversity=0.5, k=3)
        np.testing.assert_array_equal(found, items)


@pytest.mark.parametrize("world", ["busy", "lopsided"])
def test_the_slider_widens_the_lists_of_a_whole_world(world):
    features = engine(world).features
    people = engine(world).dataset.users["user_id"][:15]

    def mean(diversity: float) -> float:
        recipe = Recipe(models={"item_knn": 1.0}, diversity=diversity, k=5)
        lists = [engine(world).recommend(engine(world).history(p), recipe).items for p in people]
        return np.mean(
            [likeness(np.array([i.item for i in one]), features) for one in lists if len(one) > 1]
        )

    assert mean(0.9) <= mean(0.5) + 0.01
    assert mean(0.5) <= mean(0.0) + 0.01


def test_what_items_are_alike_in_is_who_liked_them_where_nothing_describes_them():
    bare = Engine.fit(worlds.dataset([("a", "x"), ("a", "y"), ("b", "z"), ("b", "y")]), [])
    alike = (bare.features @ bare.features.T).toarray()
    assert alike[0, 1] == pytest.approx(np.sqrt(0.5))
    assert alike[0, 2] == 0.0


def test_more_people_than_one_get_varied_lists_of_full_length():
    recipe = Recipe(models={"item_knn": 1.0}, diversity=0.5, k=5)
    for person in PEOPLE[:10]:
        items = engine().recommend(engine().history(person), recipe).item_ids
        assert len(items) == len(set(items)) == 5
