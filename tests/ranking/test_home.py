"""Home: rows that repeat nothing, and that say the truth about where they come from."""

import re

import numpy as np
import pandas as pd
import pytest

from recengine.data.events import EVENT_TYPES
from recengine.data.history import History
from recengine.ranking import PRESETS, Engine, Recipe, preset
from recengine.ranking.home import HomePage, home_page, overlap
from recengine.ranking.shelves import PAGES, SHELVES, page_of
from recengine.ranking.shelves.moment import NEW_DAYS
from recengine.ranking.shelves.taste import ALIKE
from tests import worlds
from tests.ranking.kitchen import PEOPLE, QUICK, engine

#: Rows that are there to bring back what was met.
BRINGING_BACK = {"continue", "look_again"}


def page_for(person: str, recipe: Recipe | None = None, width: int = 4, **wanted) -> HomePage:
    history = engine().history(person)
    return home_page(engine(), history, recipe or Recipe(), person=person, width=width, **wanted)


def rows_of(person: str, recipe: Recipe | None = None, width: int = 4):
    return page_for(person, recipe, width).rows


def home_rows(small, history, recipe, width: int = 4):
    return home_page(small, history, recipe, width=width).rows


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("person", ["u000", "u007", "u021", "u039"])
def test_no_item_is_shown_twice_and_none_that_was_seen(name, person):
    rows = rows_of(person, preset(name))
    shown = [item.item for row in rows for item in row.items.items]
    assert len(shown) == len(set(shown))
    fresh = [item.item for row in rows if row.kind not in BRINGING_BACK for item in row.items.items]
    assert not set(fresh) & set(engine().history(person).items)


@pytest.mark.parametrize("person", PEOPLE[::3])
def test_everybody_has_rows_that_are_not_nearly_empty(person):
    rows = rows_of(person)
    assert rows[0].kind == "for_you"
    assert all(3 <= len(row.items) <= 4 for row in rows)


def test_a_newcomer_has_rows_but_none_because_of_anything():
    kinds = [row.kind for row in rows_of(PEOPLE[-1])]
    assert "for_you" in kinds
    assert "trending" in kinds
    assert "because" not in kinds
    assert "different" not in kinds


def test_a_row_because_of_an_item_names_one_that_the_person_liked():
    for person in PEOPLE[:10]:
        history = engine().history(person)
        liked = {engine().dataset.titles[code] for code in history.likes.indices}
        about = [row.about for row in rows_of(person, width=3) if row.kind == "because"]
        assert set(about) <= liked
        assert len(about) == len(set(about))


def test_two_rows_because_of_something_follow_from_items_that_are_not_alike():
    features = engine().catalogue.features
    code_of = {title: code for code, title in enumerate(engine().dataset.titles)}
    for person in PEOPLE[:20]:
        about = [code_of[row.about] for row in rows_of(person, width=3) if row.kind == "because"]
        alike = (features[about] @ features[about].T).toarray()
        assert (alike[np.triu_indices(len(about), 1)] < ALIKE).all()


def test_the_heading_of_such_a_row_says_what_the_person_did():
    found = 0
    for person in PEOPLE[:12]:
        done = engine().dataset.interactions.query("user_id == @person")
        titles = engine().dataset.titles[done["item_id"].cat.codes]
        for row in rows_of(person, width=3):
            if row.kind == "because":
                verbs = {EVENT_TYPES[event].verb for event in done["event"][titles == row.about]}
                assert row.heading.removeprefix("Because you ") in verbs
                found += 1
    assert found > 5


def test_the_row_of_new_items_holds_nothing_old():
    ages = [
        engine().catalogue.age_days[item.item]
        for person in PEOPLE[:15]
        for row in rows_of(person)
        if row.kind == "new"
        for item in row.items.items
    ]
    assert ages
    assert max(ages) <= NEW_DAYS


def test_what_is_different_resembles_the_history_less_than_what_is_for_you():
    features = engine().models["content"].item_features_
    gaps = []
    for person in PEOPLE[:18]:
        history = engine().history(person)
        likeness = features.taste(history.matrix)[0]
        means = {
            row.kind: np.mean([likeness[item.item] for item in row.items.items])
            for row in rows_of(person, width=3)
        }
        if "different" in means:
            gaps.append(means["for_you"] - means["different"])
    assert len(gaps) > 5
    assert np.mean(gaps) > 0


@pytest.mark.parametrize("only", QUICK)
def test_any_single_fitted_model_is_enough_for_a_page(only):
    small = Engine.fit(worlds.camps(), [only])
    rows = home_rows(small, small.history("u00"), Recipe(models={only: 1.0}), width=3)
    assert rows


