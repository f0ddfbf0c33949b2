"""The learned blend: its weights follow what works, and its parts are its members'."""

from __future__ import annotations

import numpy as np
import pytest

from recengine.data.history import History
from recengine.errors import InvalidSetting
from recengine.evaluation import ModelContender, evaluate
from recengine.models import Hybrid, Markov, Popularity, create
from recengine.models.blend_weights import Trials, joined, learn_weights, trials
from recengine.models.hybrid import _heights, _last_likes
from tests import worlds


def walkers(n_people: int = 300, n_items: int = 40):
    """Everybody walks on to the next item, now and then by way of the two that all know."""
    rng = np.random.default_rng(0)
    rows = []
    for person in range(n_people):
        place = rng.integers(2, n_items)
        for day in range(6 + person % 20):
            known = rng.random() < 0.2
            rows.append((f"u{person:03}", f"i{rng.integers(2) if known else place:02}", day))
            place = place if known else max((place + 1) % n_items, 2)
    return worlds.dataset(rows)


def old_tastes_and_new_walks(n_people: int = 400):
    """Everybody begins with three of six loved items; then next on a walk, or another loved one."""
    rng = np.random.default_rng(0)
    rows = []
    for person in range(n_people):
        loved = [f"g{person % 8}{n}" for n in rng.permutation(6)]
        chosen, left, place = loved[:3], loved[3:], int(rng.integers(30))
        for step in range(8):
            if step > 4 and left and rng.random() < 0.5:
                chosen.append(left.pop())
            else:
                chosen.append(f"w{place:02}")
                place = (place + 1) % 30
        rows += [(f"u{person:03}", item, day) for day, item in enumerate(chosen)]
    return worlds.dataset(rows)


def test_where_only_order_tells_the_next_step_comes_first_whatever_the_length() -> None:
    model = Hybrid(members=("popularity", "als", "markov")).fit(walkers())
    assert list(model.members_) == ["popularity", "als", "markov"]
    np.testing.assert_allclose(model.weights_.sum(axis=1), 1.0)
    assert (model.weights_[1:, 2] > model.weights_[1:, 0]).all()
    for length in (3, 8, 25):
        walk = list(range(7, 7 + length))
        following = model.score(History.of(walk, n_items=40))[0]
        following[walk] = -np.inf
        assert following.argmax() == walk[-1] + 1


def test_where_each_member_knows_a_part_the_blend_is_better_than_both() -> None:
    """Old tastes are beyond a model of the last steps, and steps beyond one of tastes."""
    members = ("ease", "markov")
    report = evaluate(
        old_tastes_and_new_walks(),
        [ModelContender(Hybrid(members=members)), *(ModelContender(create(m)) for m in members)],
        metrics="ndcg@3",
        baseline="hybrid",
    )
    for member in members:
        against = report.comparison(member, "ndcg@3")
        assert against is not None
        assert against.verdict == "worse"
        assert against.high < -0.05


def test_a_blend_of_one_orders_as_that_one_does() -> None:
    dataset = walkers()
    blend = Hybrid(members=("markov",)).fit(dataset).score(dataset.histories)
    alone = Markov().fit(dataset).score(dataset.histories)
    np.testing.assert_allclose(blend, alone / _heights(alone, dataset.histories)[:, None])


def test_a_height_is_how_far_the_ten_best_that_are_new_stand_above_all() -> None:
    scores = np.arange(40.0)[None]
    met = History.of([39, 38], n_items=40)
    assert _heights(scores, met)[0] == np.arange(28.0, 38.0).mean() - 19.5
    assert _heights(3 * scores + 7, met)[0] == pytest.approx(3 * _heights(scores, met)[0])


def test_nobody_divides_by_nothing() -> None:
    assert _heights(np.ones((1, 4)), History.empty(1, 4)).tolist() == [1.0]
    assert _heights(np.arange(2.0)[None], History.of([0, 1], n_items=2)).tolist() == [1.0]


def test_the_last_three_likes_are_held_back_one_after_another() -> None:
    dataset = worlds.dataset([("ann", f"i{n}", n) for n in range(5)] + [("bob", "i0", 0)])
    splits = _last_likes(dataset)
    assert [split.test.items.tolist() for split in splits] == [[4], [3], [2]]
    assert splits[-1].train.histories.items.tolist() == [0, 1, 0]


def test_who_has_fewer_likes_gives_fewer_choices() -> None:
    dataset = worlds.dataset([("ann", f"i{n}", n) for n in range(3)])
    assert [split.test.items.tolist() for split in _last_likes(dataset)] == [[2], [1]]
    assert _last_likes(worlds.dataset([("ann", "tea", 0)])) == []


