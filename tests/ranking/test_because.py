"""Because: the fewest past items that a place rests on, by sums that can be checked by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recengine.ranking import Recipe
from recengine.ranking.because import RIVALS, first_reason, rivals_behind
from tests.ranking.kitchen import PEOPLE, engine, shares


@given(st.data())
def test_a_reason_is_enough_and_no_beginning_of_it_is(data):
    n_past, n_rivals = data.draw(st.integers(1, 8)), data.draw(st.integers(1, 10))
    cells = st.lists(shares(-1.0), min_size=n_rivals + 1, max_size=n_rivals + 1)
    totals = np.array([data.draw(cells) for _ in range(n_past)])
    scores = totals.sum(axis=0)
    scores[0] = max(scores.max(), scores[0])  # the title stands first
    rows = first_reason(totals, scores)
    assert len(set(rows)) == len(rows) <= 6
    assert (totals[rows, 0] > 0).all()
    if not (totals[:, 0] > 0).any():
        assert len(rows) == 0
        return

    def overtaken(taken):
        more = totals[taken, :1] - totals[taken, 1:]
        return np.sum(np.cumsum(more, axis=0)[-1] > scores[0] - scores[1:])

    for size in range(1, len(rows)):
        assert 2 * overtaken(rows[:size]) < n_rivals
    if len(rows) < min(6, (totals[:, 0] > 0).sum()):
        assert 2 * overtaken(rows) >= n_rivals


def test_what_argues_as_much_for_all_the_others_is_no_reason_for_one():
    totals = np.array([[0.9, 0.9, 0.9], [0.2, 0.1, 0.0]])
    assert first_reason(totals, np.array([1.1, 1.05, 1.0])).tolist() == [1]


def test_several_are_named_where_no_one_of_them_is_enough():
    totals = np.array([[0.3, 0.1], [0.3, 0.1], [0.3, 0.1], [0.0, 0.4]])
    for gap, number in ((0.1, 1), (0.3, 2), (0.5, 3)):
        assert len(first_reason(totals, np.array([0.9, 0.9 - gap]))) == number


def test_without_rivals_it_is_what_adds_most():
    assert first_reason(np.array([[0.1], [0.7], [-0.9]]), np.array([0.8])).tolist() == [1]


def test_rivals_are_the_next_ten_of_the_ranking():
    ranked = np.arange(40)[::-1]
    assert rivals_behind(ranked, np.array([39]))[0].tolist() == list(range(38, 38 - RIVALS, -1))
    assert rivals_behind(ranked, np.array([99]))[0].tolist() == []


def test_what_is_named_is_from_the_history_and_stands_among_the_reasons():
    found_any = 0
    for person in PEOPLE[:20]:
        history = engine().history(person)
        for item in engine().recommend(history, Recipe(), reasons=6).items:
            named = [past.item_id for past in item.because]
            terms = {reason.item_id for reason in item.reasons if reason.kind == "history"}
            assert set(named) <= terms
            found_any += len(named)
    assert found_any > 100


def test_what_is_there_by_chance_has_no_reason():
    recipe = Recipe(exploration={"rate": 0.3})
    for person in PEOPLE[:20]:
        for item in engine().recommend(engine().history(person), recipe).items:
            assert not (item.explored and item.because)
