"""Traits: groups of people by the columns of their file, carried by every history."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recengine.data.traits import trait_codes, traits_of
from recengine.errors import InvalidSetting
from tests import worlds

PEOPLE = pd.DataFrame(
    {
        "user_id": ["u00", "u01", "u02", "u03"],
        "plan": ["basic", "family", "", "basic"],
        "genres": ["drama|crime", "comedy", "crime|drama", "drama|comedy"],
        "age": [20, 35, 41, 67],
        "joined": ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"],
        "all_alike": ["yes"] * 4,
    }
)


def world():
    return worlds.dataset([("u03", "tea", 0), ("u00", "jam", 1)], users=PEOPLE)


def test_only_columns_of_few_groups_are_traits_and_a_list_counts_by_its_first_entry():
    found = {trait.column: trait.groups for trait in traits_of(PEOPLE)}
    assert found == {"plan": ("basic", "family"), "genres": ("comedy", "crime", "drama")}
    assert trait_codes(PEOPLE).tolist() == [[0, 2], [1, 0], [-1, 1], [0, 2]]


def test_a_history_carries_the_traits_of_its_people_whatever_is_done_to_it():
    histories = world().histories
    chosen = histories.people([2, 0])
    expected = [[-1, 1], [0, 2]]
    for same in (chosen, chosen.without(0), chosen.weighted({}), chosen.blocks(5)[0]):
        assert same.traits.tolist() == expected


def test_without_a_person_the_groups_they_alone_were_in_are_gone():
    rest = world().without_person("u01")
    assert "family" not in {value for trait in rest.traits for value in trait.groups}
    assert rest.histories.traits.shape == (3, len(rest.traits))


def test_a_newcomer_is_known_by_what_is_said_of_them_and_nothing_else():
    dataset = world()
    assert dataset.newcomer(plan="family").traits.tolist() == [[1, -1]]
    assert dataset.newcomer().traits.tolist() == [[-1, -1]]
    with pytest.raises(InvalidSetting, match=r"Nobody here has 'gold' as plan.*basic, family"):
        dataset.newcomer(plan="gold")
    with pytest.raises(InvalidSetting, match="Add a file of people"):
        worlds.camps().newcomer(plan="basic")


def test_people_of_no_file_have_no_traits():
    histories = worlds.camps().histories
    assert np.asarray(histories.traits).shape == (20, 0)
