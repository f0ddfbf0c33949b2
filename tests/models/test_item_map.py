"""Item map: what is alike lies together, the same way every time, and what is unknown nowhere."""

import numpy as np
import pandas as pd
import pytest

from recengine.errors import Unsupported
from recengine.models import REGISTRY, create
from recengine.models.item_map import agreement, item_map
from tests import worlds
from tests.models.test_conformance import fitted, models, steady, world


def knows_likeness(model):
    return model.capabilities.similar_items


@models(lambda model: knows_likeness(model) and steady(model))
def test_every_model_that_knows_similar_items_has_a_map(name):
    dataset = world("busy")
    found = item_map(fitted(name), dataset)
    fewest = 2 if name == "rules" else dataset.n_items / 2  # hardly any basket has a pair
    assert len(found) == len(found.xy) == len(found.events) >= fewest
    assert len(set(found.codes.tolist())) == len(found)
    assert np.isfinite(found.xy).all()
    assert np.abs(found.xy).max() == pytest.approx(1.0) or len(found) == 2
    assert (np.diff(found.events) <= 0).all()


@models(knows_likeness)
def test_where_a_model_has_points_similar_items_are_their_cosines(name):
    model, dataset = fitted(name), world("busy")
    points = model.item_points()
    if points is None:
        pytest.skip("it compares items without points")
    dense = np.asarray(points.toarray() if hasattr(points, "toarray") else points)
    unit = dense / np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-12)
    items = np.arange(dataset.n_items)
    codes, similarities = model.similar_items(items, 5)
    cosines = np.take_along_axis(unit @ unit.T, codes, axis=1)
    np.testing.assert_allclose(similarities, cosines, atol=1e-5)


@pytest.mark.parametrize("name", ["content", "als", "item_knn", "ease", "graph", "user_knn"])
def test_camps_of_items_lie_apart(name):
    dataset = worlds.embedded() if name == "content" else worlds.checkerboard()
    model = create(name).fit(dataset)
    found = item_map(model, dataset)
    n_camps = 4 if name == "content" else 2
    camps = [str(code % n_camps) for code in found.codes]
    same, by_chance = agreement(found.xy, camps, k=3)
    assert same > 0.75
    assert by_chance < 0.5


def test_the_same_model_and_seed_give_the_same_map_and_another_seed_may_not_move_the_items():
    dataset = world("busy")
    one, two = (item_map(fitted("item_knn"), dataset) for _ in range(2))
    np.testing.assert_array_equal(one.xy, two.xy)
    np.testing.assert_array_equal(item_map(fitted("item_knn"), dataset, seed=1).codes, one.codes)


def test_only_the_most_popular_items_are_placed():
    dataset = world("busy")
    found = item_map(fitted("content"), dataset, limit=12)
    events = np.bincount(dataset.histories.items, minlength=dataset.n_items)
    assert found.events.tolist() == np.sort(events)[::-1][:12].tolist()


def test_items_that_the_model_knows_nothing_of_are_nowhere():
    dataset = world("camps")
    untouched = dataset.item_code(worlds.UNTOUCHED)
    assert untouched not in item_map(fitted("als", "camps"), dataset).codes
    assert untouched not in item_map(fitted("item_knn", "camps"), dataset).codes
    assert untouched in item_map(fitted("content", "camps"), dataset).codes


def test_each_item_comes_with_its_first_category_and_how_often_it_was_met():
    dataset = world("camps")
    found = item_map(fitted("content", "camps"), dataset)
    first = {
        dataset.item_ids[code]: group for code, group in zip(found.codes, found.groups, strict=True)
    }
    assert first["first"] == "Comedy"
    assert first["d1"] == "Drama"
    assert found.events[found.codes.tolist().index(dataset.item_code("first"))] == 12
    assert found.agreement == agreement(found.xy, found.groups, k=1)


def test_a_model_that_knows_no_similar_items_says_so():
    with pytest.raises(Unsupported, match="Popularity does not know which items are alike"):
        item_map(fitted("popularity"), world("busy"))


def test_where_nothing_is_alike_there_is_no_map():
    lonely = worlds.dataset([(f"u{n}", f"i{n}") for n in range(12)])
    with pytest.raises(Unsupported, match="knows no two items that are alike"):
        item_map(create("item_knn").fit(lonely), lonely)


@pytest.mark.parametrize("n_items", [1, 2, 3, 9])
def test_a_handful_of_items_is_placed_too(n_items):
    titled = pd.DataFrame(
        {
            "item_id": [f"i{n}" for n in range(n_items)],
            "title": [f"Title number {n}" for n in range(n_items)],
        }
    )
    small = worlds.dataset([("ann", f"i{n}") for n in range(n_items)], titled)
    found = item_map(create("content").fit(small), small)
    assert found.xy.shape == (n_items, 2)
    assert np.isfinite(found.xy).all()


def test_agreement_of_groups_that_are_strewn_about_is_that_of_chance():
    rng = np.random.default_rng(0)
    groups = [["a", "b", "", "a"][n] for n in rng.integers(4, size=2_000)]
    same, by_chance = agreement(rng.normal(size=(2_000, 2)), groups)
    assert by_chance == pytest.approx(5 / 9, abs=0.02)
    assert same == pytest.approx(by_chance, abs=0.02)


def test_items_in_one_place_do_not_count_as_their_own_neighbours():
    assert agreement(np.zeros((40, 2)), [str(n) for n in range(40)], k=3)[0] == 0.0


def test_every_model_of_the_registry_says_whether_it_can_be_mapped():
    assert {name for name, model in REGISTRY.items() if not knows_likeness(model)} == {
        "popularity",
        "trending",
    }
