"""The learned blend: its weights follow what works, and its parts are its members'."""

from __future__ import annotations

import numpy as np
import pytest

from recengine.data.history import History
from recengine.errors import InvalidSetting
from recengine.models import Hybrid, Markov, Popularity
from recengine.models.blend_weights import Trials, joined, learn_weights, trials
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


def test_where_only_order_tells_the_model_of_order_gets_the_weight() -> None:
    model = Hybrid(members=("popularity", "als", "markov")).fit(walkers())
    assert list(model.members_) == ["popularity", "als", "markov"]
    np.testing.assert_allclose(model.weights_.sum(axis=1), 1.0)
    assert (model.weights_[1:, 2] > 0.5).all()
    following = model.score(History.of([7, 8, 9], n_items=40))[0]
    following[[7, 8, 9]] = -np.inf
    assert following.argmax() == 10


def test_a_blend_of_one_orders_as_that_one_does() -> None:
    dataset = walkers()
    blend = Hybrid(members=("markov",)).fit(dataset).score(dataset.histories)
    alone = Markov().fit(dataset).score(dataset.histories)
    np.testing.assert_allclose(blend, alone / alone.std(axis=1, keepdims=True), atol=1e-9)


def test_short_and_long_histories_get_weights_of_their_own() -> None:
    dataset = walkers()
    model = Hybrid(members=("popularity", "markov"), short=3, long=6).fit(dataset)
    model.weights_ = np.array([[0.5, 0.5], [1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])
    short, long = (History.of(range(5, 5 + length), n_items=40) for length in (2, 6))
    for history, name in ((short, "popularity"), (long, "markov")):
        alone = model.members_[name].score(history)
        np.testing.assert_allclose(model.score(history), alone / alone.std(), atol=1e-9)


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


def test_equal_scores_count_against_the_blend() -> None:
    held = Trials(np.zeros((1, 1, 1), dtype=np.float32), np.array([0]), 1)
    assert held.gain(np.array([1.0])) == 1 / np.log2(3)


def test_who_has_done_nothing_yet_gets_what_is_popular() -> None:
    dataset = walkers()
    model = Hybrid(members=("markov", "popularity")).fit(dataset)
    nobody = model.score(History.empty(1, dataset.n_items))[0]
    popular = Popularity().fit(dataset).score(History.empty(1, dataset.n_items))[0]
    np.testing.assert_allclose(nobody, popular / popular.std(), atol=1e-9)


def test_its_weights_are_told_in_words_for_every_length_of_a_history() -> None:
    model = Hybrid(members=("popularity", "markov")).fit(worlds.busy())
    assert len(model.learned) == 4
    assert model.learned[0] == "Weights for who has done nothing: Popularity 100 %."
    assert all("%" in words for words in model.learned)
