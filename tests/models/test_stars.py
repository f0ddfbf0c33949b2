"""Models of ratings: against the library Surprise, and what somebody would notice."""

from __future__ import annotations

import numpy as np
import pytest
import surprise
from scipy import sparse

from recengine.data.history import History
from recengine.models import SVD, KNNBaseline, SVDpp
from recengine.models.knn_baseline import baselines, correlations
from recengine.models.stars import ratings_of
from tests import worlds


def tastes(seed: int = 0, n_people: int = 120, n_items: int = 60):
    """People of two tastes who rate a third of all items of two kinds, with habits and noise."""
    rng = np.random.default_rng(seed)
    taste, habit = rng.choice([-1.0, 1.0], n_people), rng.normal(0, 0.4, n_people)
    kind = np.where(np.arange(n_items) % 2, 1.0, -1.0)
    rows = []
    for person in range(n_people):
        for item in rng.choice(n_items, n_items // 3, replace=False):
            liked = 3 + taste[person] * kind[item] + habit[person] + rng.normal(0, 0.5)
            stars = float(np.clip(np.round(liked * 2) / 2, 0.5, 5))
            rows.append((f"u{person:03}", f"i{item:02}", rng.random(), "rating", stars))
    return worlds.dataset(rows)


def judged(algorithm, dataset):
    """What Surprise expects of every person and item."""
    frame = dataset.interactions[["user_id", "item_id", "value"]].astype(
        {"user_id": str, "item_id": str}
    )
    reader = surprise.Reader(rating_scale=(0.5, 5))
    algorithm.fit(surprise.Dataset.load_from_df(frame, reader).build_full_trainset())
    return np.array(
        [
            [algorithm.predict(user, item, clip=False).est for item in dataset.item_ids]
            for user in dataset.users["user_id"]
        ]
    )


def test_stars_come_back_from_the_weights_of_a_history() -> None:
    dataset = tastes()
    scale, stars = ratings_of(dataset, "SVD")
    assert (scale.low, scale.high) == (0.5, 5.0)
    rows, codes = dataset.histories.rows, dataset.histories.items
    np.testing.assert_allclose(stars.toarray()[rows, codes], dataset.details["value"])


def test_rating_neighbours_expect_what_surprise_expects() -> None:
    dataset = tastes()
    like_ours = {"name": "pearson_baseline", "user_based": False}
    expected = judged(surprise.KNNBaseline(sim_options=like_ours, verbose=False), dataset)
    found = KNNBaseline().fit(dataset).score(dataset.histories)
    new = dataset.histories.seen().toarray() == 0  # to Surprise an item is its own best neighbour
    np.testing.assert_allclose(found[new], expected[new], atol=1e-9)


def test_fewer_neighbours_expect_what_surprise_expects_where_no_two_are_equally_close() -> None:
    dataset = tastes(seed=1)
    like_ours = {"name": "pearson_baseline", "user_based": False}
    expected = judged(surprise.KNNBaseline(k=4, sim_options=like_ours, verbose=False), dataset)
    found = KNNBaseline(neighbours=4).fit(dataset).score(dataset.histories)
    new = dataset.histories.seen().toarray() == 0
    np.testing.assert_allclose(found[new], expected[new], atol=1e-9)


def test_habits_are_those_of_surprise() -> None:
    dataset = tastes()
    _, stars = ratings_of(dataset, "SVD")
    judge = surprise.BaselineOnly(verbose=False)
    expected = judged(judge, dataset)
    people, items = baselines(stars, 15.0, 10.0)
    np.testing.assert_allclose(
        stars.data.mean() + people[:, None] + items[None, :], expected, atol=1e-9
    )


@pytest.mark.parametrize(
    ("model", "judge"),
    [
        (SVD(factors=8, epochs=30), surprise.SVD(n_factors=8, n_epochs=30, random_state=0)),
        (SVDpp(factors=8), surprise.SVDpp(n_factors=8, random_state=0)),
    ],
)
def test_whoever_is_folded_in_is_predicted_as_well_as_surprise_predicts_who_it_knows(
    model, judge
) -> None:
    dataset = tastes()
    held = np.random.default_rng(0).random(len(dataset.details)) < 0.2
    train = dataset.keep(~held)
    rows, codes = dataset.histories.rows[held], dataset.histories.items[held]
    given = dataset.details["value"].to_numpy()[held]

    def error(expected: np.ndarray) -> float:
        return np.sqrt(np.mean((expected[rows, codes] - given) ** 2))

    ours, theirs = error(model.fit(train).score(train.histories)), error(judged(judge, train))
    assert ours < theirs + 0.005
    assert ours < 0.9 * given.std()


@pytest.mark.parametrize("model", [SVD(epochs=60), SVDpp(epochs=40), KNNBaseline(shrink=10.0)])
def test_who_gives_five_stars_to_one_kind_is_expected_to_rate_it_above_the_other(model) -> None:
    dataset = tastes()
    model.fit(dataset)
    one_kind = History.of([1, 3, 5, 7], n_items=60, event="rating")
    found = model.score(one_kind)[0]
    assert found[9::2].mean() > found[8::2].mean() + 0.3
    other = History.of([1, 3, 5, 7], n_items=60, event="rating", weights=[-1.0] * 4)
    assert model.score(other)[0][9::2].mean() < found[9::2].mean() - 1


@pytest.mark.parametrize("model", [SVD(), KNNBaseline()])
def test_who_rates_everything_high_is_expected_to_rate_high(model) -> None:
    dataset = tastes()
    model.fit(dataset)
    generous = History.of(range(20), n_items=60, weights=[1.0] * 20)
    strict = History.of(range(20), n_items=60, weights=[-1.0] * 20)
    assert (model.score(generous)[0] > model.score(strict)[0] + 1).all()


def test_sums_that_cancel_are_no_likeness_and_no_stumbling_block():
    left = sparse.csr_array([[1.0, 1.0, 0.0], [1.0, -1.0, 2.0], [0.0, 3.0, 1.0]])
    found = correlations(left, shrink=1.0).toarray()
    expected = np.zeros((3, 3))
    expected[1, 2] = expected[2, 1] = 1 / np.sqrt(10 * 5) * 1 / 2  # of the two who rated both
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_whoever_rates_as_expected_says_nothing_of_what_is_alike():
    silent = sparse.csr_array((np.zeros(4), [0, 1, 0, 1], [0, 2, 4]), shape=(2, 2))
    assert not correlations(silent, shrink=1.0).toarray().any()
