"""ALS: its newcomers against ``implicit``, its own error, and its manners."""

import subprocess
import sys

import numpy as np
import pytest
from implicit.cpu.als import AlternatingLeastSquares
from scipy import sparse
from threadpoolctl import threadpool_limits

from recengine.data.history import History
from recengine.models import ALS, factors
from recengine.models.als import _stages
from tests import worlds


def only_likes(histories):
    """The judges know no dislikes that lower a score."""
    return histories.where(histories.likes.toarray()[histories.rows, histories.items] > 0)


def confidences(dataset, alpha: float) -> sparse.csr_matrix:
    out = sparse.csr_matrix(dataset.histories.likes, dtype=np.float32)
    out.data = 1 + alpha * out.data
    return out


@pytest.mark.parametrize(("alpha", "l2"), [(2.0, 1.0), (0.0, 0.1), (40.0, 5.0)])
@pytest.mark.parametrize("world", [worlds.camps, worlds.busy])
def test_folding_a_known_person_in_equals_the_exact_solve_of_implicit(world, alpha, l2):
    dataset = world()
    model = ALS(factors=6, alpha=alpha, l2=l2).fit(dataset)
    with threadpool_limits(limits=1, user_api="blas"):
        judge = AlternatingLeastSquares(factors=6, regularization=l2)
        judge.item_factors = model.item_factors_.astype(np.float32)
        expected = judge.recalculate_user(np.arange(dataset.n_users), confidences(dataset, alpha))
    np.testing.assert_allclose(model.fold_in(only_likes(dataset.histories)), expected, atol=2e-4)


def test_a_persons_point_solves_the_ridge_regression_of_its_formula():
    dataset = worlds.busy()
    model = ALS(factors=4).fit(dataset)
    Y, history = model.item_factors_, dataset.histories.people([3])
    liked = history.likes.toarray()[0]
    disliked = liked - history.matrix.toarray()[0]
    assert disliked.any()
    C = np.diag(1 + model.alpha * liked)
    normal = Y.T @ C @ Y + model.l2 * np.eye(4)
    expected = np.linalg.solve(normal, Y.T @ (C @ (liked > 0) - disliked))
    np.testing.assert_allclose(model.fold_in(history)[0], expected, atol=1e-9)


@pytest.mark.parametrize("length", [0, 1, 4, 5, 6, 17, 30])
def test_histories_shorter_and_longer_than_the_factors_solve_the_same_regression(length):
    """Short ones are solved among items, long ones among factors."""
    model, rng = ALS(factors=5, alpha=3.0).fit(worlds.busy()), np.random.default_rng(length)
    Y = model.item_factors_
    weights = rng.uniform(-1, 1, length)
    items = rng.permutation(len(Y))[:length]
    history = History.of(items, weights=weights, n_items=len(Y))
    given = history.matrix.toarray()[0]
    C = np.diag(1 + model.alpha * np.maximum(given, 0))
    pull = C @ (given > 0) + np.minimum(given, 0)
    expected = np.linalg.solve(Y.T @ C @ Y + model.l2 * np.eye(5), Y.T @ pull)
    np.testing.assert_allclose(model.fold_in(history)[0], expected, atol=1e-9)


def test_people_with_histories_of_any_length_are_folded_in_together_as_alone(monkeypatch):
    monkeypatch.setattr(factors, "_CELLS", 20)
    dataset = worlds.busy()
    model = ALS(factors=5).fit(dataset)
    together = model.fold_in(dataset.histories)
    for row in range(dataset.n_users):
        alone = model.fold_in(dataset.histories.people([row]))[0]
        np.testing.assert_allclose(together[row], alone, rtol=1e-9, atol=1e-12)


def test_once_settled_each_items_point_solves_its_own_ridge_regression():
    dataset = worlds.busy()
    model = ALS(factors=3, epochs=150).fit(dataset)
    X, liked = model.fold_in(only_likes(dataset.histories)), dataset.histories.likes.toarray()
    for code in range(dataset.n_items):
        C = np.diag(1 + model.alpha * liked[:, code])
        normal = X.T @ C @ X + model.l2 * np.eye(3)
        expected = np.linalg.solve(normal, X.T @ C @ (liked[:, code] > 0))
        np.testing.assert_allclose(model.item_factors_[code], expected, atol=2e-3)


