"""Exploration: how much is given to chance, and whether stated propensities are the true ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.ranking import Exploration, Recipe
from recengine.ranking.exploration import POOL, STRATEGIES, Pool, explore, person_rng
from recengine.ranking.exploration.slots import draw, in_proportion
from tests.ranking.kitchen import PEOPLE, engine, shares

RUNS = 4_000

every = pytest.mark.parametrize("name", STRATEGIES)


def shown_of(name: str, n: int, k: int, rate: float, rng: np.random.Generator):
    """A list from n items in their order, whose scores fall and of which later ones are new."""

    def strategy(pool):
        return STRATEGIES[name](Pool(1.0 - pool / n, pool / n), 0.2)

    return explore(np.arange(n), k=k, rate=rate, strategy=strategy, rng=rng)


@every
@given(n=st.integers(0, 60), k=st.integers(1, 30), seed=st.integers(0, 100))
def test_a_rate_of_nought_changes_nothing(name, n, k, seed):
    shown = shown_of(name, n, k, 0.0, np.random.default_rng(seed))
    np.testing.assert_array_equal(shown.items, np.arange(n)[:k])
    assert not shown.by_chance.any()
    assert (shown.propensities == 1.0).all()


@every
@given(
    n=st.integers(0, 60), k=st.integers(1, 30), rate=shares(high=0.3), seed=st.integers(0, 10_000)
)
def test_no_list_repeats_an_item_or_loses_the_order_of_the_others(name, n, k, rate, seed):
    shown = shown_of(name, n, k, rate, np.random.default_rng(seed))
    assert len(shown.items) == len(set(shown.items.tolist())) == min(n, k)
    kept = shown.items[~shown.by_chance]
    np.testing.assert_array_equal(kept, np.arange(len(kept)))
    assert (shown.items[shown.by_chance] >= k).all()
    assert ((shown.propensities > 0) & (shown.propensities <= 1 + 1e-12)).all()


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.3])
@every
def test_the_rate_is_the_share_of_slots_given_to_chance(name, rate):
    by_chance = np.mean(
        [
            shown_of(name, 60, 10, rate, person_rng(seed, f"u{person}")).by_chance
            for person in range(100)
            for seed in range(5)
        ]
    )
    spread = np.sqrt(rate * (1 - rate) / (100 * 5 * 10))
    assert abs(by_chance - rate) < 4 * spread


@pytest.mark.parametrize(
    ("n", "k", "rate"), [(30, 5, 0.3), (14, 7, 0.2), (8, 1, 0.1), (12, 10, 0.3)]
)
@every
def test_the_stated_propensity_is_how_often_an_item_is_shown(name, n, k, rate):
    shown_times, stated = np.zeros(n), np.full(n, np.nan)
    rng = np.random.default_rng(11)
    for _ in range(RUNS):
        shown = shown_of(name, n, k, rate, rng)
        shown_times[shown.items] += 1
        before = stated[shown.items]
        assert np.all(np.isnan(before) | (before == shown.propensities))  # the same every time
        stated[shown.items] = shown.propensities
    assert np.nansum(stated) == pytest.approx(k, abs=0.01)  # less what was too rare to be shown
    stated = np.nan_to_num(stated)
    spread = np.sqrt(stated * (1 - stated) / RUNS)
    assert (np.abs(shown_times / RUNS - stated) <= 4.5 * spread + 1e-9).all()


@pytest.mark.parametrize("name", ["epsilon", "softmax", "thompson"])
def test_weighing_by_propensity_recovers_a_mean_over_everything_that_could_be_shown(name):
    pays = np.linspace(1.0, 3.0, 20)
    rng = np.random.default_rng(3)
    estimates = []
    for _ in range(RUNS):
        shown = shown_of(name, 20, 5, 0.3, rng)
        estimates.append((pays[shown.items] / shown.propensities).sum() / 20)
    assert np.mean(estimates) == pytest.approx(
        pays.mean(), abs=4 * np.std(estimates) / np.sqrt(RUNS)
    )


@given(
    weights=st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=30),
    share=st.floats(0.0, 1.0),
    seed=st.integers(0, 1_000),
)
def test_chances_in_proportion_sum_to_the_slots_and_none_is_above_certainty(weights, share, seed):
    n = round(share * len(weights))
    chances = in_proportion(np.array(weights))(n)
    assert chances.sum() == pytest.approx(n)
    assert ((chances >= 0) & (chances <= 1 + 1e-12)).all()
    order = np.argsort(weights)
    assert (np.diff(chances[order]) >= -1e-12).all()
    drawn = draw(chances, np.random.default_rng(seed))
    assert len(drawn) == len(set(drawn.tolist())) == n


def test_weights_too_small_to_tell_apart_share_what_the_sure_ones_leave():
    chances = in_proportion(np.array([1.0, *[1e-320] * 4]))(3)
    np.testing.assert_allclose(chances, [1.0, 0.5, 0.5, 0.5, 0.5])


def test_each_strategy_leans_to_what_it_is_for():
    pool = Pool(np.array([0.9, 0.5, 0.5]), np.array([0.05, 0.05, 0.5]))
    even, warm, proving, daring = (STRATEGIES[name](pool, 0.2)(1) for name in STRATEGIES)
    np.testing.assert_allclose(even, 1 / 3)
    assert warm[0] > warm[1] == pytest.approx(warm[2])  # by score alone
    assert proving[0] > proving[2] > 10 * proving[1]  # what is new may still be the best
    assert daring.tolist() == [0.0, 0.0, 1.0]


def test_a_cooler_softmax_stays_nearer_to_the_ranking():
    pool = Pool(np.linspace(0.9, 0.1, 9), np.zeros(9))
    first = [STRATEGIES["softmax"](pool, heat)(1)[0] for heat in (0.01, 0.1, 1.0, 10.0)]
    assert first == sorted(first, reverse=True)
    assert first[-1] == pytest.approx(1 / 9, abs=0.01)


def test_chance_draws_from_no_further_down_than_the_pool():
    for seed in range(200):
        shown = shown_of("epsilon", 1_000, 10, 0.3, np.random.default_rng(seed))
        assert shown.items.max() < 10 + POOL


def test_no_more_slots_are_given_to_chance_than_the_pool_can_fill():
    for seed in range(200):
        shown = shown_of("epsilon", 12, 10, 0.3, np.random.default_rng(seed))
        assert shown.by_chance.sum() <= 2
        assert (shown.propensities[shown.items < 8] == 1.0).all()  # two can be displaced


def exploring(seed: int = 0) -> Recipe:
    return Recipe(models={"popularity": 1.0}, exploration=Exploration(rate=0.3, seed=seed), k=5)


def served(person: str, recipe: Recipe):
    return engine().recommend(engine().history(person), recipe, person=person)


def test_the_same_seed_gives_the_same_person_the_same_list():
    assert all(served(person, exploring()) == served(person, exploring()) for person in PEOPLE)


def test_another_seed_gives_other_surprises():
    lists = {served("u000", exploring(seed)).item_ids for seed in range(8)}
    assert len(lists) > 4


def test_people_with_the_same_ranking_get_surprises_of_their_own():
    alike = Recipe(models={"popularity": 1.0}, exploration=Exploration(rate=0.3), k=5).changed(
        rules={"hide": "nothing"}
    )
    assert len({served(person, alike).item_ids for person in PEOPLE[:12]}) > 4


def test_who_was_served_before_does_not_matter():
    forwards = {person: served(person, exploring()) for person in PEOPLE}
    backwards = {person: served(person, exploring()) for person in reversed(PEOPLE)}
    assert forwards == backwards


def test_a_surprise_is_marked_in_the_list_with_its_propensity():
    lists = [served(person, exploring()) for person in PEOPLE]
    marked = [item for one in lists for item in one.items if item.explored]
    assert 0.15 < len(marked) / sum(len(one) for one in lists) < 0.45
    assert all(0 < item.propensity < 0.3 for item in marked)
