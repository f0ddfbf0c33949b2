"""The inverse in blocks against numpy's, at every size around the edge where blocks begin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from recengine.errors import Cancelled, Unsupported
from recengine.models import inversion
from recengine.models.inversion import invert_positive
from recengine.models.threads import one_blas_thread


def positive(n: int, seed: int = 0) -> np.ndarray:
    """Symmetric, with eigenvalues from 1 upwards."""
    factor = np.random.default_rng(seed).normal(size=(n, n))
    return (factor @ factor.T / max(n, 1) + np.eye(n)).astype(np.float32)


@pytest.fixture
def _small_blocks(monkeypatch):
    monkeypatch.setattr(inversion, "_LEAF", 4)
    monkeypatch.setattr(inversion, "_STRIP", 5)
    monkeypatch.setattr(inversion, "_SYMMETRIC_STRIP", 3)


@pytest.mark.usefixtures("_small_blocks")
@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 17, 31, 64, 65])
def test_it_equals_the_inverse_by_numpy_at_every_size(n):
    matrix = positive(n)
    expected = np.linalg.inv(matrix.astype(float))
    np.testing.assert_allclose(invert_positive(matrix), expected, atol=2e-5)


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(1, 40),
    leaf=st.integers(1, 12),
    strip=st.integers(1, 12),
    other=st.integers(1, 12),
    seed=st.integers(0, 10_000),
)
def test_no_choice_of_blocks_changes_the_inverse(n, leaf, strip, other, seed):
    matrix = positive(n, seed)
    expected = np.linalg.inv(matrix.astype(float))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inversion, "_LEAF", leaf)
        patch.setattr(inversion, "_STRIP", strip)
        patch.setattr(inversion, "_SYMMETRIC_STRIP", other)
        found = invert_positive(matrix)
    np.testing.assert_allclose(found, expected, atol=5e-5)
    np.testing.assert_allclose(found, found.T, atol=1e-6)


@pytest.mark.parametrize("n", [95, 96, 97, 193, 769, 1_000])
def test_the_real_edge_is_crossed_without_a_seam(n):
    matrix = positive(n)
    found = invert_positive(matrix.copy())
    np.testing.assert_allclose(found @ matrix, np.eye(n), atol=2e-4)


@pytest.mark.usefixtures("_small_blocks")
def test_the_matrix_itself_becomes_its_inverse():
    matrix = positive(11)
    assert invert_positive(matrix) is matrix


@pytest.mark.usefixtures("_small_blocks")
@pytest.mark.parametrize("n", [2, 4, 9])
@pytest.mark.parametrize("last", [0.0, -1.0, np.nan])
def test_a_matrix_that_is_not_positive_definite_is_refused(n, last):
    matrix = np.eye(n, dtype=np.float32)
    matrix[-1, -1] = last
    with pytest.raises(Unsupported, match=r"could not be inverted\. Raise l2, or use item_knn"):
        invert_positive(matrix)


@pytest.mark.usefixtures("_small_blocks")
def test_progress_rises_from_nothing_to_nearly_all():
    shares: list[float] = []
    invert_positive(positive(40), lambda share, _words: shares.append(share))
    assert shares == sorted(shares)
    assert shares[0] < 0.05
    assert 0.9 < shares[-1] <= 1.0


@pytest.mark.usefixtures("_small_blocks")
def test_it_can_be_stopped_on_the_way():
    def watch(share: float, _words: str) -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        invert_positive(positive(40), watch)


@pytest.mark.parametrize("n", [240, 1700])
def test_the_last_digit_is_the_same_for_any_number_of_threads(n):
    found = []
    for threads in (1, 2, 4):
        with threadpool_limits(threads, user_api="blas"):
            found.append(invert_positive(positive(n)))
    np.testing.assert_array_equal(found[0], found[1])
    np.testing.assert_array_equal(found[0], found[2])


def test_blas_has_its_threads_back_when_the_last_of_those_who_held_it_is_done():
    def threads() -> set[int]:
        return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}

    with threadpool_limits(2, user_api="blas"):
        usual = threads()
        first, second = one_blas_thread(), one_blas_thread()
        assert first.__enter__() == max(usual)
        assert second.__enter__() == max(usual)
        first.__exit__(None, None, None)
        assert threads() == {1}
        second.__exit__(None, None, None)
        assert threads() == usual
