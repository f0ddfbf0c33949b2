"""Inverse of a large positive definite matrix, in place, in steps that can be watched and stopped.

With the matrix cut in two and S the Schur complement of its first half,

    [A  B ]^-1     [A^-1 + T S^-1 T'   -T S^-1]        T = A^-1 B
    [B' D ]     =  [    -S^-1 T'         S^-1 ]        S = D - B'T

each half is inverted the same way, down to blocks that LAPACK's Cholesky inverts in milliseconds.
Nearly all work is matrix products, which leave the interpreter free, where one LAPACK call on the
whole would hold it for seconds. They are cut into strips that are the same everywhere, each for
one core, so that the inverse has the same digits for any number of threads.

Golub and Van Loan (2013). Matrix Computations, 4th edition, sections 3.2 and 4.2.
"""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np
from scipy.linalg import lapack

from recengine.arrays import Array
from recengine.errors import Problem, Unsupported
from recengine.models.threads import all_cores, in_strips
from recengine.progress import Progress, part_of, quiet

#: Small: a block is one core's work, and the others wait.
_LEAF = 96
#: Rows of a strip at most: the wider, the less often BLAS makes the other factor ready for use.
_STRIP = 768
#: Of a symmetric product, where a strip across the diagonal computes half in vain.
_SYMMETRIC_STRIP = 384
_WORDS = "Solving for the item weights"


def invert_positive(matrix: Array, progress: Progress = quiet) -> Array:
    """Replace a symmetric positive definite float32 ``matrix`` (n, n) by its inverse.

    >>> invert_positive(np.array([[1.0, 0.0], [0.0, 4.0]], dtype=np.float32))
    array([[1.  , 0.  ],
           [0.  , 0.25]], dtype=float32)
    """
    with all_cores() as cores:
        _invert(matrix, cores, progress)
    return matrix


def _invert(matrix: Array, cores: Executor, progress: Progress) -> None:
    """Replace ``matrix`` by its inverse, by halves."""
    n = len(matrix)
    if n == 0:
        return
    if n <= _LEAF:
        matrix[...] = _by_cholesky(matrix)
        return
    half = n // 2
    A, B, D = matrix[:half, :half], matrix[:half, half:], matrix[half:, half:]
    _invert(A, cores, part_of(progress, 0.0, 0.12))
    T = np.empty_like(B)
    _multiply(A, B, T, cores, part_of(progress, 0.12, 0.34))
    _subtract_symmetric(D, B.T, T, cores, part_of(progress, 0.34, 0.5))
    _invert(D, cores, part_of(progress, 0.5, 0.62))
    _multiply(T, D, B, cores, part_of(progress, 0.62, 0.84))
    np.negative(B, out=B)
    _subtract_symmetric(A, B, T.T, cores, part_of(progress, 0.84, 1.0))
    matrix[half:, :half] = B.T


def _by_cholesky(matrix: Array) -> Array:
    """Inverse of a small block, both triangles filled."""
    factor, failed = lapack.spotrf(matrix, lower=1)
    inverse, failed_too = lapack.spotri(factor, lower=1)
    if failed or failed_too or not np.isfinite(np.trace(inverse)):  # LAPACK lets NaN pass
        raise Unsupported(
            Problem(
                "matrix_not_positive",
                "The item-by-item matrix could not be inverted.",
                "Raise l2, or use item_knn instead.",
            )
        )
    lower = np.tril(inverse)
    full: Array = lower + np.tril(inverse, -1).T
    return full


def _multiply(left: Array, right: Array, out: Array, cores: Executor, progress: Progress) -> None:
    """``out = left @ right`` in strips of rows."""
    width = _strip(len(left), _STRIP)

    def fill(start: int) -> None:
        strip = slice(start, start + width)
        np.matmul(left[strip], right, out=out[strip])

    in_strips(fill, len(left), width, cores, progress, _WORDS)


def _subtract_symmetric(
    matrix: Array, left: Array, right: Array, cores: Executor, progress: Progress
) -> None:
    """``matrix -= left @ right`` for a symmetric product: half is computed, half is mirrored."""
    width = _strip(len(matrix), _SYMMETRIC_STRIP)

    def subtract(start: int) -> None:
        stop = min(start + width, len(matrix))
        matrix[start:stop, start:] -= left[start:stop] @ right[:, start:]
        matrix[stop:, start:stop] = matrix[start:stop, stop:].T

    in_strips(subtract, len(matrix), width, cores, progress, _WORDS)


def _strip(n: int, most: int) -> int:
    """Rows of a strip: an even number of strips of nearly the same size, so that no core waits.

    >>> _strip(3000, most=384), _strip(100, most=384)
    (375, 50)
    """
    return -(-n // (2 * -(-n // (2 * most))))
