"""Rules: they hold for every list whatever a recipe says, and are refused where they cannot."""

import itertools
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.history import History
from recengine.errors import InvalidSetting, UnknownId
from recengine.ranking import Engine, Recipe, parse_recipe
from recengine.ranking.rules import (
    RULES,
    AtLeast,
    AtMost,
    Block,
    Boost,
    CrossSell,
    Only,
    Pin,
    UpSell,
    Where,
)
from recengine.ranking.rules.columns import Columns
from recengine.ranking.rules.composing import compose
from recengine.ranking.rules.ruling import Floor, Ruling, ruling
from recengine.ranking.rules.selling import goes_with, latest_choices
from tests import worlds
from tests.ranking.kitchen import PEOPLE, engine, recipes, shares

SOME = 60  # lists a property


def rules_of(*rules) -> dict:
    return {"rules": {"business": [rule.model_dump() for rule in rules]}}


def columns() -> Columns:
    return engine("shelf").catalogue.columns


def listed(recipe: Recipe, person: str, *rules):
    chosen = recipe.changed(rules={**recipe.rules.model_dump(), **rules_of(*rules)["rules"]})
    return engine("shelf").recommend(engine("shelf").history(person), chosen, person=person)


def texts(column: str) -> np.ndarray:
    return columns().dataset.items[column].to_numpy()


every_list = given(recipe=recipes(), person=st.sampled_from(PEOPLE))


@settings(max_examples=SOME, deadline=None)
@every_list
def test_only_and_block_hold_for_every_list(recipe, person):
    band = Only(where=Where(column="price", least=20, most=40))
    no_duna = Block(where=Where(column="brand", one_of=("Duna",)))
    found = listed(recipe, person, band, no_duna, Block(item="i003"))
    for item in found.items:
        assert 20 <= float(texts("price")[item.item]) <= 40
        assert texts("brand")[item.item] != "Duna"
        assert item.item_id != "i003"


@settings(max_examples=SOME, deadline=None)
@given(recipe=recipes(), person=st.sampled_from(PEOPLE), number=st.integers(1, 3))
def test_no_list_has_more_of_one_kind_than_allowed_and_none_is_shorter_than_it_must_be(
    recipe, person, number
):
    found = listed(recipe, person, AtMost(number=number, column="brand"))
    brands = [texts("brand")[item.item] for item in found.items]
    known = [brand for brand in brands if brand]
    assert max((known.count(brand) for brand in known), default=0) <= number
    free = listed(recipe.changed(k=100), person)
    of_all = [texts("brand")[item.item] for item in free.items]
    most = of_all.count("") + sum(min(of_all.count(b), number) for b in set(of_all) - {""})
    assert len(found) == min(recipe.k, most)


@settings(max_examples=SOME, deadline=None)
@given(recipe=recipes(), person=st.sampled_from(PEOPLE), share=shares(0.01))
def test_a_group_has_its_minimum_share_or_all_there_is_of_it_and_the_list_says_so(
    recipe, person, share
):
    rule = AtLeast(share=share, where=Where(column="brand", one_of=("Alba", "Brio")))
    found = listed(recipe, person, rule)
    member = columns().matches(rule.where)
    there_are = sum(member[item.item] for item in listed(recipe.changed(k=100), person).items)
    wanted = math.ceil(share * recipe.k - 1e-9)
    shown = sum(member[item.item] for item in found.items)
    assert shown >= min(wanted, there_are)
    assert bool(found.notes) == (there_are < wanted)


@settings(max_examples=SOME, deadline=None)
@given(recipe=recipes(), person=st.sampled_from(PEOPLE), place=st.integers(1, 12))
def test_a_pinned_title_stands_at_its_place_unless_it_may_not_be_shown(recipe, person, place):
    found = listed(recipe, person, Pin(item="i007", place=place))
    may = "i007" in listed(recipe.changed(k=100), person).item_ids
    if may and place <= recipe.k:
        assert found.item_ids[min(place, len(found)) - 1] == "i007"
        pinned = found.items[min(place, len(found)) - 1]
        assert (pinned.rule, pinned.explored, pinned.propensity) == ("pinned", False, 1.0)
    assert bool(found.notes) == (not may and place <= recipe.k)
    assert len(set(found.item_ids)) == len(found)


