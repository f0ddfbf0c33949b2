"""Home: rows that repeat nothing, and that say the truth about where they come from."""

import numpy as np
import pytest

from recengine.data.events import EVENT_TYPES
from recengine.data.history import History
from recengine.ranking import PRESETS, Engine, Recipe, preset
from recengine.ranking.home import _ALIKE, NEW_DAYS, home_rows
from tests import worlds
from tests.ranking.kitchen import PEOPLE, QUICK, engine


def rows_of(person: str, recipe: Recipe | None = None, width: int = 4):
    history = engine().history(person)
    return home_rows(engine(), history, recipe or Recipe(), person=person, width=width)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("person", ["u000", "u007", "u021", "u039"])
def test_no_item_is_shown_twice_and_none_that_was_seen(name, person):
    shown = [item.item for row in rows_of(person, preset(name)) for item in row.items.items]
    assert len(shown) == len(set(shown))
    assert not set(shown) & set(engine().history(person).items)


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
    features = engine().features
    code_of = {title: code for code, title in enumerate(engine().dataset.titles)}
    for person in PEOPLE[:20]:
        about = [code_of[row.about] for row in rows_of(person, width=3) if row.kind == "because"]
        alike = (features[about] @ features[about].T).toarray()
        assert (alike[np.triu_indices(len(about), 1)] < _ALIKE).all()


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
        engine().age_days[item.item]
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
