"""The highest of each row."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recengine.models.nearest import highest

VALUES = st.lists(st.floats(-2, 2, width=32) | st.just(-1e-60), max_size=12)


@given(rows=st.lists(VALUES, max_size=4), k=st.integers(1, 5))
def test_they_are_the_highest_above_zero_and_among_equals_those_of_lower_codes(rows, k):
    values = np.array([value for row in rows for value in row])
    codes = np.array([code for row in rows for code in range(len(row))], dtype=np.int64)
    starts = np.cumsum([0, *map(len, rows)])
    expected = [
        start + code
        for start, row in zip(starts, rows, strict=False)
        for code in sorted(sorted(range(len(row)), key=lambda code: (-row[code], code))[:k])
        if np.float32(row[code]) > 0
    ]
    assert highest(values, codes, starts, k).tolist() == expected
