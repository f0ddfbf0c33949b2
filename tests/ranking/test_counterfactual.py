"""Counterfactuals and fidelity: the same as taking things out by hand and asking again."""

import numpy as np
import pytest

from recengine.data.samples import load_sample
from recengine.models import REGISTRY
from recengine.ranking import Engine, Recipe
from recengine.ranking.counterfactual import ranks_without, without_each
from recengine.ranking.fidelity import fidelity
from tests.ranking.kitchen import PEOPLE, engine

#: Models whose score is a sum over the history.
LINEAR = ("content", "item_knn", "ease", "slim", "graph", "markov", "seq_linear", "rules")


@pytest.fixture(scope="module")
def streaming():
    return Engine.fit(load_sample("streaming"), LINEAR)


@pytest.mark.parametrize("recipe", [Recipe(), Recipe(freshness=0.3, half_life_days=30.0)])
def test_ranks_are_those_of_a_history_without_the_past_item(recipe):
    for person in PEOPLE[:8]:
        history = engine().history(person)
        past = np.unique(history.items)[:3]
        shown = engine().recommend(history, recipe.changed(k=100), person=person)
        hidden = np.setdiff1d(np.arange(30), [item.item for item in shown.items])
        target = shown.items[0].item
        for found in without_each(engine(), history, recipe, target, past.tolist()):
            assert found.before == 1
            less = history.without(engine().dataset.item_code(found.item_id))
            again = engine().recommend(less, recipe.changed(k=100), hidden=hidden)
            by_hand = {item.item: item.rank for item in again.items}
            assert found.after == by_hand[target]


def test_all_at_once_comes_first_and_is_a_history_without_any_of_them():
    history = engine().history("u003")
    shown = engine().recommend(history, Recipe(k=100), person="u003")
    past = np.unique(history.items)[:3].tolist()
    target = shown.items[0].item
    both, *each = without_each(engine(), history, Recipe(), target, past, past[:2])
    assert [found.item_id for found in each] == [engine().dataset.item_ids[code] for code in past]
    hidden = np.setdiff1d(np.arange(30), [item.item for item in shown.items])
    less = history.without(past[0]).without(past[1])
    again = engine().recommend(less, Recipe(k=100), hidden=hidden)
    assert both.after == {item.item: item.rank for item in again.items}[target]
    assert both.words.startswith("without all that it rests on, ")


def test_what_may_not_be_shown_has_no_rank():
    history = engine().history("u003")
    ranks = ranks_without(engine(), history, Recipe(), [[int(history.items[0])]])
    assert (ranks[:, history.seen().indices] == 0).all()
    assert sorted(ranks[0][ranks[0] > 0]) == list(range(1, (ranks[0] > 0).sum() + 1))


@pytest.mark.parametrize("name", LINEAR)
def test_without_its_first_reason_a_title_falls_in_95_of_100_for_models_linear_in_the_history(
    name, streaming
):
    assert name in REGISTRY
    found = fidelity(streaming, Recipe(models={name: 1.0}), sample=400)
    assert found.sampled == 400
    assert found.share >= 0.95
    assert found.share_at_random < 0.5
    assert found.low < found.share <= found.high + 1e-12
    assert found.mean_named < 4


def test_fidelity_is_the_same_for_the_same_seed_and_looks_at_as_many_as_asked():
    recipe = Recipe(models={"ease": 1.0}, exploration={"rate": 0.3})
    once, again = (fidelity(engine(), recipe, sample=20, seed=3) for _ in range(2))
    assert once == again
    assert once.sampled == 20


def test_where_nobody_has_a_reason_nothing_is_claimed():
    found = fidelity(engine(), Recipe(models={"popularity": 1.0}))
    assert (found.sampled, found.low, found.high) == (0, 0.0, 1.0)
