"""Drafting: fields from any catalogue, a copy that reads like its original, plausible examples."""

import numpy as np
import pandas as pd
import pytest

from recengine.data.drafting import describing, example, fields, row_of, values_of
from recengine.data.samples import load_sample
from recengine.data.searching import searched_for
from recengine.models.features import feature_code, item_features
from tests import worlds


def test_every_column_that_can_be_typed_has_a_field_with_existing_values():
    shop = load_sample("shop")
    found = {each.attribute.name: each for each in fields(shop)}
    assert {"title", "brand", "category", "price", "description", "tags"} <= set(found)
    assert "added" not in found
    assert "Outdoor > Footwear > Hiking boots" in found["category"].options
    assert not found["category"].several
    assert found["tags"].several
    assert found["price"].low < found["price"].high
    assert found["description"].options == ()


@pytest.mark.parametrize("dataset", [worlds.camps(), worlds.busy(), load_sample("shop")])
def test_a_typed_copy_of_an_item_gets_exactly_its_vector(dataset):
    whole, code, searched = item_features(dataset), feature_code(dataset), searched_for(dataset)
    for item in range(0, dataset.n_items, 1 + dataset.n_items // 15):
        typed = row_of(dataset, values_of(dataset, item))
        copy = code.read(typed, searched.iloc[[item]].reset_index(drop=True))
        np.testing.assert_array_equal(copy.words.toarray()[0], whole.words[[item]].toarray()[0])


@pytest.mark.parametrize("seed", range(5))
def test_an_example_is_made_of_the_catalogues_own_values(seed):
    shop = load_sample("shop")
    made = example(shop, seed)
    for each in fields(shop):
        value = made[each.attribute.name]
        entries = value if isinstance(value, tuple) else (value,)
        if each.options:
            assert set(entries) <= {*each.options, ""}
        if each.attribute.kind == "number" and value is not None:
            assert each.low <= value <= each.high
    assert made == example(shop, seed)


def test_files_that_say_nothing_of_items_are_told_from_those_that_do():
    rows = [("ann", "tea", 0), ("bob", "jam", 1)]
    assert not describing(worlds.dataset(rows))
    titled = pd.DataFrame({"item_id": ["tea", "jam"], "title": ["Green tea", "Plum jam"]})
    assert describing(worlds.dataset(rows, titled))
    coloured = pd.DataFrame({"item_id": ["tea", "jam"], "colour": ["green", "red"]})
    assert describing(worlds.dataset(rows, coloured))


def test_what_is_not_typed_is_empty_whatever_the_catalogue_holds():
    row = row_of(load_sample("streaming"), {})
    assert row["title"].tolist() == [""]
    assert row["length"].isna().all() or row["length"].tolist() == [""]
