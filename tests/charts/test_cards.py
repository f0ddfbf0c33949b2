"""Cards: plain values for JSON, stable tiles, and lines that add up to the score."""

import json
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.charts.cards import (
    PATTERNS,
    because,
    card,
    explanation,
    facts,
    initials,
    shelf,
    tile,
    way,
)
from recengine.ranking import PRESETS, Engine, Recipe, Stage, preset
from recengine.ranking.home import home_page
from recengine.ranking.movement import moves
from tests import worlds
from tests.ranking.kitchen import QUICK

HOSTILE = ("<img src=x onerror=window.__xss=1>", "![](http://evil.example)", "$x$", ":red[x]", "")


@pytest.fixture(scope="module")
def engine():
    return Engine.fit(worlds.busy(), QUICK)


def listed(engine, person, recipe=None):
    return engine.recommend(engine.history(person), recipe or Recipe(), person=person)


@pytest.mark.parametrize("name", PRESETS)
def test_a_card_can_be_sent_as_json_and_comes_back_the_same(engine, name):
    for item in listed(engine, "u003", PRESETS[name].recipe).items:
        drawn = card(engine.dataset, item)
        assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn
        assert {"id", "rank", "title", "tile", "because", "bar", "why", "score"} <= set(drawn)


@pytest.mark.parametrize("name", PRESETS)
def test_the_lines_of_an_explanation_add_up_to_the_score(engine, name):
    for item in listed(engine, "u003", PRESETS[name].recipe).items:
        lines = explanation(item.reasons)
        assert math.fsum(line["value"] for line in lines) == pytest.approx(item.score, abs=1e-6)
        for line in lines:
            parts = math.fsum(part["value"] for part in line["parts"])
            assert parts == pytest.approx(line["value"])


def test_lines_name_past_items_first_the_strongest_on_top(engine):
    for item in listed(engine, "u005").items:
        lines = explanation(item.reasons)
        kinds = [line["kind"] for line in lines]
        assert kinds == sorted(kinds, key=("history", "rest", "popularity", "freshness").index)
        values = [line["value"] for line in lines if line["kind"] == "history"]
        assert values == sorted(values, reverse=True)


def test_the_bar_shows_shares_of_one(engine):
    recipe = Recipe(freshness=0.5)
    for item in listed(engine, "u003", recipe).items:
        bar = card(engine.dataset, item)["bar"]
        assert math.fsum(part["share"] for part in bar) == pytest.approx(1.0)
        assert all(part["share"] > 0 for part in bar)
        assert len({part["colour"] for part in bar}) == len(bar)


def test_a_card_says_because_of_what_the_place_rests_on(engine):
    for item in listed(engine, "u003").items:
        said = because(item)
        if said["kind"] != "history":
            continue
        assert said["title"] == item.because[0].title
        assert said["more"] == len(item.because) - 1
        lines = [line for line in explanation(item.reasons) if line["kind"] == "history"]
        assert said["title"] in {line["title"] for line in lines}


def test_a_card_says_that_a_rule_put_it_there(engine):
    rules = {"business": [{"do": "pin", "item": "i007", "place": 2}], "hide": "nothing"}
    pinned = listed(engine, "u003", Recipe.model_validate({"rules": rules})).items[1]
    assert because(pinned) == {"kind": "pinned"}


def test_what_is_there_by_chance_is_never_said_to_be_there_because_of_anything(engine):
    recipe = Recipe.model_validate({"exploration": {"rate": 0.3, "seed": 1}, "k": 8})
    chance = [
        item
        for user in ("u001", "u002", "u003")
        for item in listed(engine, user, recipe).items
        if item.explored
    ]
    assert chance
    assert {because(item)["kind"] for item in chance} == {"explored"}


def test_a_newcomers_cards_say_popular(engine):
    found = listed(engine, "u039", Recipe(models={"ease": 1.0}))
    assert {card(engine.dataset, item)["because"]["kind"] for item in found.items} == {"popular"}


def test_a_card_says_how_it_moved(engine):
    before, after = listed(engine, "u003"), listed(engine, "u003", Recipe(diversity=0.9))
    by_id = {move.item_id: move for move in moves(before, after)}
    for item in after.items:
        move = card(engine.dataset, item, by_id[item.item_id])["move"]
        assert move["direction"] in {"up", "down", "same", "new"}
        assert (move["before"] is None) == (move["direction"] == "new")
    assert card(engine.dataset, after.items[0])["move"] is None


