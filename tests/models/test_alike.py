"""Alike: lists of several models for one item, who agrees, and what descriptions share."""

import numpy as np
import pytest
from scipy import sparse

from recengine.models import create
from recengine.models.alike import side_by_side
from recengine.models.likeness import ItemFeatures, shared_attributes
from tests import worlds


@pytest.fixture(scope="module")
def camps():
    return worlds.camps()


def fitted(camps, *names):
    return [create(name).fit(camps) for name in names]


def test_each_list_is_what_its_model_says_without_what_is_not_alike(camps):
    models = fitted(camps, "item_knn", "content")
    item = camps.item_code("d1")
    for model, found in zip(models, side_by_side(models, item, k=4), strict=True):
        codes, values = model.similar_items(np.array([item]), 4)
        kept = values[0] > 0
        assert [each.item for each in found] == codes[0][kept].tolist()
        assert [each.similarity for each in found] == pytest.approx(values[0][kept])


def test_an_item_found_twice_names_the_other_model(camps):
    behaviour, description = side_by_side(fitted(camps, "item_knn", "content"), 0, k=11)
    both = {each.item for each in behaviour} & {each.item for each in description}
    assert both
    assert {each.item for each in behaviour if each.also == ("Content",)} == both
    assert {each.item for each in description if each.also == ("Item neighbours",)} == both


def test_a_model_is_no_witness_for_itself(camps):
    model = fitted(camps, "item_knn")[0]
    for found in side_by_side([model, model], 0):
        assert all(each.also == () for each in found)


def test_an_item_that_nobody_touched_is_like_no_other_by_behaviour(camps):
    untouched = camps.item_code(worlds.UNTOUCHED)
    behaviour, description = side_by_side(fitted(camps, "item_knn", "content"), untouched)
    assert behaviour == []
    assert description[0].shared[0].startswith(("Genres: Drama", "Year: about 2001"))


def test_shared_attributes_are_those_that_add_most_to_the_cosine(camps):
    features = create("content").fit(camps).item_features_
    first, second = camps.item_code("first"), camps.item_code("second")
    product = (features.words[[first]].toarray() * features.words[[second]].toarray())[0]
    shared = shared_attributes(features, first, second, k=99)
    assert shared[0] == features.names[product.argmax()]
    assert {"Genres: Crime", "Genres: Comedy", "Title: bandits"} <= set(shared)
    assert shared == shared_attributes(features, second, first, k=99)


def test_of_overlapping_bands_one_is_named_and_it_names_a_year_of_the_file(camps):
    features = create("content").fit(camps).item_features_
    years = [
        name
        for name in shared_attributes(features, camps.item_code("d2"), 11, k=99)
        if name.startswith("Year")
    ]
    assert years == ["Year: about 2001"]


def test_what_only_one_of_them_has_is_not_shared():
    words = sparse.csr_array(np.array([[1.0, 0.0], [0.0, 1.0]]))
    features = ItemFeatures(words, np.array(["A: a", "A: b"], dtype=object), np.zeros((2, 0)))
    assert shared_attributes(features, 0, 1) == []
