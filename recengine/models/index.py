"""Index: the vectors that point most nearly the same way, exactly or, where there are many, nearly.

    cos(a, b) = a . b / (|a| |b|)

Exact search multiplies every question with every vector: n_items x factors steps each, and all
cosines to choose from. Above ``EXACT_UP_TO`` vectors an inverted file answers instead. It sorts
vectors by the nearest of 4 sqrt(n) centres, looks into the lists nearest to a question, as many as
hold 25,000 vectors, compares there four bits of each number, and the best 5 k of these again by
their numbers in full. So similarities are true, to the digits of single precision, and what is
lost is an item of a list that nobody looked into.

Build: some ten seconds for a million vectors of 64 numbers on two cores; 5 bytes for each number.
The same vectors give the same answers on every run and for any number of threads: centres start
from a fixed seed, and threads share out questions and lists, never a sum. A graph of neighbours
(HNSW) takes longer to build and depends on the order in which threads insert.

Johnson, J., Douze, M., Jegou, H. (2019). Billion-scale similarity search with GPUs. IEEE
Transactions on Big Data. Andre, F., Kermarrec, A.-M., Le Scouarnec, N. (2015). Cache locality is
not enough: high-performance nearest neighbor search with product quantization fast scan. VLDB.
"""

from __future__ import annotations

import math
import weakref
from threading import Lock
from typing import Any, Protocol

import numpy as np

from recengine.arrays import Array, Codes, Floats
from recengine.models.base import best
from recengine.models.threads import look_again, product

#: Vectors that are searched exactly: up to here a question takes milliseconds.
EXACT_UP_TO = 100_000

#: Cosines held at once by an exact search.
_HELD = 1 << 25

_LISTS_PER_ROOT = 4
#: Vectors in the lists that are looked into, if all lists were as long.
_LOOKED_AT = 25_000
#: Candidates compared in full, for each one asked for.
_REFINED = 5
#: Vectors per centre, and rounds, that centres are learned from.
_SAMPLE = 40
_ROUNDS = 5


class Index(Protocol):
    """What can be asked for neighbours."""

    def search(self, asked: Array, k: int) -> tuple[Array, Floats]:
        """(n, k) codes of the nearest to each of ``asked``, best first, and their cosines.

        ``asked`` is (n, factors) of length 1. Ties go to the lower code.
        """
        ...


class ExactIndex:
    """Products with all vectors; questions go in even blocks where their cosines are too many.

    Parameters
    ----------
    directions : (n_items, factors) of length 1, or 0.

    Examples
    --------
    >>> index = ExactIndex(np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]]))
    >>> index.search(np.array([[1.0, 0.0]]), 2)
    (array([[0, 2]]), array([[1. , 0.6]]))
    """

    def __init__(self, directions: Floats) -> None:
        self._directions = directions

    def search(self, asked: Array, k: int) -> tuple[Array, Floats]:
        """The nearest of all."""
        blocks = -(-len(asked) * len(self._directions) // _HELD)
        found = [
            best(product(block, self._directions.T), k)
            for block in np.array_split(asked, max(blocks, 1))
        ]
        codes, similarities = zip(*found, strict=True)
        return np.vstack(codes), np.vstack(similarities)


class ApproximateIndex:
    """An inverted file of vectors, four bits a number, and the vectors in full to refine by.

    Parameters
    ----------
    directions : (n_items, factors) of length 1, or 0; a copy in single precision is kept.
    """

    def __init__(self, directions: Array) -> None:
        import faiss  # noqa: PLC0415  heavy

        look_again()
        n, width = directions.shape
        lists = round(_LISTS_PER_ROOT * math.sqrt(n))
        kind = f"IVF{lists},PQ{width}x4fsr,RFlat"
        index: Any = faiss.index_factory(width, kind, faiss.METRIC_INNER_PRODUCT)
        index.k_factor = _REFINED
        inverted: Any = faiss.extract_index_ivf(index)
        inverted.nprobe = min(math.ceil(lists * _LOOKED_AT / n), lists)
        inverted.cp.spherical = True
        inverted.cp.niter = _ROUNDS
        inverted.cp.max_points_per_centroid = _SAMPLE
        inverted.cp.min_points_per_centroid = 1
        single = np.ascontiguousarray(directions, dtype=np.float32)
        index.train(single)
        index.add(single)
        self._index, self._full = index, faiss.downcast_index(index.refine_index)

    def search(self, asked: Array, k: int) -> tuple[Array, Floats]:
        """The nearest among those in the lists nearest to a question, or of all if these hold < k.

        Similarities are true; now and then one that belongs among the best is missing.
        """
        single, k = np.ascontiguousarray(asked, dtype=np.float32), min(k, self._index.ntotal)
        similarities, codes = self._index.search(single, k)
        short = np.flatnonzero((codes < 0).any(axis=1))
        if len(short):
            similarities[short], codes[short] = self._full.search(single[short], k)
        order = np.lexsort((codes, -similarities))
        return (
            np.take_along_axis(codes, order, axis=1),
            np.take_along_axis(similarities, order, axis=1).astype(float),
        )


def unit(vectors: Array) -> Floats:
    """(n, factors) the same directions at length 1; 0 stays 0.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([[0.6, 0.8],
           [0. , 0. ]])
    """
    points = np.asarray(vectors, dtype=float)
    out: Floats = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-12)
    return out


def nearest_by_direction(
    points: Array,
    items: Codes,
    k: int,
    *,
    of_length_one: bool = False,
    exact_up_to: int = EXACT_UP_TO,
) -> tuple[Array, Floats]:
    """The ``k`` items that point most nearly the way of each of ``items``, never itself.

    Parameters
    ----------
    points : (n_items, factors) of a fitted model, which do not change: above ``exact_up_to`` of
        them an index is built at the first question and kept as long as the array lives.
    items : (n,) codes that are asked about.
    k : neighbours wanted; fewer where there are fewer other items.
    of_length_one : they are, as they came from a network, and are taken as they are.
    exact_up_to : items that are searched exactly.

    >>> nearest_by_direction(np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 4.0]]), np.array([0]), 9)
    (array([[2, 1]]), array([[0.6, 0. ]]))
    """
    if len(points) > exact_up_to:
        index: Index = _kept(points, of_length_one)
        asked = points[items] if of_length_one else unit(points[items])
    else:
        directions = points if of_length_one else unit(points)
        index, asked = ExactIndex(directions), directions[items]
    codes, similarities = index.search(asked, k + 1)
    return _others(codes, similarities, items, k)


#: Indices by the identity of the array they were built of. They are no part of a model, which is
#: stored and copied without them.
_BUILT: dict[int, ApproximateIndex] = {}
_LOCK = Lock()


def _kept(points: Array, of_length_one: bool) -> ApproximateIndex:
    """The index of ``points``, built when it is first asked for and gone when they are."""
    with _LOCK:
        key = id(points)
        if key not in _BUILT:
            _BUILT[key] = ApproximateIndex(points if of_length_one else unit(points))
            weakref.finalize(points, _BUILT.pop, key, None)
        return _BUILT[key]


def _others(codes: Array, similarities: Floats, items: Codes, k: int) -> tuple[Array, Floats]:
    """The first ``k`` of each row but the item itself; where it is missing, the last one goes."""
    kept = codes != np.asarray(items)[:, None]
    kept[kept.all(axis=1), -1] = False
    shape = (len(codes), codes.shape[1] - 1)
    return codes[kept].reshape(shape)[:, :k], similarities[kept].reshape(shape)[:, :k]
