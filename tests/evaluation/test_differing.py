"""Who differs most, and what each found: by hand, in one fold and in two."""

import numpy as np
import pytest

from recengine.data.splits import held_back
from recengine.errors import InvalidSetting
from recengine.evaluation.differing import differing
from tests.evaluation.lists_by_hand import report_with
from tests.worlds import dataset

#: Three people who have had tea; two titles of each were held back.
ROWS = [
    *[(who, "tea", 0, "like") for who in ("ann", "bob", "cyd")],
    ("ann", "jam", 5, "like"),
    ("ann", "rye", 6, "like"),
    ("bob", "jam", 5, "like"),
    ("bob", "oat", 6, "like"),
    ("cyd", "rye", 5, "like"),
    ("cyd", "egg", 6, "dislike"),
]


def world():
    return dataset(ROWS)


def lists(of, *rows):
    return np.array([[of.item_code(item) if item else -1 for item in row] for row in rows])


@pytest.fixture
def report():
    of = world()
    split = held_back(of, of.histories.times > of.histories.times.min(), "all", "All.")
    base = lists(of, ("oat", "egg"), ("jam", "oat"), ("rye", "egg"))
    other = lists(of, ("rye", "jam"), ("jam", "rye"), ("rye", ""))
    return report_with(of, [split], {"base": [base], "other": [other]}, metrics="recall@2")


def test_each_has_their_values_titles_and_overlap(report):
    ann, bob = differing(report, world(), "other", "base", "recall@2")
    assert (ann.person, ann.a, ann.b) == ("ann", 1.0, 0.0)
    assert (ann.only_a, ann.only_b, ann.both) == (("jam", "rye"), (), ())
    assert (ann.shared, ann.length, ann.known) == (0, 2, 1)
    assert (bob.person, bob.a, bob.b) == ("bob", 0.5, 1.0)
    assert (bob.only_a, bob.only_b, bob.both) == ((), ("oat",), ("jam",))
    assert bob.shared == 1


def test_the_other_way_round_it_is_the_same_from_the_other_side(report):
    there = differing(report, world(), "other", "base", "recall@2")
    back = differing(report, world(), "base", "other", "recall@2")
    assert [(each.person, each.a, each.b) for each in there] == [
        (each.person, each.b, each.a) for each in back
    ]
    assert [each.only_a for each in there] == [each.only_b for each in back]


def test_only_so_many_are_shown_and_those_of_both_kinds(report):
    assert [
        each.person for each in differing(report, world(), "other", "base", "recall@2", n=1)
    ] == ["ann"]
    assert len(differing(report, world(), "other", "base", "recall@2", n=2)) == 2


def test_of_several_folds_the_titles_are_those_of_all(report):
    (fold,) = report.folds
    of = world()
    again = lists(of, ("jam", "oat"), ("jam", "rye"), ("rye", "egg"))
    both = {"base": [fold.codes["base"], again], "other": [fold.codes["other"]] * 2}
    twice = report_with(of, [fold.split, fold.split], both, metrics="recall@2")
    ann = next(
        each for each in differing(twice, of, "other", "base", "recall@2") if each.person == "ann"
    )
    assert (ann.a, ann.b) == (1.0, 0.25)
    assert (ann.only_a, ann.both) == (("rye",), ("jam",))


def test_who_does_not_take_part_is_refused(report):
    with pytest.raises(InvalidSetting, match="'nobody' does not take part"):
        differing(report, world(), "other", "nobody", "recall@2")
