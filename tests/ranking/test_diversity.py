"""Diversity: what the slider does to a list, and what it leaves alone."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from recengine.ranking import Engine, Recipe
from recengine.ranking.diversity import VARIETIES, Described, reorder
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


def varied(seed: int, name: str, diversity: float, k: int = 10):
    """The candidates, the order that one way to vary gives them, and what they are."""
    candidates, scores, features = random_list(seed)
    rng = np.random.default_rng(seed)
    shares = sparse.csr_array(rng.dirichlet(np.full(4, 0.3), len(candidates)))
    described = Described(features[candidates], shares[candidates], rng.dirichlet(np.ones(4)))
    found = reorder(candidates, scores, VARIETIES[name](described), diversity=diversity, k=k)
    return candidates, found, features, shares, described.taste


every = pytest.mark.parametrize("name", VARIETIES)


@every
@given(seed=st.integers(0, 1_000))
def test_nought_changes_nothing(name, seed):
    candidates, found, *_ = varied(seed, name, 0.0)
    np.testing.assert_array_equal(found, candidates)


@every
@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 1_000), diversity=shares(), k=st.integers(1, 60))
def test_the_same_items_come_out_the_others_behind_the_list_as_they_stood(name, seed, diversity, k):
    candidates, found, *_ = varied(seed, name, diversity, k)
    assert sorted(found) == sorted(candidates)
    rest = [item for item in candidates if item not in set(found[:k])]
    assert found[min(k, 40) :].tolist() == rest


@pytest.mark.parametrize("name", ["mmr", "dpp"])
@given(seed=st.integers(0, 1_000), diversity=shares())
def test_what_compares_items_starts_with_the_best_one(name, seed, diversity):
    candidates, found, *_ = varied(seed, name, diversity)
    assert found[0] == candidates[0]


def spread(seed: int, name: str, diversity: float) -> float:
    """How varied a list of ten is, as its own way to vary understands it."""
    _, found, features, shares, taste = varied(seed, name, diversity)
    own = features[found[:10]].toarray()
    mix = shares[found[:10]].toarray()
    if name == "mmr":
        return -likeness(found[:10], features)
    if name == "dpp":
        return float(np.linalg.slogdet(own @ own.T + 1e-6 * np.eye(10))[1])
    if name == "xquad":
        return float(taste @ (1 - np.prod(1 - mix, axis=0)))
    return -float((taste * np.log(taste / (0.99 * mix.mean(axis=0) + 0.01 * taste))).sum())


@every
def test_on_average_a_list_is_no_less_varied_as_the_slider_rises(name):
    means = [
        np.mean([spread(seed, name, diversity) for seed in range(60)])
        for diversity in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    assert all(later >= earlier - 0.005 for earlier, later in pairwise(means))
    assert means[-1] > means[0] + 0.02


def test_of_what_is_left_a_determinant_is_made():
    _, found, features, *_ = varied(3, "dpp", 1.0, k=5)
    own = features[found].toarray()
    alike = own @ own.T
    for place in range(1, 5):
        chosen = list(range(place))
        best = max(
            range(place, len(found)),
            key=lambda item: np.linalg.det(alike[np.ix_([*chosen, item], [*chosen, item])]),
        )
        assert best == place


def test_a_calibrated_list_has_the_mix_of_the_history():
    kinds = np.eye(2)[[0] * 10 + [1] * 10]  # ten dramas ahead of ten comedies
    described = Described(sparse.csr_array(kinds), sparse.csr_array(kinds), np.array([0.7, 0.3]))
    scores = np.linspace(1.0, 0.5, 20)
    found = reorder(np.arange(20), scores, VARIETIES["calibrated"](described), diversity=0.9, k=10)
    assert np.count_nonzero(found[:10] < 10) == 7


def test_every_side_of_a_taste_finds_something_before_one_finds_two():
    kinds = np.eye(3)[[0, 0, 0, 1, 2]]
    described = Described(
        sparse.csr_array(kinds), sparse.csr_array(kinds), np.array([0.6, 0.3, 0.1])
    )
    scores = np.array([1.0, 0.99, 0.98, 0.5, 0.4])
    found = reorder(np.arange(5), scores, VARIETIES["xquad"](described), diversity=0.9, k=3)
    assert found[:3].tolist() == [0, 3, 4]


def test_a_twin_is_passed_over_by_hand():
    features = sparse.csr_array(np.array([[1.0, 0.0], [1.0, 0.0], [0.6, 0.8]]))
    scores = np.array([1.0, 0.8, 0.5])

    def by_hand(diversity: float) -> list[int]:
        variety = VARIETIES["mmr"](Described(features, features[:, :0], np.zeros(0)))
        return reorder(np.arange(3), scores, variety, diversity=diversity, k=3).tolist()

    assert by_hand(0.4) == [0, 1, 2]  # 0.08 against 0.06
    assert by_hand(0.5) == [0, 2, 1]  # -0.1 against -0.05


@every
def test_a_list_of_one_or_none_stays(name):
    features = sparse.csr_array(np.eye(2))
    for items in (np.array([1]), np.array([], dtype=int)):
        described = Described(features[items], features[items], np.array([0.5, 0.5]))
        found = reorder(items, np.ones(len(items)), VARIETIES[name](described), diversity=0.5, k=3)
        np.testing.assert_array_equal(found, items)


@every
def test_without_descriptions_the_order_stays_where_nothing_else_is_known(name):
    nothing = sparse.csr_array((6, 0))
    variety = VARIETIES[name](Described(nothing, nothing, np.zeros(0)))
    found = reorder(np.arange(6), np.linspace(1, 0, 6), variety, diversity=0.5, k=6)
    assert found.tolist() == list(range(6))


@pytest.mark.parametrize("world", ["busy", "lopsided"])
def test_the_slider_widens_the_lists_of_a_whole_world(world):
    features = engine(world).catalogue.features
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
    alike = (bare.catalogue.features @ bare.catalogue.features.T).toarray()
    assert alike[0, 1] == pytest.approx(np.sqrt(0.5))
    assert alike[0, 2] == 0.0


def test_more_people_than_one_get_varied_lists_of_full_length():
    recipe = Recipe(models={"item_knn": 1.0}, diversity=0.5, k=5)
    for person in PEOPLE[:10]:
        items = engine().recommend(engine().history(person), recipe).item_ids
        assert len(items) == len(set(items)) == 5
