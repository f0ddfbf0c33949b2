"""Searches describe the item that the same person met next, and nobody in particular."""

from __future__ import annotations

import numpy as np

from recengine.data.dataset import Dataset
from recengine.data.reading import read_table
from recengine.data.searching import FEWEST_PEOPLE, searched_for
from recengine.models import create

MINUTE = 60
START = 1_700_000_000


def world(*searches: tuple[int, str, int], met: str = "trail") -> Dataset:
    """A search of each person (who, words, seconds before they met an item); ``met`` is shown."""
    rows = ["user_id,item_id,event,query,timestamp"]
    for person, words, before in searches:
        rows.append(f"p{person},,search,{words},{START - before}")
        rows.append(f"p{person},{met},purchase,,{START}")
        rows.append(f"p{person},sofa,view,,{START + 90 * MINUTE}")
    return Dataset.from_tables(read_table("\n".join(rows).encode(), name="log.csv"))


def words_of(dataset: Dataset, item: str) -> set[str]:
    return set(searched_for(dataset)[dataset.item_code(item)].split())


def everyone(words: str, before: int = MINUTE) -> list[tuple[int, str, int]]:
    return [(person, words, before) for person in range(FEWEST_PEOPLE)]


def test_a_search_counts_for_the_next_item_only() -> None:
    dataset = world(*everyone("hiking Boots"))
    assert words_of(dataset, "trail") == {"hiking", "boots"}
    assert words_of(dataset, "sofa") == set()


def test_a_search_of_another_visit_counts_for_nothing() -> None:
    assert words_of(world(*everyone("boots", before=31 * MINUTE)), "trail") == set()


def test_words_of_a_few_people_stay_theirs() -> None:
    few = [(person, "boots", MINUTE) for person in range(FEWEST_PEOPLE - 1)]
    assert words_of(world(*few, (99, "illness", MINUTE)), "trail") == set()


def test_an_event_that_is_held_back_takes_its_search_with_it() -> None:
    dataset = world(*everyone("boots"))
    trail = dataset.item_code("trail")
    kept = dataset.keep(dataset.histories.items != trail)
    assert words_of(kept, "trail") == set()
    assert words_of(kept, "sofa") == set()


def test_items_found_by_the_same_words_are_alike() -> None:
    rows = ["user_id,item_id,event,query,timestamp"]
    for item, words in (("a", "boots"), ("b", "boots"), ("c", "lamp"), ("d", "lamp")):
        for person in range(FEWEST_PEOPLE):
            when = START + 10_000 * (ord(item) + 100 * person)
            rows.append(f"p{person},,search,{words},{when}")
            rows.append(f"p{person},{item},purchase,,{when + MINUTE}")
    dataset = Dataset.from_tables(read_table("\n".join(rows).encode(), name="log.csv"))
    found, _ = (
        create("content")
        .fit(dataset)
        .similar_items(np.array([dataset.item_code("a")], dtype=np.int32), 1)
    )
    assert dataset.item_ids[found[0, 0]] == "b"


def test_without_searches_there_are_no_words() -> None:
    rows = "user_id,item_id\nu1,i1\nu2,i2\n"
    dataset = Dataset.from_tables(read_table(rows.encode(), name="log.csv"))
    assert searched_for(dataset).tolist() == ["", ""]
