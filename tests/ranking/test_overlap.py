"""Overlap: what two lists share is what a set says, and the sentence names the right two."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.ranking import Recommendation, Recommendations, preset
from recengine.ranking.overlap import in_common, overlap_finding
from tests.ranking.kitchen import engine


def made_of(*ids):
    items = (
        Recommendation(place, 0, each, each, 0.0, {}, (), (), explored=False, propensity=1.0)
        for place, each in enumerate(ids, start=1)
    )
    return Recommendations("u", tuple(items))


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), min_size=1, max_size=4))
def test_shared_titles_are_counted_wherever_they_stand(ids):
    shared = in_common([made_of(*each) for each in ids])
    assert (shared == shared.T).all()
    assert shared.diagonal().tolist() == [len(each) for each in ids]
    for a, one in enumerate(ids):
        for b, other in enumerate(ids):
            assert shared[a, b] == sum(each in other for each in one)


def test_order_does_not_matter_and_recipes_do():
    assert in_common([made_of("a", "b"), made_of("b", "a", "c")]).tolist() == [[2, 2], [2, 3]]
    kitchen = engine()
    history = kitchen.history("u003")
    lists = [kitchen.recommend(history, preset(name)) for name in ("plain", "youtube")]
    assert in_common(lists)[0, 1] == len(set(lists[0].item_ids) & set(lists[1].item_ids))


@pytest.mark.parametrize(
    ("shared", "words"),
    [
        ([], "There is nothing to compare"),
        ([[5]], "A stands alone"),
        ([[5, 2], [2, 5]], "Any two of these lists share 2 of 5 titles"),
        ([[1, 1], [1, 1]], "Any two of these lists share 1 of 1 title"),
        ([[5, 1, 4], [1, 5, 2], [4, 2, 5]], "A and C share 4 of 5 titles; A and B share 1"),
    ],
)
def test_the_finding_names_the_closest_and_the_furthest(shared, words):
    assert overlap_finding(list("ABC")[: len(shared)], np.array(shared)) == words
