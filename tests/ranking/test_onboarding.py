"""Onboarding: questions tell most about a newcomer, and follow the answers."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from recengine.ranking.onboarding import Answer, Onboarding
from tests import worlds


def camps():
    """Four camps of 40 people; each likes six of its own eight items, and everybody likes bread."""
    rng = np.random.default_rng(0)
    rows = [(f"u{number:03}", "bread", 0) for number in range(160)]
    for number in range(160):
        own = rng.permutation(8)[:6]
        rows += [(f"u{number:03}", f"c{number % 4}-{item}", 1) for item in own]
    return worlds.dataset(rows)


def camps_of(dataset, codes):
    return [str(dataset.item_ids[code])[:2] for code in codes]


def bits(dataset, shown) -> float:
    """The definition, person by person."""
    likes = dataset.histories.likes.toarray()[:, list(shown)] > 0
    picks = []
    for person in likes:
        n = person.sum()
        picks.append([*(person / max(n, 1)), float(n == 0)])

    def entropy(shares):
        shares = np.asarray(shares)
        shares = shares[shares > 0]
        return -(shares * np.log2(shares)).sum()

    return entropy(np.mean(picks, axis=0)) - np.mean([entropy(each) for each in picks])


def test_a_question_shows_every_camp_and_not_what_everybody_likes():
    dataset = camps()
    shown = Onboarding(dataset, size=4).question()
    assert sorted(camps_of(dataset, shown)) == ["c0", "c1", "c2", "c3"]


def test_each_item_of_a_question_adds_the_most_bits_of_all_that_could_be_added():
    dataset = camps()
    shown = Onboarding(dataset, size=3).question()
    for place in range(1, 3):
        best = max(
            bits(dataset, (*shown[:place], other))
            for other in range(dataset.n_items)
            if other not in shown[:place]
        )
        assert bits(dataset, shown[: place + 1]) == pytest.approx(best, abs=1e-9)


def test_a_pair_found_one_by_one_is_nearly_as_good_as_the_best_of_all_pairs():
    dataset = camps()
    shown = Onboarding(dataset, size=2).question()
    best = max(bits(dataset, pair) for pair in combinations(range(dataset.n_items), 2))
    assert bits(dataset, shown) > 0.85 * best


def test_after_an_answer_the_next_question_is_about_that_camp_and_shows_nothing_twice():
    dataset = camps()
    onboarding = Onboarding(dataset, size=4)
    first = onboarding.question()
    picked = next(code for code in first if camps_of(dataset, [code]) == ["c2"])
    second = onboarding.question([Answer(first, picked)])
    assert not set(first) & set(second)
    assert camps_of(dataset, second[:2]) == ["c2", "c2"]


def test_who_picks_nothing_is_asked_about_something_else():
    dataset = camps()
    onboarding = Onboarding(dataset, size=2)
    first = onboarding.question()
    second = onboarding.question([Answer(first, None)])
    assert not set(camps_of(dataset, first)) & set(camps_of(dataset, second))


def test_answers_are_a_history_of_likes():
    dataset = camps()
    onboarding = Onboarding(dataset)
    first = onboarding.question()
    history = onboarding.history([Answer(first, first[2]), Answer(first, None)])
    assert history.items.tolist() == [first[2]]
    assert history.weights.tolist() == [1.0]


def test_questions_end_where_no_item_is_left_and_nobody_known_is_no_error():
    tiny = worlds.dataset([("ann", "tea", 0), ("bob", "jam", 0)])
    onboarding = Onboarding(tiny, size=6)
    first = onboarding.question()
    assert sorted(first) == [0, 1]
    assert onboarding.question([Answer(first, None)]) == ()
    hated = worlds.dataset([("ann", "tea", 0, "dislike")])
    assert Onboarding(hated).question() == ()


def test_the_same_data_asks_the_same():
    assert Onboarding(camps()).question() == Onboarding(camps()).question()


def test_a_question_says_how_many_bits_it_tells_on_average():
    dataset = camps()
    question = Onboarding(dataset, size=4).ask()
    assert question.bits == pytest.approx(bits(dataset, question.shown), abs=1e-9)


def test_an_answer_tells_two_bits_of_four_equal_camps_less_what_slips_leave_open():
    onboarding = Onboarding(camps(), size=4)
    first = onboarding.question()
    picked = first[0]
    likes = onboarding.dataset.histories.likes.toarray()[:, list(first)] > 0
    weights = np.where(likes[:, 0], 1.0 / np.maximum(likes.sum(axis=1), 1), 0.0) + 0.05
    weights /= weights.sum()
    (told,) = onboarding.told([Answer(first, picked)])
    assert told.bits == pytest.approx(weights @ np.log2(weights * 160))
    assert told.alike == pytest.approx(2.0 ** -(weights @ np.log2(weights)))
    assert 30 < told.alike < 160


def test_answers_that_agree_make_surer_and_no_answer_tells_less_than_nothing():
    onboarding = Onboarding(camps(), size=4)
    given = []
    for _ in range(3):
        shown = onboarding.question(given)
        mine = [code for code in shown if camps_of(onboarding.dataset, [code]) == ["c1"]]
        given.append(Answer(shown, mine[0] if mine else None))
    told = onboarding.told(given)
    assert [each.bits >= 0 for each in told] == [True] * 3
    assert told[0].alike > told[1].alike
    assert onboarding.told([]) == ()
    assert onboarding.n_guesses == 160
