"""Reasons: terms that add up to the score, whatever the recipe, and that are true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.history import History
from recengine.models import Contributions
from recengine.ranking import Recipe
from recengine.ranking.reasons import history_reasons
from tests import worlds
from tests.ranking.kitchen import PEOPLE, engine, recipes


@settings(max_examples=80, deadline=None)
@given(
    recipe=recipes(),
    person=st.sampled_from(PEOPLE),
    limit=st.sampled_from([None, 0, 1, 3]),
)
def test_the_contributions_of_all_reasons_add_up_to_the_score(recipe, person, limit):
    history = engine().history(person)
    found = engine().recommend(history, recipe, person=person, reasons=limit)
    for item in found.items:
        total = sum(reason.contribution for reason in item.reasons)
        assert total == pytest.approx(item.score, abs=1e-6)
        parts = sum(part.contribution for part in item.models.values())
        bonus = sum(r.contribution for r in item.reasons if r.kind in ("freshness", "discount"))
        assert parts + bonus == pytest.approx(item.score, abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(recipe=recipes(), person=st.sampled_from(PEOPLE), limit=st.integers(0, 4))
def test_a_model_names_at_most_as_many_past_items_as_asked_and_one_rest(recipe, person, limit):
    history = engine().history(person)
    met = {engine().dataset.item_ids[code] for code in history.items}
    found = engine().recommend(history, recipe, person=person, reasons=limit)
    for item in found.items:
        for model in item.models:
            own = [reason for reason in item.reasons if reason.model == model]
            named = [reason for reason in own if reason.kind == "history"]
            assert len(named) <= limit
            assert len([reason for reason in own if reason.kind == "rest"]) <= 1
            assert {reason.item_id for reason in named} <= met


def test_the_rest_closes_the_sum_and_says_for_how_many_it_stands_by_hand():
    dataset = worlds.camps()
    history = History.of([0, 1, 2, 3], n_items=12)
    terms = Contributions(
        np.arange(4), np.array([[0.1], [0.4], [0.0], [-0.2]]), base=np.array([0.5])
    )
    found = history_reasons(
        dataset, history, {"ease": terms}, {"ease": 2.0}, 1, [np.array([], int)]
    )[0]
    assert [(r.kind, r.item_id, r.count) for r in found] == [
        ("history", "c2", 1),
        ("rest", "", 2),
        ("popularity", "", 1),
    ]
    assert [r.contribution for r in found] == pytest.approx([0.8, -0.2, 1.0])


def test_without_a_limit_every_term_is_named_and_nothing_is_left_over():
    history = engine().history("u003")
    found = engine().recommend(history, Recipe(models={"content": 1.0}), reasons=None)
    assert not [r for item in found.items for r in item.reasons if r.kind == "rest"]
    assert max(len(item.reasons) for item in found.items) > 3


def test_reasons_stand_in_the_order_of_what_they_add():
    recipe = Recipe(freshness=0.4, events={"dislike": -1.0})
    for person in PEOPLE:
        for item in engine().recommend(engine().history(person), recipe).items:
            added = [reason.contribution for reason in item.reasons]
            assert added == sorted(added, reverse=True)


@pytest.mark.parametrize("model", ["item_knn", "ease"])
def test_removing_the_first_reason_lowers_the_item_for_models_linear_in_the_history(model):
    recipe = Recipe(models={model: 1.0}, rules={"hide": "nothing"}, k=5)
    tried = 0
    for person in PEOPLE[:20]:
        history = engine().history(person)
        for item in engine().recommend(history, recipe, reasons=None).items:
            if item.score <= 0:  # nothing speaks for it
                continue
            first = item.reasons[0]
            less = history.without(engine().dataset.item_code(first.item_id))
            after = engine().models[model].score(less)[0, item.item]
            assert after == pytest.approx(item.score - first.contribution, abs=1e-6)
            assert after < item.score
            tried += 1
    assert tried > 80


def test_a_dislike_is_a_reason_against():
    rows = [("ann", "c1", 0, "dislike"), ("ann", "d1", 0, "like"), ("bob", "c2", 0, "like")]
    from_ann = worlds.dataset(rows, worlds.camps_catalogue())
    found = (
        type(engine())
        .fit(from_ann, ["content"])
        .recommend(from_ann.history("ann"), Recipe(models={"content": 1.0}, k=12))
    )
    against = {
        item.item_id: reason
        for item in found.items
        for reason in item.reasons
        if reason.item_id == "c1"
    }
    assert against["c3"].contribution < 0
    assert against["c3"].verb == "disliked"


def test_a_reason_names_what_was_done_by_the_event_that_says_most():
    rows = [
        ("ann", "tea", 0, "view"),
        ("ann", "tea", 1, "purchase"),
        ("ann", "tea", 2, "view"),
        ("ann", "pot", 2, "view"),
        ("bob", "tea", 0, "purchase"),
        ("bob", "pot", 0, "purchase"),
        ("bob", "jam", 0, "purchase"),
    ]
    dataset = worlds.dataset(rows)
    found = (
        type(engine())
        .fit(dataset, ["item_knn"])
        .recommend(dataset.history("ann"), Recipe(models={"item_knn": 1.0}))
    )
    verbs = {reason.item_id: reason.verb for reason in found.items[0].reasons}
    assert verbs == {"tea": "bought", "pot": "looked at"}


def test_freshness_is_a_reason_of_its_own():
    recipe = Recipe(models={"ease": 1.0}, freshness=0.5)
    found = engine().recommend(engine().history("u003"), recipe)
    fresh = [r for item in found.items for r in item.reasons if r.kind == "freshness"]
    assert fresh
    assert all(reason.contribution > 0 and reason.model == "" for reason in fresh)
