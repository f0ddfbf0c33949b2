"""Visit: answers and looks become events in their order, with the say they have in the data."""

from recengine.data.samples import load_sample
from recengine.ranking.onboarding import Answer
from recengine.ranking.visit import Look, answers_of, visit_history
from tests import worlds


def test_picks_are_likes_looks_are_looks_and_none_of_these_is_no_event():
    dataset = worlds.dataset([("ann", "tea", 0, "view"), ("ann", "jam", 1, "like")])
    acts = [Look(1), Answer((0,), None), Answer((0, 1), 0)]
    found = visit_history(dataset, acts)
    assert found.items.tolist() == [1, 0]
    assert found.weights.tolist() == [0.3, 1.0]
    assert found.signals.tolist() == [1.0, 1.0]
    assert answers_of(acts) == (Answer((0,), None), Answer((0, 1), 0))


def test_a_look_says_little_under_any_recipe_even_where_the_data_knows_no_looks():
    dataset = worlds.dataset([("ann", "tea", 0, "like"), ("ann", "jam", 1, "like")])
    found = visit_history(dataset, [Look(1)])
    reweighted = found.weighted(dataset.event_weights, half_life_days=7.0, now=dataset.end)
    assert found.weights.tolist() == reweighted.weights.tolist() == [0.3]


def test_what_is_known_of_a_visitor_is_carried_and_nothing_done_is_no_error():
    shop = load_sample("shop")
    known = visit_history(shop, [], {"segment": "newcomer"})
    assert len(known.items) == 0
    assert known.traits.tolist() == shop.newcomer(segment="newcomer").traits.tolist()
