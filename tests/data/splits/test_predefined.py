"""A split made by files: what is learned from, what is known, and what is to be found."""

from __future__ import annotations

import pytest

from recengine.data.reading import read_table
from recengine.data.splits import predefined_split
from recengine.data.tables import Table
from recengine.errors import InvalidSetting


def rows(name: str, *pairs: str) -> Table:
    text = "user_id,item_id,timestamp\n" + "".join(f"{pair}\n" for pair in pairs)
    return read_table(text.encode(), name=f"{name}.csv")


TRAIN = rows("train", "ann,tea,1", "ann,jam,2", "bob,tea,1")
VALID = rows("valid", "ann,bun,3", "bob,jam,2")
TEST = rows("test", "ann,egg,4", "bob,jam,3", "bob,bun,4", "cat,tea,1")


def test_models_see_the_training_file_alone_and_lists_start_from_what_is_known() -> None:
    split = predefined_split(TRAIN, TEST, VALID)
    assert len(split.train.histories.items) == 3
    assert split.known is not None
    assert len(split.known.items) == 5
    assert split.train.item_ids.tolist() == ["bun", "egg", "jam", "tea"]


def test_only_what_is_new_to_somebody_known_is_to_be_found() -> None:
    split = predefined_split(TRAIN, TEST, VALID)
    people = split.train.users["user_id"]
    found = {
        people[person]: split.train.item_ids[split.relevant[[row]].indices].tolist()
        for row, person in enumerate(split.people)
    }
    assert found == {"ann": ["egg"], "bob": ["bun"]}


def test_without_a_validation_file_the_training_file_is_all_that_is_known() -> None:
    split = predefined_split(TRAIN, TEST)
    assert split.known is not None
    assert len(split.known.items) == 3


def test_a_test_of_strangers_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="leaves nobody"):
        predefined_split(TRAIN, rows("test", "dan,tea,1"))


def test_the_whole_is_what_all_files_hold_and_knows_which_file_holds_what() -> None:
    split = predefined_split(TRAIN, TEST, VALID)
    assert split.whole is not None
    assert len(split.whole.histories.items) == 9
    swapped = predefined_split(TRAIN, VALID, TEST)  # the same rows, in other files
    less = predefined_split(TRAIN, rows("test", "ann,egg,4", "bob,bun,4"), VALID)
    fingerprints = {each.whole.fingerprint for each in (split, swapped, less) if each.whole}
    assert len(fingerprints) == 3
    again = predefined_split(TRAIN, TEST, VALID)
    assert again.whole is not None
    assert again.whole.fingerprint == split.whole.fingerprint


def test_clashing_ratings_are_settled_within_a_file_and_never_by_the_test() -> None:
    def rated(name: str, *lines: str) -> Table:
        text = "user_id,item_id,rating,timestamp\n" + "".join(f"{line}\n" for line in lines)
        return read_table(text.encode(), name=f"{name}.csv")

    train = rated("train", "ann,tea,1,1", "ann,tea,5,2", "ann,jam,2,3", "bob,egg,4,1")
    split = predefined_split(train, rated("test", "ann,jam,5,9", "ann,egg,5,9"))
    learned = split.train.interactions
    ann = learned[learned["user_id"] == "ann"]
    assert list(zip(ann["item_id"], ann["value"], strict=True)) == [("tea", 5.0), ("jam", 2.0)]
    assert split.train.item_ids[split.relevant.indices].tolist() == ["egg"]
