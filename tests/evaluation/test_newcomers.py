"""Newcomers: held out for good, answering truly, judged by the same items at every step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recengine.errors import Cancelled, Unsupported
from recengine.evaluation import Comparison, Estimate, ModelContender
from recengine.evaluation.newcomers import (
    Learning,
    Step,
    finding,
    hold_out,
    learning,
    without,
)
from recengine.models import ItemKNN, Popularity
from recengine.ranking import Recipe, RecipeContender
from tests import worlds


def clubs(n_people: int = 240, n_clubs: int = 6):
    """People of six clubs; each likes eight of the ten items of their own and nothing else."""
    rng = np.random.default_rng(0)
    rows = [
        (f"u{number:03}", f"c{number % n_clubs}-{item}", day, "like")
        for number in range(n_people)
        for day, item in enumerate(rng.permutation(10)[:8])
    ]
    return worlds.dataset(rows, name="clubs")


@pytest.fixture(scope="module")
def asked():
    return hold_out(clubs(), questions=3)


def test_nothing_of_a_newcomer_is_learned_from_and_all_of_the_others_is(asked):
    train = asked.train.histories
    assert not np.isin(train.rows, asked.people).any()
    assert len(asked.people) == 48
    others = ~np.isin(asked.everything.rows, asked.people)
    assert len(train.items) == others.sum()


def test_everybody_picks_what_they_really_like_and_nothing_twice(asked):
    likes = asked.everything.likes.toarray() > 0
    for person, picks in zip(asked.people, asked.picks, strict=True):
        made = picks[picks >= 0]
        assert likes[person, made].all()
        assert len(set(made)) == len(made)
    assert (asked.picks[:, 0] >= 0).mean() > 0.7  # the first question shows all six clubs


def test_picks_become_known_one_by_one_and_are_never_to_be_found(asked):
    for answers in range(4):
        known = asked.known(answers).matrix.toarray() != 0
        for person, picks in zip(asked.people, asked.picks, strict=True):
            made = picks[:answers]
            assert set(np.flatnonzero(known[person])) == set(made[made >= 0])
    both = asked.known(3).matrix.toarray() * asked.to_find.matrix.toarray()
    assert not both.any()
    whole = asked.everything.matrix.toarray()[asked.people]
    parts = (asked.known(3).matrix + asked.to_find.matrix).toarray()[asked.people]
    np.testing.assert_array_equal(whole, parts)


@given(
    lists=st.lists(st.permutations(range(8)), min_size=1, max_size=5),
    gone=st.lists(st.integers(-1, 9), min_size=2, max_size=2),
    k=st.integers(1, 8),
)
def test_a_list_without_some_items_keeps_the_order_of_the_others(lists, gone, k):
    codes = np.array(lists)[:, :6]
    found = without(codes, np.tile(gone, (len(codes), 1)), k)
    for before, after in zip(codes, found, strict=True):
        expected = [code for code in before if code not in gone][:k]
        assert after[after >= 0].tolist() == expected
        assert (after[len(expected) :] == -1).all()


def test_in_a_world_of_clubs_one_answer_beats_popularity_and_before_it_nothing_does():
    alike = RecipeContender(Recipe(name="Alike", models={"item_knn": 1.0}))
    found = learning(clubs(), alike, questions=2)
    assert found.approach == "Alike"
    assert found.steps[0].against.verdict == "not distinguishable"
    assert found.beats_from == 1
    assert found.steps[1].ndcg.mean > 3 * found.popularity.mean
    assert found.people == 48
    assert found.steps[0].told == 0.0
    assert found.steps[1].told <= found.steps[2].told
    assert finding(found).startswith("After 1 answer lists beat popularity: NDCG@10 ")
    assert len(found.to_frame()) == 3


def test_popularity_does_not_beat_itself_and_the_finding_says_so():
    found = learning(clubs(), ModelContender(Popularity()), questions=2)
    assert [step.ndcg.mean for step in found.steps] == [found.popularity.mean] * 3
    assert found.beats_from is None
    assert "do not measurably beat popularity" in finding(found)


def test_the_same_seed_measures_the_same():
    first, second = (
        learning(clubs(), ModelContender(ItemKNN()), questions=1, seed=3) for _ in range(2)
    )
    assert first == second


def test_too_few_people_are_refused_before_anything_is_fitted():
    with pytest.raises(Unsupported, match="too few people to measure newcomers"):
        learning(worlds.camps(), ModelContender(ItemKNN()), questions=1)


def test_measuring_can_be_stopped():
    def stop(share, words):
        if "Lists after" in words:
            raise Cancelled

    with pytest.raises(Cancelled):
        learning(clubs(), ModelContender(ItemKNN()), questions=1, progress=stop)


def measured(*verdicts):
    against = Comparison("ndcg@10", "0", "popularity", 0.1, 0.05, 0.15, 0.01, 0.01, "better")
    steps = tuple(
        Step(n, Estimate(0.3, 0.2, 0.4), replace(against, verdict=verdict), 0.5)
        for n, verdict in enumerate(verdicts)
    )
    return Learning("Plain", 100, Estimate(0.2, 0.1, 0.3), steps)


@pytest.mark.parametrize(
    ("verdicts", "first", "words"),
    [
        (("better", "better"), 0, "Even before an answer, by the group alone, lists beat"),
        (("worse", "better", "better"), 1, "After 1 answer lists beat"),
        (("better", "not distinguishable", "better"), 2, "After 2 answers lists beat"),
        (("better", "not distinguishable"), None, "do not measurably beat"),
        (("worse", "worse"), None, "are worse than popularity"),
    ],
)
def test_it_counts_as_beaten_from_where_no_later_step_is_in_doubt(verdicts, first, words):
    found = measured(*verdicts)
    assert found.beats_from == first
    assert words in finding(found)
