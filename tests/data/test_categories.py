"""Categories of an item: its first list before its first category, paths by their last step."""

import numpy as np
import pandas as pd

from recengine.data.categories import categories, category_shares, entries_of
from tests import worlds


def catalogue(**columns):
    n = len(next(iter(columns.values())))
    ids = [worlds.item(code) for code in range(n)]
    return worlds.dataset(
        [("ann", name) for name in ids], pd.DataFrame({"item_id": ids, **columns})
    )


def test_a_list_column_is_cut_at_its_separator():
    dataset = catalogue(title=["One", "Two"], genres=["Drama|Crime", "Comedy|Crime"])
    attribute = next(a for a in dataset.item_attributes if a.name == "genres")
    assert entries_of(dataset, attribute, 0) == ["Drama", "Crime"]


def test_a_list_comes_before_a_category_and_an_empty_cell_has_none():
    dataset = catalogue(
        colour=["red", "red", "", "red"], genres=["Drama|Crime", "", "", "Drama|Crime"]
    )
    assert categories(dataset, 0) == (["Drama", "Crime"], False)
    assert categories(dataset, 1) == (["red"], False)
    assert categories(dataset, 2) == ([], False)


def test_a_path_is_told_by_its_last_steps():
    dataset = catalogue(path=["Outdoor > Shoes", "Outdoor > Tents"])
    assert categories(dataset, 0) == (["Outdoor", "Shoes"], True)


def test_an_item_is_as_much_of_each_entry_of_its_list():
    dataset = catalogue(genres=["Drama|Crime", "Drama", "", "Crime|Drama|Crime"] * 5)
    names, shares = category_shares(dataset)
    assert names == ["Drama", "Crime"]
    np.testing.assert_allclose(
        shares[:4].toarray(), [[0.5, 0.5], [1.0, 0.0], [0.0, 0.0], [1 / 3, 2 / 3]]
    )


def test_a_path_counts_with_each_of_its_beginnings():
    names, shares = category_shares(catalogue(path=["Outdoor > Shoes", "Outdoor > Tents"] * 8))
    assert names == ["Outdoor", "Outdoor > Shoes", "Outdoor > Tents"]
    np.testing.assert_allclose(shares[:2].toarray(), [[0.5, 0.5, 0.0], [0.5, 0.0, 0.5]])


def test_a_category_is_taken_where_there_is_no_list_and_nothing_where_there_is_neither():
    names, shares = category_shares(catalogue(brand=["Ash", "Birch"] * 8))
    assert (names, shares.shape) == (["Ash", "Birch"], (16, 2))
    names, shares = category_shares(worlds.dataset([("ann", "tea")]))
    assert (names, shares.shape) == ([], (1, 0))


def test_they_are_the_categories_of_each_item():
    dataset = worlds.busy()
    names, shares = category_shares(dataset)
    for item in range(dataset.n_items):
        mine = {names[code] for code in shares[[item]].indices}
        assert mine == set(categories(dataset, item)[0])
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
