"""Association rules by counting, and the socks for the boots."""

from __future__ import annotations

import pytest

from recengine.data.history import History
from recengine.models import Rules
from tests import worlds


def shop() -> worlds.Dataset:
    """Twenty baskets: boots with socks four times of five, bread in nearly all."""
    rows = []
    for number in range(20):
        who = worlds.person(number)
        rows.append((who, "bread", 0, "purchase"))
        if number < 5:
            rows.append((who, "boots", 0, "purchase"))
        if number < 4 or number == 10:
            rows.append((who, "socks", 0, "purchase"))
        rows.append((who, "lamp", 9, "purchase"))
    return worlds.dataset(rows)


def test_rules_find_the_socks_for_the_boots() -> None:
    dataset = shop()
    model = Rules().fit(dataset)
    boots = dataset.item_code("boots")
    first = model.rules_of(boots)[0]
    assert dataset.item_ids[first.item] == "socks"
    assert first.support == 4
    assert first.confidence == pytest.approx(4 / 5)
    assert first.lift == pytest.approx((4 / 5) / (5 / 40))  # 40 baskets: two days each
    scores = model.score(History.of([boots], n_items=dataset.n_items))[0]
    assert dataset.item_ids[scores.argmax()] == "socks"


def test_what_another_day_brought_is_another_basket() -> None:
    dataset = shop()
    model = Rules().fit(dataset)
    others = {rule.item for rule in model.rules_of(dataset.item_code("boots"))}
    assert dataset.item_code("lamp") not in others


def test_rare_pairs_are_no_rule() -> None:
    dataset = shop()
    assert Rules(min_support=5).fit(dataset).rules_of(dataset.item_code("socks")) != []
    assert Rules(min_support=6).fit(dataset).rules_of(dataset.item_code("socks")) == []
