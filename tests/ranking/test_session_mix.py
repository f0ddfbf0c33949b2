"""The last visit against all before it: the share that was asked for, and nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.data.history import History
from recengine.ranking import Recipe
from recengine.ranking.session_mix import last_visit, mix_session
from tests.ranking.kitchen import engine, shares

HOUR = 3_600.0


def person(gaps, weights):
    """Somebody whose events lie so many hours apart."""
    items = np.arange(len(gaps)) % 7
    return History.of(items, n_items=7, times=np.cumsum(gaps) * HOUR, weights=weights)


@given(
    gaps=st.lists(st.sampled_from([0.1, 0.4, 1.0, 50.0]), min_size=1, max_size=12),
    share=shares(),
    seed=st.integers(0, 1_000),
)
def test_the_last_visit_is_the_share_of_the_whole_that_was_asked_for(gaps, share, seed):
    weights = np.random.default_rng(seed).uniform(-1.0, 1.0, len(gaps))
    before = person(gaps, weights)
    after = mix_session(before, share)
    part = last_visit(before)
    assert (np.abs(after.weights) <= np.abs(before.weights) + 1e-12).all()
    if part.all():
        np.testing.assert_array_equal(after.weights, before.weights)
        return
    sizes = np.abs(after.weights)
    assert sizes[part].sum() / sizes.sum() == pytest.approx(share, abs=1e-9)
    ratios = after.weights / before.weights
    assert np.ptp(ratios[part]) < 1e-12
    assert np.ptp(ratios[~part]) < 1e-12


def test_a_visit_ends_with_a_long_pause():
    assert last_visit(person([1.0, 0.1, 2.0, 0.4], None)).tolist() == [False, False, True, True]


def test_everybody_has_a_last_visit_of_their_own():
    histories = engine().dataset.histories
    together = mix_session(histories, 0.7).weights
    for row in range(len(histories)):
        alone = mix_session(histories.people([row]), 0.7).weights
        np.testing.assert_allclose(together[histories.rows == row], alone)


def test_without_times_nothing_changes():
    timeless = History.of([0, 1, 2], n_items=3)
    np.testing.assert_array_equal(mix_session(timeless, 0.9).weights, timeless.weights)


def test_a_list_leans_towards_the_last_visit_as_its_share_grows():
    history = engine().history("u003")
    visit = set(history.items[last_visit(history)].tolist())
    assert 0 < len(visit) < len(set(history.items.tolist()))

    def said_by_visit(share):
        recipe = Recipe(models={"item_knn": 1.0}, session_share=share, k=30)
        found = engine().recommend(history, recipe, reasons=None)
        ids = {engine().dataset.item_ids[item] for item in visit}
        terms = [reason for item in found.items for reason in item.reasons]
        whole = sum(abs(reason.contribution) for reason in terms)
        return sum(abs(reason.contribution) for reason in terms if reason.item_id in ids) / whole

    assert said_by_visit(0.1) < said_by_visit(0.5) < said_by_visit(0.95)
