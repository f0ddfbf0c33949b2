"""Blending: one scale, a weighted sum, and nothing that has no weight."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.models import Popularity
from recengine.ranking import Engine, Recipe
from recengine.ranking.blending import blend, extremes, scales
from tests.ranking.kitchen import PEOPLE, QUICK, engine


def test_a_scale_is_the_largest_size_among_what_may_be_shown():
    scores = np.array([[3.0, -5.0, 100.0], [0.0, 0.0, 7.0]])
    eligible = np.array([[True, True, False], [True, True, False]])
    np.testing.assert_array_equal(scales(*extremes(scores, eligible)), [5.0, 1.0])


def test_extremes_look_at_nothing_but_what_may_be_shown():
    scores = np.array([[3.0, -5.0, 100.0], [-1.0, 2.0, 7.0], [4.0, 5.0, 6.0]])
    eligible = np.array([[True, True, False], [False, False, True], [False, False, False]])
    lowest, highest = extremes(scores, eligible)
    np.testing.assert_array_equal(lowest, [-5.0, 7.0, 0.0])
    np.testing.assert_array_equal(highest, [3.0, 7.0, 0.0])


@given(st.floats(0, 1e-300) | st.floats(1e-300, 1e300))
def test_dividing_by_a_scale_never_overflows(size):
    scores = np.array([[size, 0.0, -size / 3]])
    divided = scores * (1.0 / scales(*extremes(scores, np.ones((1, 3), dtype=bool))))
    assert np.isfinite(divided).all()
    assert np.abs(divided).max() <= 1.0 + 1e-9


def test_a_blend_is_the_weighted_sum_by_hand():
    scores = {"a": np.array([[1.0, 2.0], [3.0, 4.0]]), "b": np.array([[10.0, 0.0], [0.0, 10.0]])}
    factors = {"a": np.array([1.0, 0.5]), "b": np.array([0.1, 0.0])}
    np.testing.assert_allclose(blend(scores, factors), [[2.0, 2.0], [1.5, 2.0]])


@pytest.mark.parametrize("silenced", QUICK)
def test_a_weight_of_nought_removes_every_trace_of_a_model(silenced):
    others = {name: 0.5 for name in QUICK if name != silenced}
    for person in PEOPLE[:3]:
        history = engine().history(person)
        without = engine().recommend(history, Recipe(models=others))
        silent = engine().recommend(history, Recipe(models={**others, silenced: 0.0}))
        assert silent == without
        assert all(silenced not in item.models for item in silent.items)


@pytest.mark.parametrize("name", QUICK)
def test_one_model_alone_gives_its_own_order_and_its_own_scores(name):
    recipe = Recipe(models={name: 0.3}, k=12)
    histories = (engine().history(person) for person in PEOPLE)
    history = next(h for h in histories if not engine().recommend(h, recipe).fallback)
    scores = engine().models[name].score(history)[0]
    seen = set(history.items)
    order = [i for i in np.argsort(-scores, kind="stable") if i not in seen]
    found = engine().recommend(history, recipe)
    assert [item.item for item in found.items] == order[:12]
    np.testing.assert_allclose([item.score for item in found.items], scores[order[:12]])


def test_two_models_are_brought_to_one_scale_by_hand():
    history = engine().history("u003")
    eligible = np.ones(30, dtype=bool)
    eligible[history.items] = False
    a, b = (engine().models[name].score(history)[0] for name in ("ease", "trending"))
    expected = 0.75 * a / np.abs(a[eligible]).max() + 0.25 * b / np.abs(b[eligible]).max()
    found = engine().recommend(history, Recipe(models={"ease": 0.6, "trending": 0.2}, k=30))
    np.testing.assert_allclose([i.score for i in found.items], np.sort(expected[eligible])[::-1])


def test_the_unit_of_a_models_scores_does_not_matter_in_a_blend():
    louder = type("Louder", (Popularity,), {})().fit(engine().dataset)
    louder.item_scores_ = louder.item_scores_ * 1_000
    loud = Engine(engine().dataset, {**engine().models, "popularity": louder})
    recipe = Recipe(models={"ease": 0.5, "popularity": 0.5}, k=30)
    for person in PEOPLE[:5]:
        history = engine().history(person)
        ours = [item.score for item in engine().recommend(history, recipe).items]
        theirs = [item.score for item in loud.recommend(history, recipe).items]
        np.testing.assert_allclose(theirs, ours)


def test_only_proportions_of_weights_matter():
    history = engine().history("u007")
    one, other = ({"ease": w, "als": 2 * w} for w in (0.1, 0.5))
    found = [engine().recommend(history, Recipe(models=models)) for models in (one, other)]
    assert found[0].item_ids == found[1].item_ids