def catalogue(**columns):
    n = len(next(iter(columns.values())))
    items = pd.DataFrame({"item_id": [f"i{place}" for place in range(n)], **columns})
    rows = [(f"u{u}", f"i{i}", u) for u in range(4) for i in range(n)]
    return worlds.dataset(rows, items)


def test_hostile_titles_stay_as_they_are_and_make_a_tile():
    dataset = catalogue(title=list(HOSTILE), genres=list(reversed(HOSTILE)))
    for item in range(len(HOSTILE)):
        drawn = tile(dataset, item)
        assert 0 <= drawn.hue < 360
        assert drawn.pattern in PATTERNS
        assert 1 <= len(drawn.initials) <= 2


@given(st.text(max_size=60))
def test_initials_are_one_or_two_signs_that_can_be_seen(title):
    drawn = initials(title)
    assert 1 <= len(drawn) <= 6  # a capital may be written with up to three letters
    assert drawn == initials(title)
    assert drawn.strip()
    assert "<" not in drawn


@pytest.mark.parametrize(
    ("title", "drawn"),
    [("the lord of the rings", "LR"), ("2001: A Space Odyssey", "SO"), ("Ça ira", "ÇI"), ("", "?")],
)
def test_initials_skip_small_words_and_figures(title, drawn):
    assert initials(title) == drawn


def test_the_same_categories_give_the_same_art_and_the_order_of_items_does_not_matter():
    titles, genres = ["One", "Two", "Three"], ["Drama|Crime", "Comedy|Crime", "Drama|Crime"]
    dataset = catalogue(title=titles, genres=genres)
    art = [(tile(dataset, item).hue, tile(dataset, item).pattern) for item in range(3)]
    assert art[0] == art[2]
    assert art[0][0] != art[1][0]
    assert art[0][1] == art[1][1]


def test_facts_are_few_and_written_for_people():
    dataset = catalogue(
        title=["One", "Two", "Three", "Four"],
        genres=["Drama|Crime|War|Sport", "Comedy|Crime", "Drama", "Crime"],
        year=[1999, 2001, 2015, 2015],
        minutes=[95.0, float("nan"), 120.4, 80.0],
    )
    assert facts(dataset, 0)[0] == "Drama, Crime, War"
    assert "1999" in facts(dataset, 0)
    assert "95 min" in facts(dataset, 0)
    assert not any("min" in fact or "nan" in fact for fact in facts(dataset, 1))
    assert all(len(facts(dataset, item)) <= 3 for item in range(3))


def test_an_item_without_attributes_has_no_facts_and_a_tile_from_its_title():
    dataset = worlds.lopsided()
    assert facts(dataset, 0) == []
    assert tile(dataset, 0) == tile(dataset, 0)
    assert len({tile(dataset, item).hue for item in range(dataset.n_items)}) > 1


def test_the_way_names_the_first_stage_and_those_that_changed_something():
    stages = (
        Stage("blend", 0.4, 3),
        Stage("freshness", 0.0, 3),
        Stage("hide", 0.0, 1),
        Stage("diversity", 0.0, 1),
        Stage("exploration", 0.1, 1),
    )
    assert [stage.stage for stage in way(stages)] == ["blend", "hide", "exploration"]


def test_a_row_of_a_home_page_says_why_it_is_there_and_marks_what_another_page_shows(engine):
    found = home_page(engine, engine.history("u003"), preset("amazon"), person="u003", width=4)
    for row in found.rows:
        drawn = shelf(engine.dataset, row, also={row.items.items[0].item})
        assert (drawn["heading"], drawn["about"], drawn["why"]) == (
            row.heading,
            row.about,
            row.why,
        )
        assert [item["also"] for item in drawn["items"]] == [True] + [False] * (len(row.items) - 1)
        assert [item["note"] for item in drawn["items"]] == list(row.notes or [""] * len(row.items))
        assert all(item["because"] is None for item in drawn["items"] if item["note"])
        assert all(item["reason"] for item in drawn["items"])


def test_a_heading_that_names_the_title_is_not_said_again_under_each_poster(engine):
    found = home_page(engine, engine.history("u003"), preset("netflix"), width=4)
    (row, *_) = [row for row in found.rows if row.kind == "because"]
    assert {item["because"] for item in shelf(engine.dataset, row)["items"]} == {None}
