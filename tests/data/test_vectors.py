"""Embeddings: where they are found, where they are not, and what becomes of gaps."""

import json

import numpy as np
import pandas as pd
import pytest

from recengine.data.attributes import Attribute, describe
from recengine.data.dataset import Dataset
from recengine.data.vectors import read_vectors
from tests import worlds

VECTORS = np.random.default_rng(0).normal(size=(40, 6)).round(4).astype(np.float32)


def written(style: str) -> list[str]:
    if style == "json":
        return [json.dumps(row.tolist()) for row in VECTORS]
    if style == "numpy":
        return [str(row).replace(" ", "\n ", 1) for row in VECTORS]
    return [style.join(f"{number:.4f}" for number in row) for row in VECTORS]


@pytest.mark.parametrize("style", ["json", "numpy", " ", "|", ";", "; ", ",", ", ", "  "])
def test_a_vector_in_one_cell_is_found_and_read_however_it_is_written(style):
    frame = pd.DataFrame({"plot": written(style)})
    (attribute,) = describe(frame)
    assert attribute == Attribute("plot", "vector")
    found = read_vectors(frame, attribute)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, VECTORS, atol=1e-4)


@pytest.mark.parametrize(
    "cells",
    [
        ["1|5|9|12", "2|5|9|11", "1|2|3|4"] * 8,
        ["[1, 5, 9, 12]", "[2, 5, 9, 11]"] * 8,
        ["1.0|5.0|9.0|12.0", "2.0|5.0|9.0|11.0"] * 8,
        ["52.52, 13.405", "48.137, 11.576"] * 8,
        ["0.5 0.5 0.5 0.5", "0.5 0.1", "0.1 0.2 0.3", "0.1"] * 8,
        ["1.5 apples, 2.5 pears, 0.5 plums and 0.1 figs"] * 8,
        ["0.5", "1.5", "2.25", "3.5"] * 8,
        ["1.2.3.4", "10.0.0.1"] * 8,
    ],
    ids=lambda cells: cells[0],
)
def test_category_ids_places_ragged_lists_sentences_and_numbers_are_no_vectors(cells):
    assert describe(pd.DataFrame({"column": cells}))[0].kind != "vector"


@pytest.mark.parametrize(
    "names",
    [
        [f"emb_{place}" for place in range(12)],
        [f"embedding_{place}" for place in range(1, 13)],
        [f"vec{place}" for place in range(12)],
        [f"dim_{place:02}" for place in range(12)],
    ],
    ids=lambda names: names[0],
)
def test_columns_that_count_on_are_one_vector_in_the_order_of_their_numbers(names):
    numbers = np.arange(36).reshape(3, 12)
    frame = pd.DataFrame(numbers, columns=names).astype(str)
    shuffled = frame[np.random.default_rng(1).permutation(names)].assign(year=["1999", "", "2001"])
    vector, year = describe(shuffled)
    assert (vector.kind, vector.columns, year.name) == ("vector", tuple(names), "year")
    np.testing.assert_array_equal(read_vectors(shuffled, vector), numbers)


@pytest.mark.parametrize(
    "columns",
    [
        {f"votes_{stars}": ["3", "1", "12"] for stars in range(1, 6)},
        {f"sales_{year}": ["3.5", "1.25", "12.5"] for year in range(2019, 2024)},
        {f"emb_{place}": ["0.5", "0.1", "0.2"] for place in (0, 1, 3, 4)},
        {f"emb_{place}": ["0.5", "0.1", "0.2"] for place in range(3)},
        {f"feature_{place}": ["waterproof", "light", ""] for place in range(5)},
    ],
    ids=lambda columns: next(iter(columns)),
)
def test_counts_years_gaps_in_counting_few_columns_and_words_are_no_vector(columns):
    found = describe(pd.DataFrame(columns))
    assert len(found) == len(columns)
    assert all(attribute.kind != "vector" for attribute in found)


def test_a_column_named_like_the_stem_stays():
    frame = pd.DataFrame({f"emb_{place}": ["0.5", "0.1"] for place in range(4)})
    found = describe(frame.assign(emb=["small", "large"]))
    assert [(attribute.name, attribute.kind) for attribute in found] == [
        ("emb", "vector"),
        ("emb", "category"),
    ]


def test_cells_of_another_length_or_that_hold_no_numbers_are_gaps():
    cells = ["", "[0.1, 0.2]", "[0.1, nan, 0.2, 0.3, 0.1, 0.4]", "none", "[1e99, 0, 0, 0, 0, 0]"]
    frame = pd.DataFrame({"plot": [*written("json")[5:] * 2, *cells]})
    (attribute,) = describe(frame.iloc[:70])
    found = read_vectors(frame, attribute)
    np.testing.assert_array_equal(np.isnan(found).all(axis=1), [*[False] * 70, *[True] * 5])


def test_reading_in_blocks_changes_nothing(monkeypatch):
    frame = pd.DataFrame({"plot": ["", *written("json")]})
    whole = read_vectors(frame, Attribute("plot", "vector"))
    monkeypatch.setattr("recengine.data.vectors._BLOCK", 7)
    np.testing.assert_array_equal(read_vectors(frame, Attribute("plot", "vector")), whole)


def test_a_data_set_says_how_many_items_have_no_vector():
    cells = written("json")
    cells[3], cells[4] = "", "[0.5]"
    items = pd.DataFrame({"item_id": [f"i{place:02}" for place in range(40)], "plot": cells})
    events = pd.DataFrame({"user_id": ["ann", "bob"], "item_id": ["i00", "i99"]})
    dataset = Dataset.from_tables(
        worlds.table("interactions", events), worlds.table("items", items)
    )
    (problem,) = [held for held in dataset.problems if held.code == "vectors_with_gaps"]
    assert problem.message.startswith("3 of 41 items have no usable vector in plot: 2 empty, 1 un")
    assert (problem.column, problem.count) == ("plot", 3)


def test_a_data_set_without_gaps_has_nothing_to_say():
    items = pd.DataFrame({"item_id": ["a", "b"], "plot": written("json")[:2]})
    events = pd.DataFrame({"user_id": ["ann", "bob"], "item_id": ["a", "b"]})
    dataset = Dataset.from_tables(
        worlds.table("interactions", events), worlds.table("items", items)
    )
    assert dataset.problems == ()
