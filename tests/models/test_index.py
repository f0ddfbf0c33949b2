"""The index of item vectors: exact below its threshold, nearly so above, the same every time."""

from __future__ import annotations

import gc
import subprocess
import sys

import numpy as np
import pytest

from recengine.models import ALS, index
from recengine.models.base import best_others
from recengine.models.index import ApproximateIndex, ExactIndex, nearest_by_direction, unit
from recengine.models.storing import restore, store
from recengine.models.threads import product
from tests import worlds


def crowd(n: int, clusters: int = 150, width: int = 24, seed: int = 0):
    """Points around a few centres that many more items share, of all lengths."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((clusters, width))
    own = (clusters * rng.random(n) ** 2).astype(int)
    near = centres[own] + 0.5 * rng.standard_normal((n, width))
    return near * rng.uniform(0.1, 5.0, (n, 1))


def brute(points, items, k: int):
    """The definition: one cosine at a time, sorted."""
    found = []
    for item in items:
        cosines = [
            points[item] @ other / np.linalg.norm(points[item]) / np.linalg.norm(other)
            for other in points
        ]
        order = sorted(range(len(points)), key=lambda code: -cosines[code])
        found.append([code for code in order if code != item][:k])
    return np.array(found)


@pytest.fixture(scope="module")
def many():
    return crowd(6_000)


def test_below_the_threshold_neighbours_are_those_of_the_definition():
    points, items = crowd(300), np.array([0, 7, 299, 7])
    codes, similarities = nearest_by_direction(points, items, 9)
    np.testing.assert_array_equal(codes, brute(points, items, 9))
    expected = (unit(points)[items][:, None] * unit(points)[codes]).sum(axis=2)
    np.testing.assert_allclose(similarities, expected, atol=1e-12)


@pytest.mark.parametrize("n", [1, 5, 257, 700])
def test_below_the_threshold_every_digit_is_that_of_one_product_with_all_items(n):
    points = crowd(700)
    points[::9] = points[0]  # equal ones, more of them than are asked for
    points[5] = 0.0
    items = np.random.default_rng(1).permutation(700)[:n]
    directions = unit(points)
    expected = best_others(product(directions[items], directions.T), items, 10)
    for here, there in zip(nearest_by_direction(points, items, 10), expected, strict=True):
        np.testing.assert_array_equal(here, there)


def test_questions_in_blocks_are_answered_as_at_once(monkeypatch):
    points, items = crowd(700), np.arange(700)
    codes, similarities = nearest_by_direction(points, items, 10)
    monkeypatch.setattr(index, "_HELD", 700 * 100)
    again, near = nearest_by_direction(points, items, 10)
    np.testing.assert_array_equal(again, codes)
    np.testing.assert_allclose(near, similarities, atol=1e-12)


def test_points_that_come_at_length_one_are_taken_as_they_are():
    points = np.array([[1.0, 0.0], [0.5, 0.0], [0.9, 0.0]])
    _, similarities = nearest_by_direction(points, np.array([0]), 2, of_length_one=True)
    np.testing.assert_array_equal(similarities, [[0.9, 0.5]])


def test_above_the_threshold_nearly_all_true_neighbours_are_found(many, monkeypatch):
    monkeypatch.setattr(index, "_LOOKED_AT", 150)
    many = many.copy()  # its index is built now
    items = np.arange(0, len(many), 10)
    exact, cosines = nearest_by_direction(many, items, 10)
    codes, similarities = nearest_by_direction(many, items, 10, exact_up_to=5_999)
    shared = [len(set(here) & set(there)) for here, there in zip(codes, exact, strict=True)]
    assert 0.98 <= np.mean(shared) / 10 < 1  # all would mean that every list was looked into
    full = (unit(many)[items][:, None] * unit(many)[codes]).sum(axis=2)
    np.testing.assert_allclose(similarities, full, atol=1e-6)
    assert (similarities <= cosines + 1e-6).all()
    assert (np.diff(similarities, axis=1) <= 0).all()


def test_an_item_is_never_its_own_neighbour_even_among_copies_of_itself(many):
    points = many.copy()
    points[100:140] = points[100]
    items = np.arange(90, 150)
    codes, similarities = nearest_by_direction(points, items, 10, exact_up_to=0)
    assert codes.shape == similarities.shape == (60, 10)
    assert (codes != items[:, None]).all()
    assert all(len(set(row)) == 10 for row in codes)
    assert set(codes[10]) <= set(range(100, 140))


def test_two_indices_of_the_same_vectors_answer_the_same_in_any_company(many, monkeypatch):
    monkeypatch.setattr(index, "_LOOKED_AT", 150)
    directions = unit(many)
    asked = directions[:300]
    first, second = ApproximateIndex(directions), ApproximateIndex(directions)
    codes, similarities = first.search(asked, 10)
    for here, there in zip(second.search(asked, 10), (codes, similarities), strict=True):
        np.testing.assert_array_equal(here, there)
    alone = [first.search(asked[[row]], 10) for row in range(60)]
    np.testing.assert_array_equal(np.vstack([found for found, _ in alone]), codes[:60])
    np.testing.assert_array_equal(np.vstack([cosines for _, cosines in alone]), similarities[:60])


def test_the_number_of_threads_changes_no_answer():
    script = (
        "import hashlib, numpy as np; from tests.models.test_index import crowd;"
        "from recengine.models.index import ApproximateIndex, unit; x = unit(crowd(40_000));"
        "found = ApproximateIndex(x).search(x[:2000], 10);"
        "print(hashlib.sha256(b''.join(part.tobytes() for part in found)).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": "."},
            cwd=worlds.__file__.rsplit("/", 2)[0],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("width", [1, 2, 7])
def test_any_width_and_any_number_of_neighbours_is_answered(width):
    points = np.random.default_rng(0).standard_normal((900, width))
    points[3] = 0.0
    items = np.array([3, 8])
    for k in (1, 200, 899, 5_000):
        codes, similarities = nearest_by_direction(points, items, k, exact_up_to=0)
        assert codes.shape == (2, min(k, 899))
        assert np.isfinite(similarities).all()
        assert (codes >= 0).all()
        assert all(len(set(row)) == len(row) for row in codes)
        assert (codes != items[:, None]).all()


def test_as_many_as_there_are_come_in_the_order_of_an_exact_search(many):
    asked = unit(many)[:3]
    codes, _ = ApproximateIndex(unit(many)).search(asked, len(many))
    exact, _ = ExactIndex(unit(many).astype(np.float32)).search(asked.astype(np.float32), len(many))
    assert (np.sort(codes) == np.arange(len(many))).all()
    assert (codes[:, :50] == exact[:, :50]).mean() > 0.99


def test_an_index_is_built_once_and_goes_with_its_points(monkeypatch):
    built = []

    class Counted(ApproximateIndex):
        def __init__(self, directions):
            built.append(len(directions))
            super().__init__(directions)

    monkeypatch.setattr(index, "ApproximateIndex", Counted)
    points = crowd(1_000)
    held = len(index._BUILT)
    for _ in range(2):
        nearest_by_direction(points, np.array([1]), 3, exact_up_to=0)
    assert built == [1_000]
    nearest_by_direction(points.copy(), np.array([1]), 3, exact_up_to=0)
    assert built == [1_000, 1_000]
    del points
    gc.collect()
    assert len(index._BUILT) == held


def test_a_model_that_was_asked_above_the_threshold_is_stored_and_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(
        nearest_by_direction, "__kwdefaults__", {"of_length_one": False, "exact_up_to": 3}
    )
    busy = worlds.busy()
    model, items = ALS(factors=4).fit(busy), np.arange(5)
    before = set(vars(model))
    found = model.similar_items(items, 3)
    assert id(model.item_factors_) in index._BUILT
    assert set(vars(model)) == before
    store(model, tmp_path / "als.npz", busy)
    back = restore(tmp_path / "als.npz", busy).similar_items(items, 3)
    for here, there in zip(back, found, strict=True):
        np.testing.assert_array_equal(here, there)


def test_faiss_is_imported_only_above_the_threshold():
    script = (
        "import sys, numpy as np; from recengine.models.index import nearest_by_direction as near;"
        "x = np.eye(5); near(x, np.array([0]), 2); assert 'faiss' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
