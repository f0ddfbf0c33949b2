"""Every choice about a split in one object, and one sentence on what is wrong with it."""

import pytest

from recengine.data.splits import SPLITS, SplitSettings, leave_last_out, make_splits
from recengine.errors import InvalidSetting
from tests.data.splits.diary import diary
from tests.worlds import checkerboard

ALL = {"name": "rolling", "share": 0.3, "last": 2, "windows": 4, "days": 7.5, "seed": 9}


@pytest.mark.parametrize("settings", [{}, {"name": "random"}, {"seed": 0, "windows": 3}, ALL])
def test_json_and_back(settings):
    asked = SplitSettings(**settings)
    assert SplitSettings.from_json(asked.to_json()) == asked


def test_json_is_the_same_whether_a_default_was_written_or_not():
    assert SplitSettings(share=0.2).to_json() == SplitSettings().to_json()
    assert SplitSettings().to_json() == '{"name":"leave_last_out"}'


@pytest.mark.parametrize(
    ("settings", "match"),
    [
        ({"name": "lastly"}, r"no split called 'lastly'.*Choose among leave_last_out"),
        ({"name": "tempral"}, "Did you mean 'temporal'"),
        ({"share": 0}, "share of 0.0 cannot be held back"),
        ({"share": float("nan")}, "cannot be held back"),
        ({"last": 0}, "cannot have 0 items per person"),
        ({"windows": 1000}, r"cannot have 1000 windows.*from 1 to 100"),
        ({"days": -1}, "cannot be -1.0 days long"),
        ({"share": "much"}, "The split's share: .*valid number"),
        ({"windows": 2.5}, "The split's windows: .*integer"),
        ({"seed": -1}, "The split's seed: .*greater than or equal to 0"),
        ({"weeks": 2}, r"The split's weeks: .*Its settings are name, share"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(settings, match):
    with pytest.raises(InvalidSetting, match=match):
        SplitSettings(**settings)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": 3}', '{"share": 1e400}', "null"])
def test_text_that_holds_no_settings_is_refused(text):
    with pytest.raises(InvalidSetting, match=r"The split's|cannot be held back"):
        SplitSettings.from_json(text)


def test_settings_cannot_be_changed():
    with pytest.raises(Exception, match="frozen"):
        SplitSettings().share = 0.5  # type: ignore[misc]


def test_a_name_alone_is_the_protocol_with_its_defaults():
    (split,) = make_splits(checkerboard(), "leave_last_out")
    assert split.train.fingerprint == leave_last_out(checkerboard()).train.fingerprint


def test_an_unknown_name_is_refused_with_what_there_is():
    with pytest.raises(InvalidSetting, match=r"no split called 'lastly'.*leave_last_out"):
        make_splits(checkerboard(), "lastly")


@pytest.mark.parametrize(
    ("settings", "other"),
    [
        ({"name": "random", "share": 0.5}, {"name": "random"}),
        ({"name": "random", "seed": 5}, {"name": "random"}),
        ({"name": "leave_n_out", "last": 2}, {"name": "leave_n_out"}),
        ({"name": "temporal", "share": 0.5}, {"name": "temporal"}),
        ({"name": "rolling", "windows": 1}, {"name": "rolling", "windows": 2}),
        ({"name": "rolling", "days": 1.0}, {"name": "rolling"}),
        ({"name": "people", "share": 0.5}, {"name": "people"}),
        ({"name": "new_items", "share": 0.5}, {"name": "new_items"}),
    ],
)
def test_a_setting_reaches_its_protocol(settings, other):
    one, another = (
        [split.train.fingerprint for split in make_splits(diary(), SplitSettings(**chosen))]
        for chosen in (settings, other)
    )
    assert one != another


def test_only_rolling_makes_several():
    for name in SPLITS:
        assert (len(make_splits(diary(), name)) > 1) == (name == "rolling")