def objective(model, dataset) -> float:
    """What ALS makes small, with everybody folded in."""
    likes, points = dataset.histories.likes, model.fold_in(only_likes(dataset.histories))
    wrong = (likes.toarray() > 0) - points @ model.item_factors_.T
    pull = (points**2).sum() + (model.item_factors_**2).sum()
    return float(((1 + model.alpha * likes.toarray()) * wrong**2).sum() + model.l2 * pull)


def test_more_rounds_lower_the_error_that_is_minimised():
    dataset = worlds.busy()
    few, some, many = (
        objective(ALS(factors=6, epochs=epochs).fit(dataset), dataset) for epochs in (1, 3, 15)
    )
    assert many < some < few


def test_what_was_disliked_is_a_reason_against():
    rows = [("ann", "tea", 0, "like"), ("ann", "jam", 1, "like"), ("bob", "tea", 0, "like")]
    dataset = worlds.dataset([*rows, ("bob", "jam", 1, "dislike")])
    terms = ALS(factors=2).fit(dataset).explain(dataset.history("bob"), np.arange(2))
    by_id = dict(zip(dataset.item_ids[terms.items], terms.values.tolist(), strict=True))
    assert set(by_id) == {"tea", "jam"}
    assert max(by_id["jam"]) < 0 < min(by_id["tea"])


def test_likes_and_dislikes_that_cancel_out_say_nothing():
    rows = [("ann", "tea", 0, "like"), ("ann", "jam", 1, "like"), ("bob", "tea", 0, "like")]
    both = [("bob", "jam", 1, "like"), ("bob", "jam", 2, "dislike")]
    dataset = worlds.dataset([*rows, *both])
    model = ALS(factors=2).fit(dataset)
    assert model.explain(dataset.history("bob"), np.arange(2)).items.tolist() == [
        dataset.item_code("tea")
    ]


def test_progress_is_told_after_every_round():
    shares: list[float] = []
    ALS(factors=2, epochs=4).fit(worlds.camps(), lambda share, _words: shares.append(share))
    assert shares == [0.25, 0.5, 0.75, 1.0]


def test_a_first_fit_in_a_fresh_interpreter_warns_of_nothing():
    """implicit warns once a process of BLAS threads and of matrices it has to convert."""
    code = (
        "from recengine.models import ALS; from tests import worlds; "
        "ALS(factors=2, epochs=1).fit(worlds.camps())"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_many_are_sampled_at_first_and_everybody_is_explained_as_well(monkeypatch):
    dataset = worlds.busy(n_people=400)
    whole = objective(ALS(factors=4).fit(dataset), dataset)
    monkeypatch.setattr("recengine.models.als._ENOUGH_LIKES", 500)
    assert dataset.histories.likes.nnz > 1_500
    shares: list[float] = []
    model = ALS(factors=4).fit(dataset, lambda share, _words: shares.append(share))
    assert objective(model, dataset) < 1.03 * whole
    assert objective(ALS(factors=4, epochs=1).fit(dataset), dataset) > 1.03 * whole
    assert shares == pytest.approx(np.arange(1, 16) / 15)


@pytest.mark.parametrize(("epochs", "rounds"), [(15, [10, 5]), (5, [5]), (1, [1])])
def test_everybody_takes_part_in_the_last_five_rounds(monkeypatch, epochs, rounds):
    monkeypatch.setattr("recengine.models.als._ENOUGH_LIKES", 300)
    X = sparse.random_array((100, 20), density=0.5, rng=np.random.default_rng(1), format="csr")
    stages = list(_stages(sparse.csr_matrix(X), epochs, seed=0))
    assert [n for n, _ in stages] == rounds
    assert stages[-1][1].shape == X.shape
    assert all(rows.shape == (30, 20) for _, rows in stages[:-1])
