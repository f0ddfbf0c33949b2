"""Categories of an item: its first list before its first category, paths by their last step."""

import pandas as pd

from recengine.data.categories import categories, entries_of
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
