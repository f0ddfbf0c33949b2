"""Every person and item that met, against a slow count."""

from hypothesis import given
from hypothesis import strategies as st

from recengine.data.history import History
from recengine.data.splits.meetings import meetings_of
from tests.data.splits.diary import calm, diary


@calm
@given(seed=st.integers(0, 30), timed=st.booleans())
def test_meetings_are_what_a_loop_finds(seed, timed):
    histories = diary(seed, n_items=8, timed=timed).histories
    expected: dict[tuple[int, int], list] = {}
    for place, key in enumerate(
        zip(histories.rows.tolist(), histories.items.tolist(), strict=True)
    ):
        expected.setdefault(key, []).append(place)
    met = meetings_of(histories)
    assert list(zip(met.rows, met.items, strict=True)) == list(expected)
    assert met.firsts.tolist() == [places[0] for places in expected.values()]
    assert met.pleased.tolist() == [
        histories.weights[places].sum() > 1e-12 for places in expected.values()
    ]
    for number, places in enumerate(expected.values()):
        assert (met.of_events[places] == number).all()
    assert met.sizes.tolist() == [
        len({item for other, item in expected if other == person}) for person, _ in expected
    ]


def test_nothing_is_no_meeting():
    met = meetings_of(History.empty(3, 5))
    assert len(met.rows) == len(met.sizes) == len(met.of_events) == 0


def test_likes_and_dislikes_that_cancel_out_do_not_please():
    history = History.of([1, 1, 1], n_items=2, weights=[0.1, 0.2, -0.3])
    assert meetings_of(history).pleased.tolist() == [False]
