"""What joins one item: the figures of the rules model, counted when asked for."""

import pytest

from recengine.data.events import EVENT_NAMES
from recengine.models import Rules
from recengine.models.rules import baskets
from recengine.models.together import baskets_of, rules_from, together
from tests import worlds

WORLDS = {"busy": worlds.busy, "camps": worlds.camps, "board": worlds.checkerboard}


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("least", [1, 2, 4])
def test_rules_of_one_item_are_those_of_a_fitted_model(name, least):
    dataset = WORLDS[name]()
    model = Rules(min_support=least).fit(dataset)
    held = baskets(dataset.histories)
    for item in range(dataset.n_items):
        own = rules_from(held, item, k=7, min_support=least)
        assert own == model.rules_of(item, 7)
        assert [rule.weight for rule in own] == pytest.approx(
            [model.item_weights_[item, rule.item] for rule in own]
        )


def test_the_judge_above_has_rules_to_judge():
    found = [rules_from(baskets(worlds.camps().histories), item) for item in range(12)]
    assert sum(map(len, found)) > 5


def test_baskets_hold_what_people_mainly_do_and_not_what_they_look_at():
    rows = []
    for number in range(10):
        who = worlds.person(number)
        rows += [(who, "boots", 0, "purchase"), (who, "tent", 0, "view")]
        rows += [(who, "socks", 0, "purchase")] if number < 5 else []
        rows += [(f"x{number}", "lamp", 0, "purchase")]
    dataset = worlds.dataset(rows)
    found = together(dataset, dataset.item_code("boots"))
    assert (found.verb, found.baskets, found.n_baskets) == ("bought", 10, 20)
    (rule,) = found.rules
    assert (rule.item, rule.support) == (dataset.item_code("socks"), 5)
    assert (rule.confidence, rule.lift) == (pytest.approx(0.5), pytest.approx(0.5 / (5 / 20)))
    assert found.finding(dataset) == (
        "Of 10 baskets with it, 5 also hold socks: 50 %, 2 times as often as by chance."
    )
    assert found.to_frame(dataset).values.tolist() == [["socks", 5, 0.5, 2.0]]


def test_one_model_of_purchases_alone_says_the_same():
    dataset = worlds.busy()
    bought = dataset.keep(dataset.histories.events == EVENT_NAMES.index("purchase"))
    held = baskets_of(dataset.histories, "purchase")
    model = Rules(min_support=1).fit(bought)
    for item in range(dataset.n_items):
        assert rules_from(held, item, min_support=1) == model.rules_of(item)


def test_an_item_in_no_basket_has_no_company():
    dataset = worlds.camps()
    found = together(dataset, dataset.item_code(worlds.UNTOUCHED))
    assert (found.baskets, found.rules) == (0, ())
    assert found.finding(dataset) == "Nothing joins it in baskets more often than by chance."