@settings(max_examples=SOME, deadline=None)
@given(recipe=recipes(), person=st.sampled_from(PEOPLE), by=shares(-1.0))
def test_what_a_rule_adds_is_a_reason_and_reasons_still_add_up(recipe, person, by):
    lifts = (
        Boost(by=by, column="price"),
        Boost(by=by / 2, where=Where(column="stock", least=2)),
        CrossSell(by=abs(by), column="brand"),
        UpSell(by=abs(by), column="brand"),
    )
    for item in listed(recipe, person, *lifts).items:
        total = sum(reason.contribution for reason in item.reasons)
        assert total == pytest.approx(item.score, abs=1e-6)


@settings(max_examples=SOME, deadline=None)
@given(
    recipe=recipes(exploration=st.just({}), diversity=st.just(0.0)),
    person=st.sampled_from(PEOPLE),
    by=shares(0.0, 0.5),
)
def test_lifting_more_never_lowers_what_is_lifted(recipe, person, by):
    where = Where(column="brand", one_of=("Cima",))
    held = columns().matches(where)

    def members(size):
        found = listed(recipe, person, Boost(by=size, where=where))
        return sum(held[item.item] for item in found.items)

    assert members(by) <= members(by + 0.4)


def test_no_rule_changes_nothing():
    plain = Recipe(diversity=0.3, exploration={"rate": 0.3})
    for person in PEOPLE[:5]:
        assert listed(plain, person) == listed(plain, person, Boost(by=0.0, column="price"))


def test_ranking_many_people_at_once_keeps_to_the_rules_as_one_at_a_time_does():
    rules = (AtMost(number=1, column="brand"), Pin(item="i004", place=2), CrossSell(column="brand"))
    recipe = Recipe(exploration={"rate": 0.2}, **rules_of(*rules))
    shelf = engine("shelf")
    many = shelf.rank(shelf.dataset.histories, recipe, PEOPLE, recipe.k)
    for row, person in enumerate(PEOPLE):
        one = [item.item for item in listed(recipe, person, *rules).items]
        assert many[row][many[row] >= 0].tolist() == one


@pytest.mark.parametrize("strategy", ["epsilon", "thompson"])
def test_propensities_stay_true_under_rules(strategy):
    rules = (
        AtMost(number=3, column="brand"),
        Pin(item="i004", place=2),
        AtLeast(share=0.4, where=Where(column="brand", one_of=("Alba",))),
    )
    shelf = engine("shelf")
    history = History.empty(1, shelf.dataset.n_items)
    shown, stated = np.zeros(shelf.dataset.n_items), np.zeros(shelf.dataset.n_items)
    runs = 1_500
    for seed in range(runs):
        chance = {"rate": 0.3, "seed": seed, "strategy": strategy}
        recipe = Recipe(models={"popularity": 1.0}, k=8, exploration=chance, **rules_of(*rules))
        for item in shelf.recommend(history, recipe, person="new").items:
            shown[item.item] += 1
            stated[item.item] = item.propensity
    assert shown[4] == runs
    assert stated.sum() == pytest.approx(8, abs=0.05)
    spread = np.sqrt(stated * (1 - stated) / runs)
    assert (np.abs(shown / runs - stated) <= 4.5 * spread + 1e-9).all()
    assert (shown > 0).sum() > 8


def test_a_minimum_share_takes_the_best_of_the_group_and_of_the_others():
    where = Where(column="brand", one_of=("Duna",))
    meaning = ruling([AtLeast(share=0.5, where=where)], columns())
    member = columns().matches(where)
    ranked = np.argsort(member, kind="stable")  # the group comes last
    found = compose(ranked, meaning, k=4).listed
    group, others = ranked[member[ranked]], ranked[~member[ranked]]
    assert found.tolist() == [*others[:2], *group[:2]]


def test_cross_selling_lifts_what_goes_along_of_another_kind():
    shelf = engine("shelf")
    recipe = Recipe(models={"popularity": 1.0}, k=30, **rules_of(CrossSell(by=1.0, column="brand")))
    history = shelf.history("u003")
    latest = int(latest_choices(history)[0])
    found = shelf.recommend(history, recipe, person="u003")
    likes = (shelf.dataset.histories.likes.toarray() > 0).astype(float)
    together = likes.T @ likes
    np.fill_diagonal(together, 0)
    top = max(item.stages[0].effect for item in found.items)
    for item in found.items:
        effect = next(stage.effect for stage in item.stages if stage.stage == "cross-selling")
        brand = texts("brand")[item.item]
        alike = brand == texts("brand")[latest] != ""
        share = together[latest, item.item] / together[latest].max()
        assert effect == pytest.approx(0.0 if alike else top * share)