def test_a_recipe_without_a_personal_model_borrows_one_that_is_fitted():
    small = Engine.fit(worlds.camps(), ["ease"])
    recipe = Recipe(models={"popularity": 1.0})
    rows = home_rows(small, small.history("u12"), recipe, width=3)
    because = [row for row in rows if row.kind == "because"]
    assert all("ease" in item.models for row in because for item in row.items.items)


def test_popularity_never_stands_in_a_row_because_of_something():
    dataset = worlds.dataset(
        [("ann", "lone", 0, "like")]  # nobody else knows it
        + [(f"u{n}", f"i{m}", 1, "like") for n in range(6) for m in range(6) if n != m]
    )
    small = Engine.fit(dataset, ["item_knn"])
    rows = home_rows(small, dataset.history("ann"), Recipe(models={"item_knn": 1.0}), width=3)
    assert [row.kind for row in rows if row.kind == "because"] == []


def test_an_empty_history_that_nobody_has_gets_the_page_of_a_newcomer():
    rows = home_rows(engine(), History.empty(1, 30), Recipe(), width=4)
    assert [row.items.item_ids for row in rows] == [
        row.items.item_ids for row in rows_of(PEOPLE[-1])
    ]


def test_every_page_names_rows_that_there_are_and_every_preset_has_one():
    assert set(PAGES) == set(PRESETS)
    assert {kind for kinds in PAGES.values() for kind in kinds} == set(SHELVES)


def test_a_recipe_of_ones_own_gets_the_page_of_the_preset_it_came_from_else_the_plain_one():
    own = preset("amazon").changed(name="Own mix", diversity=0.9)
    assert page_of(own) == PAGES["plain"]
    assert page_of(own, preset("amazon")) == PAGES["amazon"]
    assert page_of(preset("youtube"), preset("amazon")) == PAGES["youtube"]


@pytest.mark.parametrize("kind", SHELVES)
@pytest.mark.parametrize("person", [PEOPLE[0], PEOPLE[9], PEOPLE[-1]])
def test_a_row_is_there_and_says_why_or_it_is_said_what_it_lacks(kind, person):
    page = page_for(person, kinds=[kind])
    assert page.rows or page.missing
    for row in page.rows:
        assert row.kind == kind
        assert row.why.endswith(".")
        assert len(row.notes) in {0, len(row.items)}
    for missing in page.missing:
        assert re.fullmatch(r"No “.+” row: .+[^.]\.", str(missing))


def test_where_there_are_no_times_nothing_is_called_new_or_trending():
    timeless = worlds.dataset([(f"u{n}", f"i{m}") for n in range(6) for m in range(8) if n != m])
    small = Engine.fit(timeless, ["popularity", "trending", "item_knn"])
    page = home_page(small, timeless.history("u0"), Recipe(models={"item_knn": 1.0}), width=3)
    lacking = {missing.heading: missing.lacks for missing in page.missing}
    assert not {"new", "trending"} & {row.kind for row in page.rows}
    assert lacking["New for you"] == "the file has no dates of arrival"
    assert lacking["Trending now"] == "the file has no times"


def streamed():
    """Ann left off three films at different places, and ended two others."""
    catalogue = pd.DataFrame(
        {
            "item_id": [f"i{code}" for code in range(9)],
            "length": [100.0] * 9,
            "kind": ["Drama", "Comedy", "Crime"] * 3,
        }
    )
    minutes = {"i0": 40, "i1": 99, "i2": 60, "i3": 2, "i4": 80}
    rows = [("ann", item, day, "watch", left) for day, (item, left) in enumerate(minutes.items())]
    rows += [(f"u{n}", f"i{m}", 9, "watch", 95) for n in range(4) for m in range(n, 9)]
    return worlds.dataset(rows, catalogue)


def test_only_what_was_begun_and_not_ended_is_to_be_continued():
    small = Engine.fit(streamed(), ["item_knn"])
    row, *_ = home_rows(small, small.history("ann"), preset("netflix").only(["item_knn"]))
    assert row.heading == "Continue watching"
    said = dict(zip(row.items.item_ids, row.notes, strict=True))
    assert said == {
        "i0": "watched 40 % of it",
        "i2": "watched 60 % of it",
        "i4": "watched 80 % of it",
    }


def shop():
    """Boots and socks in four baskets of five; ann looked at a tent after she bought boots."""
    rows = [("ann", "boots", 0, "purchase"), ("ann", "tent", 3, "view"), ("ann", "lamp", 3, "cart")]
    for number in range(9):
        basket = ["boots", "socks", "laces", "wax"] if number < 4 else ["bread", "tent", "stove"]
        rows += [(worlds.person(number), item, number, "purchase") for item in basket]
    return worlds.dataset(rows)


