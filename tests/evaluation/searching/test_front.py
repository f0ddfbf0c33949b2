"""The front: against looking at every pair."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recengine.evaluation.searching import front

few = st.integers(-3, 3).map(float)


@given(st.lists(st.tuples(few, few), min_size=1, max_size=30))
def test_the_front_is_what_no_other_point_beats(pairs):
    points = np.array(pairs)
    found = front(points).tolist()

    def beats(one, other):
        return (points[one] >= points[other]).all() and (points[one] > points[other]).any()

    everybody = range(len(points))
    best = [n for n in everybody if not any(beats(other, n) for other in everybody)]
    first_of_equals = [n for n in best if pairs.index(pairs[n]) == n]
    assert sorted(found) == first_of_equals
    assert found == sorted(found, key=lambda n: points[n, 0])


def test_without_points_there_is_no_front():
    assert front(np.zeros((0, 2))).tolist() == []
