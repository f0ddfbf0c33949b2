"""Attribute terms: summed by attribute or by past title, content says the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.ranking import Recipe
from recengine.ranking.attribute_terms import attribute_terms
from tests.ranking.kitchen import PEOPLE, engine, shares


@settings(max_examples=40, deadline=None)
@given(person=st.sampled_from(PEOPLE[:-2]), weight=shares(0.05), freshness=shares())
def test_attributes_add_up_to_what_content_says_because_of_the_history(person, weight, freshness):
    recipe = Recipe(models={"content": weight, "ease": 0.5}, freshness=freshness, k=5)
    history = engine().history(person)
    for item in engine().recommend(history, recipe, reasons=None).items:
        by_title = sum(
            reason.contribution
            for reason in item.reasons
            if (reason.model, reason.kind) == ("content", "history")
        )
        found = attribute_terms(engine(), history, recipe, item.item)
        assert sum(each.contribution for each in found) == pytest.approx(by_title, abs=1e-6)
        values = [each.contribution for each in found]
        assert values == sorted(values, reverse=True)


def test_where_descriptions_do_not_count_there_are_none():
    history = engine().history("u003")
    assert attribute_terms(engine(), history, Recipe(models={"ease": 1.0}), 3) == ()