def test_a_shop_brings_back_what_was_looked_at_and_adds_what_others_put_beside_it():
    small = Engine.fit(shop(), ["item_knn"])
    page = home_page(small, small.history("ann"), preset("amazon"), width=3)
    rows = {row.kind: row for row in page.rows}
    assert set(rows["look_again"].items.item_ids) == {"tent", "lamp"}
    assert {note.rpartition(" 0")[0] for note in rows["look_again"].notes} == {
        "looked at",
        "put in the basket",
    }
    together = rows["together"]
    assert (together.heading, together.about) == ("Bought together with", "boots")
    assert set(together.items.item_ids) == {"socks", "laces", "wax"}
    assert together.notes[0] == "on 80 % of days with it, 2 times chance"


def test_the_reason_of_a_row_by_baskets_is_its_score():
    small = Engine.fit(shop(), ["item_knn"])
    page = home_page(small, small.history("ann"), preset("amazon"), kinds=["together"])
    for item in page.rows[0].items.items:
        assert [reason.title for reason in item.reasons] == ["boots"]
        assert item.reasons[0].contribution == item.score > 0


def test_the_row_of_the_session_follows_from_the_last_visit_alone():
    rows = [("ann", f"i{m}", 0, "like") for m in range(4)] + [("ann", "i9", 5, "like")]
    rows += [(f"u{n}", f"i{m}", 5, "like") for n in range(5) for m in [*range(4, 6 + n), 9]]
    small = Engine.fit(worlds.dataset(rows), ["item_knn"])
    page = home_page(small, small.history("ann"), preset("youtube"), kinds=["session"], width=3)
    about = {reason.title for item in page.rows[0].items.items for reason in item.reasons}
    assert about == {"i9"}


def test_a_step_up_costs_more_within_the_same_category():
    catalogue = pd.DataFrame(
        {
            "item_id": [f"i{code:02}" for code in range(24)],
            "category": ["Shoes > Boots", "Shoes > Socks"] * 12,
            "price": [10.0 + code for code in range(24)],
        }
    )
    rows = [("ann", "i04", 0, "purchase")]
    rows += [(f"u{n}", f"i{m:02}", 1, "purchase") for n in range(4) for m in range(24)]
    small = Engine.fit(worlds.dataset(rows, catalogue), ["item_knn"])
    page = home_page(small, small.history("ann"), preset("amazon"), kinds=["step_up"], width=24)
    shown = {item.item for item in page.rows[0].items.items}
    assert shown == {code for code in range(0, 24, 2) if 1.1 * 14 <= 10 + code <= 2 * 14}


def test_the_row_of_elsewhere_holds_nothing_of_where_the_person_has_been():
    catalogue = pd.DataFrame(
        {"item_id": [f"i{code:02}" for code in range(24)], "genre": ["a", "b", "c"] * 8}
    )
    rows = [("ann", "i00", 0, "like"), ("ann", "i03", 0, "like")]
    rows += [(f"u{n}", f"i{m:02}", 1, "like") for n in range(4) for m in range(24)]
    small = Engine.fit(worlds.dataset(rows, catalogue), ["item_knn"])
    page = home_page(small, small.history("ann"), Recipe(), kinds=["cross_sell"], width=24)
    assert {item.item % 3 for item in page.rows[0].items.items} == {1, 2}


def test_a_page_beside_itself_has_everything_in_common():
    page = page_for(PEOPLE[0], preset("netflix"))
    same = overlap(page, page)
    assert (same.titles, same.rows) == (same.of_titles, same.of_rows)
    assert same.of_titles == sum(len(row.items) for row in page.rows)
    assert "(100 %)" in str(same)


def test_what_two_pages_share_is_counted_by_title_and_by_name_of_row():
    first, second = page_for(PEOPLE[0]), page_for(PEOPLE[7])
    shared = overlap(first, second)
    ids = [set(page.to_frame()["item_id"]) for page in (first, second)]
    names = [set(page.to_frame()["row"]) for page in (first, second)]
    assert shared.titles == len(ids[0] & ids[1])
    assert shared.rows == len(names[0] & names[1])


def test_the_table_of_a_page_has_a_line_for_every_place():
    page = page_for(PEOPLE[3], preset("amazon"))
    table = page.to_frame()
    assert len(table) == sum(len(row.items) for row in page.rows)
    assert list(table["title"]) == [item.title for row in page.rows for item in row.items.items]
    assert HomePage((), ()).to_frame().empty
