"""Samples: the worlds that ship with the project open by name, without what the simulator knows."""

import pytest

from recengine.data.samples import ROOT, SAMPLES, load_sample
from recengine.errors import InvalidSetting


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_opens_without_a_refused_row_and_tells_how_far_it_is(name):
    seen = []
    dataset = load_sample(name, lambda share, words: seen.append(share))
    assert dataset.name == SAMPLES[name].label
    assert dataset.has_times
    assert dataset.item_attributes
    assert [problem for problem in dataset.problems if "refused" in problem.message] == []
    assert seen == sorted(seen)
    assert 0 <= seen[0] <= seen[-1] <= 1


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_lies_in_its_folder_and_says_what_it_is(name):
    assert (ROOT / name / "interactions.csv").is_file()
    assert SAMPLES[name].name == name
    assert SAMPLES[name].words.endswith(".")


@pytest.mark.parametrize("name", ["", "nowhere", "../streaming", "STREAMING"])
def test_a_sample_that_is_not_there_is_refused_with_those_that_are(name):
    with pytest.raises(InvalidSetting, match="Choose streaming or shop"):
        load_sample(name)
