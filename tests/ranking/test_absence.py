"""Absence: what keeps a title out is named, whatever it is."""

import pytest

from recengine.ranking import Recipe
from recengine.ranking.absence import absence
from tests.ranking.kitchen import engine

PLAIN = {"models": {"item_knn": 1.0}, "k": 3}


def why_not(item: int, **choices) -> str:
    shelf = engine("shelf")
    recipe = Recipe(**{**PLAIN, **choices})
    history = shelf.history("u003")
    found = shelf.recommend(history, recipe, person="u003", also=[item])
    assert [other.item for other in found.others] == [item]
    return absence(shelf, history, recipe, found.others[0])


def ranked() -> list[int]:
    shelf = engine("shelf")
    recipe = Recipe(**{**PLAIN, "k": 30})
    return [item.item for item in shelf.recommend(shelf.history("u003"), recipe).items]


def test_what_was_met_is_said_with_what_was_done():
    met = int(engine("shelf").history("u003").items[0])
    assert why_not(met).startswith("this person ")
    assert why_not(met).endswith(" it.")


def test_the_rule_that_hides_it_is_named():
    first = ranked()[0]
    item_id = str(engine("shelf").dataset.item_ids[first])
    rules = {"business": [{"do": "at_most", "column": "brand"}, {"do": "block", "item": item_id}]}
    assert why_not(first, rules=rules) == f"the rule “never {item_id}” hides it."


def test_a_low_score_is_said_with_its_rank():
    assert why_not(ranked()[6]) == "by its score it is 7th, and the list ends at 3."


@pytest.mark.parametrize(
    ("choices", "stage"),
    [
        ({"diversity": 1.0}, "diversity"),
        ({"rules": {"business": [{"do": "pin", "item": "i027", "place": 1}]}}, "rules"),
    ],
)
def test_a_stage_that_put_others_before_it_is_named(choices, stage):
    shelf = engine("shelf")
    shown = shelf.recommend(shelf.history("u003"), Recipe(**{**PLAIN, **choices}), person="u003")
    out = [item for item in ranked()[:3] if item not in {one.item for one in shown.items}]
    assert out
    for item in out:
        assert why_not(item, **choices).endswith(f"but {stage} put others before it.")
