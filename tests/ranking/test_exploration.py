"""Exploration: how much is given to chance, and whether stated propensities are the true ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.ranking import Exploration, Recipe
from recengine.ranking.exploration import POOL, explore, person_rng
from tests.ranking.kitchen import PEOPLE, engine, shares

RUNS = 4_000


@given(n=st.integers(0, 60), k=st.integers(1, 30), seed=st.integers(0, 100))
def test_a_rate_of_nought_changes_nothing(n, k, seed):
    ranked = np.arange(n)[::-1]
    shown = explore(ranked, k=k, rate=0.0, rng=np.random.default_rng(seed))
    np.testing.assert_array_equal(shown.items, ranked[:k])
    assert not shown.by_chance.any()
    assert (shown.propensities == 1.0).all()


@given(
    n=st.integers(0, 60), k=st.integers(1, 30), rate=shares(high=0.3), seed=st.integers(0, 10_000)
)
def test_no_list_repeats_an_item_or_loses_the_order_of_the_others(n, k, rate, seed):
    shown = explore(np.arange(n), k=k, rate=rate, rng=np.random.default_rng(seed))
    assert len(shown.items) == len(set(shown.items.tolist())) == min(n, k)
    kept = shown.items[~shown.by_chance]
    np.testing.assert_array_equal(kept, np.arange(len(kept)))
    assert (shown.items[shown.by_chance] >= k).all()
    assert ((shown.propensities > 0) & (shown.propensities <= 1 + 1e-12)).all()


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.3])
def test_the_rate_is_the_share_of_slots_given_to_chance(rate):
    by_chance = np.mean(
        [
            explore(np.arange(60), k=10, rate=rate, rng=person_rng(seed, f"u{person}")).by_chance
            for person in range(200)
            for seed in range(5)
        ]
    )
    spread = np.sqrt(rate * (1 - rate) / (200 * 5 * 10))
    assert abs(by_chance - rate) < 4 * spread


@pytest.mark.parametrize(("n", "k", "rate"), [(30, 5, 0.3), (14, 7, 0.2), (8, 1, 0.1)])
def test_the_stated_propensity_is_how_often_an_item_is_shown(n, k, rate):
    shown_times, stated = np.zeros(n), np.full(n, np.nan)
    rng = np.random.default_rng(11)
    for _ in range(RUNS):
        shown = explore(np.arange(n), k=k, rate=rate, rng=rng)
        shown_times[shown.items] += 1
        before = stated[shown.items]
        assert np.all(np.isnan(before) | (before == shown.propensities))  # the same every time
        stated[shown.items] = shown.propensities
    assert np.nansum(stated) == pytest.approx(k)
    spread = np.sqrt(stated * (1 - stated) / RUNS)
    assert (np.abs(shown_times / RUNS - stated) <= 4.5 * spread + 1e-9).all()


def test_weighing_by_propensity_recovers_a_mean_over_everything_that_could_be_shown():
    pays = np.linspace(1.0, 3.0, 20)
    rng = np.random.default_rng(3)
    estimates = []
    for _ in range(RUNS):
        shown = explore(np.arange(20), k=5, rate=0.3, rng=rng)
        estimates.append((pays[shown.items] / shown.propensities).sum() / 20)
    assert np.mean(estimates) == pytest.approx(
        pays.mean(), abs=4 * np.std(estimates) / np.sqrt(RUNS)
    )


def test_chance_draws_from_no_further_down_than_the_pool():
    for seed in range(200):
        shown = explore(np.arange(1_000), k=10, rate=0.3, rng=np.random.default_rng(seed))
        assert shown.items.max() < 10 + POOL


def test_where_fewer_are_left_than_slots_nothing_is_given_to_chance():
    shown = explore(np.arange(15), k=10, rate=0.3, rng=np.random.default_rng(0))
    assert shown.items.tolist() == list(range(10))
    assert (shown.propensities == 1.0).all()


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