def test_short_and_long_histories_get_weights_of_their_own() -> None:
    dataset = walkers()
    model = Hybrid(members=("popularity", "markov"), short=3, long=6).fit(dataset)
    model.weights_ = np.array([[0.5, 0.5], [1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])
    short, long = (History.of(range(5, 5 + length), n_items=40) for length in (2, 6))
    for history, name in ((short, "popularity"), (long, "markov")):
        alone = model.members_[name].score(history)
        np.testing.assert_allclose(model.score(history), alone / _heights(alone, history)[:, None])


def test_a_member_that_the_data_does_not_allow_is_left_out() -> None:
    model = Hybrid(members=("popularity", "svd")).fit(walkers())
    assert list(model.members_) == ["popularity"]


def test_with_nobody_to_learn_from_all_members_count_the_same() -> None:
    dataset = worlds.dataset([("ann", "tea", 0), ("bob", "jam", 0)])
    model = Hybrid(members=("popularity", "markov")).fit(dataset)
    np.testing.assert_allclose(model.weights_, 0.5)


@pytest.mark.parametrize("members", [("hybrid",), ("popularity", "nothing"), ()])
def test_members_have_to_be_other_models_of_the_registry(members) -> None:
    with pytest.raises(InvalidSetting, match="Choose among popularity"):
        Hybrid(members=members)


def test_the_best_weights_of_a_known_case_are_found() -> None:
    """Each of two models is right about half of the people, and a third about nobody."""
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(3, 200, 30))
    wanted = rng.integers(30, size=200)
    scores[0, np.arange(0, 200, 2), wanted[::2]] += 4
    scores[1, np.arange(1, 200, 2), wanted[1::2]] += 4
    held = trials(scores, np.zeros((200, 30), dtype=bool), wanted)
    weights = learn_weights(held)
    assert weights[2] < 0.15
    assert weights[:2].min() > 0.3
    assert held.gain(weights) > max(held.gain(alone) for alone in np.eye(3)) + 0.1


def test_choices_that_no_model_places_are_counted_all_the_same() -> None:
    """Of two choices among 60 items one is everybody's first, the other everybody's last."""
    scores = np.tile(np.arange(60.0), (2, 2, 1))
    held = trials(scores, np.zeros((2, 60), dtype=bool), np.array([59, 0]))
    assert held.rows.tolist() == [0]
    assert held.gain(np.array([0.5, 0.5])) == 0.5


def test_groups_of_people_join_in_their_order() -> None:
    rng = np.random.default_rng(2)
    scores, wanted = rng.normal(size=(2, 50, 400)), rng.integers(400, size=50)
    known = np.zeros((50, 400), dtype=bool)
    known[:25, :280] = np.arange(280) != wanted[:25, None]
    whole = trials(scores, known, wanted)
    parts = joined([trials(scores[:, half], known[half], wanted[half])
                    for half in (np.arange(25), np.arange(25, 50))])  # fmt: skip
    assert parts.total == whole.total
    assert parts.rows.tolist() == whole.rows.tolist()
    for weights in ([1.0, 0.0], [0.3, 0.7]):
        assert parts.gain(np.array(weights)) == whole.gain(np.array(weights))


def test_a_choice_that_is_drawn_twice_counts_twice_and_one_that_no_model_places_still_counts() -> (
    None
):
    ahead = np.array([[[-1.0], [1.0]]], dtype=np.float32)
    held = Trials(ahead, np.array([0, 2]), 3)
    assert held.gain(np.array([1.0])) == pytest.approx((1 + 1 / np.log2(3)) / 3)
    assert held.among(np.array([0, 0, 1, 2])).gain(np.array([1.0])) == pytest.approx(
        (2 + 1 / np.log2(3)) / 4
    )


def test_equal_scores_count_against_the_blend() -> None:
    held = Trials(np.zeros((1, 1, 1), dtype=np.float32), np.array([0]), 1)
    assert held.gain(np.array([1.0])) == 1 / np.log2(3)


def test_who_has_done_nothing_yet_gets_what_is_popular() -> None:
    dataset = walkers()
    model = Hybrid(members=("markov", "popularity")).fit(dataset)
    nobody = model.score(History.empty(1, dataset.n_items))[0]
    popular = Popularity().fit(dataset).score(History.empty(1, dataset.n_items))[0]
    assert np.corrcoef(nobody, popular)[0, 1] == pytest.approx(1.0)


def test_its_weights_are_told_in_words_for_every_length_of_a_history() -> None:
    model = Hybrid(members=("popularity", "markov")).fit(worlds.busy())
    assert len(model.learned) == 4
    assert model.learned[0] == "Weights for who has done nothing: Popularity 100 %."
    assert all("%" in words for words in model.learned)


def test_progress_of_a_fit_never_goes_back() -> None:
    shares: list[float] = []
    Hybrid(members=("popularity", "markov")).fit(walkers(), lambda share, _: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] <= 1.0
