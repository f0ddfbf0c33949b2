"""Likeness: how alike items are by their features, some of them sparse and some dense.

Words are a sparse matrix W; embeddings are a dense one D, kept in float32, since a sparse matrix
of nothing but filled cells would take twice the memory and many times as long. A whole item is
both, one after the other, with length 1:

    cos(i, j) = W_i . W_j + D_i . D_j

Products are made in float64, a block of items at a time, so that a score is exactly the sum of
its reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Floats

#: How the name of a band of numbers begins, before a number in its middle.
ABOUT = "about "

#: Items whose embeddings are widened to float64 at once.
_BLOCK = 8_192
#: Most numbers of embeddings that ``matrix`` holds: 160 MB.
_MOST = 20_000_000


@dataclass(frozen=True, eq=False)
class ItemFeatures:
    """What is known of every item, as rows of length 1 (or 0).

    Parameters
    ----------
    words : (n_items, n_words) sparse: words, entries and bands.
    names : (n_words,) what each of them is called, such as ``Genres: Drama`` or, for a band of
        numbers, ``Year: about 1994``.
    vectors : (n_items, d) float32, d = 0 where there are no embeddings.
    """

    words: sparse.csr_array[Any]
    names: Array
    vectors: Array

    @cached_property
    def matrix(self) -> sparse.csr_array[Any]:
        """(n_items, n_features) both as one sparse matrix, for comparing the few items of a list.

        Embeddings that would fill the memory are brought to their strongest directions.
        """
        if self.vectors.shape[1] == 0:
            return self.words
        dense = sparse.csr_array(narrowed(self.vectors, max(_MOST // len(self.vectors), 1)))
        return sparse.csr_array(sparse.hstack([self.words, dense], format="csr"))

    def alike(self, some: Array, others: Array | None = None) -> Floats:
        """(n_some, n_others) cosines of items, by their codes; of all items without ``others``."""
        words = self.words if others is None else self.words[others]
        vectors = self.vectors if others is None else self.vectors[others]
        cosines: Floats = (self.words[some] @ words.T).toarray()
        return _add_products(cosines, self.vectors[some].astype(float), vectors)

    def cosines_of(self, others: ItemFeatures) -> Floats:
        """(n_items, n_others) cosines with items that were read by the same code.

        >>> words = sparse.csr_array(np.array([[0.6, 0.8], [1.0, 0.0]]))
        >>> one = ItemFeatures(words, np.array(["a", "b"]), np.zeros((2, 0)))
        >>> one.cosines_of(one).round(2).tolist()
        [[1.0, 0.6], [0.6, 1.0]]
        """
        cosines: Floats = (self.words @ others.words.T).toarray()
        return cosines + self.vectors.astype(float) @ others.vectors.astype(float).T

    def taste(self, weights: sparse.csr_array[Any]) -> Floats:
        """(n_people, n_items) sum over each person's items of weight times cosine."""
        taste: Floats = (weights @ self.words @ self.words.T).toarray()
        if self.vectors.shape[1] == 0:
            return taste
        met, places = np.unique(weights.indices, return_inverse=True)
        own = sparse.csr_array(
            (weights.data, places, weights.indptr), shape=(weights.shape[0], len(met))
        )
        return _add_products(taste, own @ self.vectors[met].astype(float), self.vectors)


def shared_attributes(features: ItemFeatures, item: int, other: int, k: int = 3) -> list[str]:
    """Names of the ``k`` features that add most to the cosine of two items, most first.

    Of several bands of one column, which overlap, only the one that adds most is named.

    >>> words = sparse.csr_array(np.array([[0.6, 0.8, 0.0], [0.8, 0.6, 0.0]]))
    >>> names = np.array(["Genres: Drama", "Year: about 1994", "Genres: Crime"], dtype=object)
    >>> shared_attributes(ItemFeatures(words, names, np.zeros((2, 0))), 0, 1)
    ['Genres: Drama', 'Year: about 1994']
    """
    return in_common(features.names, features.words[[item]], features.words[[other]], k)


def in_common(
    names: Array, one: sparse.csr_array[Any], other: sparse.csr_array[Any], k: int = 3
) -> list[str]:
    """Names of the ``k`` features that add most to the cosine of two (1, n_words) rows."""
    both = one.multiply(other).tocsr()
    named: list[str] = []
    banded: set[str] = set()
    for place in np.argsort(-both.data, kind="stable"):
        name = str(names[both.indices[place]])
        column, _, entry = name.partition(": ")
        if len(named) == k or both.data[place] <= 0:
            break
        if entry.startswith(ABOUT):
            if column in banded:
                continue
            banded.add(column)
        named.append(name)
    return named


def narrowed(vectors: Array, width: int) -> Array:
    """Vectors in their ``width`` strongest directions, each as long as it was.

    >>> narrowed(np.array([[3.0, 4.0, 0.1], [6.0, 8.0, 0.0]]), 1).round(1).tolist()
    [[5.0], [10.0]]
    """
    if vectors.shape[1] <= width:
        return vectors
    directions = np.linalg.eigh(vectors.T @ vectors)[1][:, ::-1][:, :width]
    directions *= np.sign(directions.sum(axis=0))
    out = vectors @ directions
    lengths = np.linalg.norm(vectors, axis=1) / np.maximum(np.linalg.norm(out, axis=1), 1e-12)
    scaled: Array = out * lengths[:, None]
    return scaled


def _add_products(out: Floats, rows: Floats, vectors: Array) -> Floats:
    """``out`` + rows @ vectors', changed in place."""
    if vectors.shape[1]:
        for start in range(0, len(vectors), _BLOCK):
            block = vectors[start : start + _BLOCK].astype(float)
            out[:, start : start + _BLOCK] += rows @ block.T
    return out