def test_what_goes_along_is_confidence_over_its_largest():
    likes = History.of([0, 1], n_items=3).matrix
    found = goes_with(np.array([0]), likes, likes.T.tocsr())
    np.testing.assert_array_equal(found, [[0.0, 1.0, 0.0]])


def test_every_kind_of_rule_has_words_a_label_and_help_for_its_fields():
    examples = [
        Pin(item="a"),
        Block(item="a"),
        Only(where=Where(column="c", least=1)),
        Boost(by=-0.1, column="c"),
        AtMost(column="c"),
        AtLeast(share=0.2, where=Where(column="c", most=2)),
        CrossSell(),
        UpSell(),
    ]
    assert {rule.do for rule in examples} == set(RULES)
    for rule in examples:
        assert rule.words
        assert rule.label
        named = {name: field for name, field in type(rule).model_fields.items() if name != "do"}
        assert all(field.description for field in named.values())


def test_rules_come_back_from_json_and_from_a_link():
    recipe = Recipe(**rules_of(Pin(item="é", place=3), UpSell(), Boost(by=0.1, column="margin")))
    assert parse_recipe(recipe.to_json()) == recipe
    assert Recipe.from_link(recipe.to_link()) == recipe


def test_an_optional_rule_is_left_out_where_its_column_is_lacking_and_holds_elsewhere():
    rules = (AtMost(column="brand", number=1, optional=True), UpSell(column="kind", optional=True))
    brands = [texts("brand")[item.item] for item in listed(Recipe(), "u003", *rules).items]
    assert max(brands.count(brand) for brand in set(brands) - {""}) == 1
    busy = engine()
    free = busy.recommend(busy.history("u003"), Recipe(), person="u003")
    recipe = Recipe(**rules_of(*rules))
    assert busy.recommend(busy.history("u003"), recipe, person="u003").item_ids == free.item_ids


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ('{"item": "a"}', "say under 'do' what kind of rule it is: pin, block"),
        ('{"do": "pin"}', r"rules.business.0.pin.item: Field required"),
        ('{"do": "hop"}', "rules.business.0: no rule is called 'hop'; there are pin, block"),
        ('{"do": "boost", "by": 0.1}', "say either where or column"),
        ('{"do": "block", "item": "a", "where": {"column": "c", "least": 1}}', "either item or"),
        ('{"do": "only", "where": {"column": "c"}}', "say either one_of, or least and most"),
        ('{"do": "only", "where": {"column": "c", "least": 2, "most": 1}}', "2, is above most, 1"),
        (
            '{"do": "only", "where": {"column": "c", "least": 2, "x": 1}}',
            "there are column, one",
        ),
        ('{"do": "at_most", "numbr": 2, "column": "c"}', "there are do, optional, number, column"),
        ('{"do": "up_sell", "most": 1.0}', "greater than 1"),
        ('{"do": "pin", "item": "a"}, {"do": "pin", "item": "b"}', "two titles are pinned"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_a_sentence(rule, sentence):
    with pytest.raises(InvalidSetting, match=sentence):
        parse_recipe(f'{{"rules": {{"business": [{rule}]}}}}')


@pytest.mark.parametrize(
    ("rule", "error", "sentence"),
    [
        (
            AtMost(column="brnd"),
            InvalidSetting,
            "'brnd', which the items do not have. Did you",
        ),
        (Boost(by=0.1, column="brand"), InvalidSetting, "'brand' of the items holds no numbers"),
        (
            Only(where=Where(column="brand", one_of=("alba",))),
            InvalidSetting,
            "No item has 'alba' under 'brand'",
        ),
        (Pin(item="i999"), UnknownId, "i999"),
        (UpSell(price="cost"), InvalidSetting, "'cost'"),
        (CrossSell(column="kind"), InvalidSetting, "'kind'"),
    ],
)
def test_a_rule_that_does_not_fit_the_data_is_refused_in_a_sentence(rule, error, sentence):
    with pytest.raises(error, match=sentence):
        listed(Recipe(), "u003", rule)


def shares_of(*groups, n=6):
    """Minimum shares of groups of items 0 to n, told by their codes."""
    floors = tuple(
        Floor(share, np.isin(np.arange(n), list(members)), "so") for share, members in groups
    )
    return Ruling(np.ones(n, dtype=bool), np.zeros(n), floors=floors)


def test_items_of_several_groups_come_first_where_places_are_short():
    found = compose(np.arange(3), shares_of((1.0, {0, 1, 2}), (0.5, {2}), n=3), k=2)
    assert found.listed.tolist() == [0, 2]
    assert found.missing == (0, 0)


@given(
    first=st.sets(st.integers(0, 5)),
    second=st.sets(st.integers(0, 5)),
    shares=st.tuples(shares(0.01), shares(0.01)),
    k=st.integers(1, 5),
)
def test_two_minimum_shares_are_met_wherever_any_list_meets_both(first, second, shares, k):
    meaning = shares_of((shares[0], first), (shares[1], second))
    needs = [math.ceil(share * k - 1e-9) for share in shares]
    possible = any(
        len(set(chosen) & first) >= needs[0] and len(set(chosen) & second) >= needs[1]
        for chosen in itertools.combinations(range(6), k)
    )
    assert (compose(np.arange(6), meaning, k=k).missing == (0, 0)) == possible


def falling(n_items):
    """Items of which each later group of eleven has one person less."""
    return [(f"u{p}", f"i{item:03}") for item in range(n_items) for p in range(40 - item // 11)]


def test_a_share_is_looked_for_beyond_the_candidates_where_a_limit_bars_the_best_of_its_group():
    rows = [
        (f"u{person}", f"i{item:03}") for item in range(400) for person in range(40 - item // 11)
    ]
    brands = ["X"] * 20 + [f"other {item}" for item in range(360)] + ["Y"] * 20
    tongues = ["da"] * 20 + ["en"] * 360 + ["da"] * 20
    items = pd.DataFrame(
        {"item_id": [f"i{item:03}" for item in range(400)], "brand": brands, "tongue": tongues}
    )
    large = Engine.fit(worlds.dataset(rows, items), [])
    danish = AtLeast(share=0.3, where=Where(column="tongue", one_of=("da",)))
    recipe = Recipe(models={"popularity": 1.0}, **rules_of(danish, AtMost(column="brand")))
    found = large.recommend(History.empty(1, 400), recipe)
    assert not found.notes
    assert [tongues[item.item] for item in found.items].count("da") == 3


def test_what_was_liked_first_and_disliked_since_is_no_choice_to_go_on_from():
    history = History.of([2, 4, 4], n_items=6, weights=[1.0, 1.0, -1.0])
    assert latest_choices(history).tolist() == [2]


def test_a_number_that_is_not_finite_is_unknown():
    dataset = columns().dataset
    prices = ["inf", *dataset.items["price"][1:]]
    odd = Columns(replace(dataset, items=dataset.items.assign(price=prices)))
    assert np.isnan(odd.numbers("price")[0])
    assert np.isfinite(odd.bounds("price")).all()


def test_meanings_of_rules_are_kept_for_many_visitors_at_once():
    shelf = engine("shelf")
    recipes_ = [Recipe(**rules_of(Pin(item=f"i{code:03}"))) for code in range(20)]
    with ThreadPoolExecutor(6) as pool:
        pins = list(pool.map(lambda recipe: shelf.catalogue.ruling(recipe).pins, recipes_ * 40))
    assert pins == [((1, code),) for code in range(20)] * 40


def test_a_followed_title_far_behind_keeps_its_rank_through_stages_that_are_off():
    rows = [
        (f"u{person}", f"i{item:03}") for item in range(400) for person in range(40 - item // 11)
    ]
    large = Engine.fit(worlds.dataset(rows), [])
    recipe = Recipe(models={"popularity": 1.0})
    (far,) = large.recommend(History.empty(1, 400), recipe, also=(390, 390)).others
    ranks = {stage.stage: stage.rank for stage in far.stages}
    assert ranks["hide"] == ranks["diversity"] == ranks["rules"] > 300
    assert far.rank == ranks["exploration"] == 0
