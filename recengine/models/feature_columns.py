"""Feature columns: how the cells of one column become numbers, settled once and used for any row.

``column_code`` looks at a whole column and settles what is counted in it and how much each word,
entry or band counts; ``embedding_code`` settles the mean that is taken off each vector.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.attributes import Attribute, split_list
from recengine.data.vectors import read_vectors
from recengine.models.likeness import ABOUT

#: Length of each kind of block before the whole item is brought to length 1.
BLOCK_WEIGHTS = {
    "text": 0.5,
    "title": 0.5,
    "list": 1.0,
    "category": 0.7,
    "number": 0.3,
    "vector": 0.5,
    "search": 0.3,
}
_MAX_WORDS = 20_000
_BANDS = 10
_SPREAD = np.array([1.0, 2.0, 3.0, 2.0, 1.0])


@dataclass(frozen=True, eq=False)
class Column:
    """How the cells of one column are read: what is counted in them, and how much each counts.

    Parameters
    ----------
    name : of the column; empty for what people searched for.
    names : (n_words,) what is counted, as a page writes it.
    rarity : (n_words,) weight of each.
    length : of the block before the whole item is brought to length 1.
    count : cells -> (n_cells, n_words) counts.
    """

    name: str
    names: tuple[str, ...]
    rarity: Floats
    length: float
    count: Callable[[pd.Series], sparse.csr_array[Any]]

    def read(self, cells: pd.Series) -> sparse.csr_array[Any]:
        """(n_cells, n_words) the block of a column."""
        return _unit_rows(sparse.csr_array(self.count(cells) * self.rarity[None, :])) * self.length


@dataclass(frozen=True, eq=False)
class Embedding:
    """A column of vectors, and what is taken off each: their mean, and what is only rounding."""

    attribute: Attribute
    mean: Floats
    largest: float

    def read(self, items: pd.DataFrame) -> Array:
        """(n_items, d) vectors without their mean, as long as their block counts; 0 for gaps."""
        return _centred(
            read_vectors(items, self.attribute, len(self.mean)), self.mean, self.largest
        )


def embedding_code(items: pd.DataFrame, attribute: Attribute) -> Embedding:
    """How one column of vectors is read."""
    vectors = read_vectors(items, attribute)
    known = vectors[~np.isnan(vectors).any(axis=1)]
    mean: Floats = known.mean(axis=0, dtype=float) if len(known) else np.zeros(vectors.shape[1])
    return Embedding(attribute, mean, float(np.abs(known).max(initial=0.0)))


def _centred(vectors: Array, mean: Floats, largest: float) -> Array:
    """Vectors without ``mean``, as long as their block counts; 0 for gaps. Changes ``vectors``.

    >>> _centred(np.array([[1.0, 3.0], [np.nan, np.nan], [1.0, 1.0]]), np.array([1.0, 2.0]), 3.0)
    array([[ 0. ,  0.5],
           [ 0. ,  0. ],
           [ 0. , -0.5]])
    """
    vectors -= mean
    np.nan_to_num(vectors, copy=False)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    # What is left of vectors that are all the same is rounding, and has no direction.
    scale = np.where(lengths > 1e-5 * largest, BLOCK_WEIGHTS["vector"], 0.0)
    vectors *= (scale / np.maximum(lengths, 1e-12)).astype(vectors.dtype)
    return vectors


def column_code(items: pd.DataFrame, attribute: Attribute) -> Column | None:
    """How one column is read; None if it says nothing."""
    name, label, cells = attribute.name, attribute.label, items.get(attribute.name)
    if attribute.kind == "number":
        return _bands(cells, name, label)
    if attribute.kind == "text":
        kind = "title" if name == "title" else "text"
        return words_code(cells, name, label, kind, None)
    if attribute.kind == "list":
        parts = partial(split_list, separator=attribute.separator)
        return words_code(cells, name, label, "list", parts)
    if attribute.kind == "category":
        return words_code(cells, name, label, "category", _whole_cell)
    return None


def _whole_cell(text: str) -> list[str]:
    return [text] if text else []


def words_code(
    cells: pd.Series, name: str, label: str, kind: str, parts: Callable[[str], list[str]] | None
) -> Column | None:
    """A column whose words, or ``parts``, are counted."""
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415  slow to import

    options = (
        {"analyzer": parts} if parts else {"stop_words": "english", "max_features": _MAX_WORDS}
    )
    vectorizer = CountVectorizer(binary=True, **options)
    try:
        counts = sparse.csr_array(vectorizer.fit_transform(cells.astype(str)))
    except ValueError:  # only stop words or nothing at all
        return None

    def count(read: pd.Series) -> sparse.csr_array[Any]:
        return sparse.csr_array(vectorizer.transform(read.astype(str)).astype(float))

    names = tuple(f"{label}: {word}" for word in vectorizer.get_feature_names_out())
    return Column(name, names, _rarity(counts), BLOCK_WEIGHTS[kind], count)


def _bands(cells: pd.Series, name: str, label: str) -> Column | None:
    """Quantile bands of numbers, each value spread over its own band and two on either side."""
    numbers = _numbers(cells)
    known = numbers[np.isfinite(numbers)]
    if len(known) == 0:
        return None
    edges = np.unique(np.quantile(known, np.linspace(0, 1, _BANDS + 1)[1:-1]))
    n_bands = len(edges) + len(_SPREAD)

    def count(read: pd.Series) -> sparse.csr_array[Any]:
        values = _numbers(read)
        there = np.flatnonzero(np.isfinite(values))
        own = np.searchsorted(edges, values[there], side="right")
        bands = (own[:, None] + np.arange(len(_SPREAD))).ravel()
        cells = (np.tile(_SPREAD, len(there)), (np.repeat(there, len(_SPREAD)), bands))
        return sparse.csr_array(cells, shape=(len(read), n_bands))

    own = np.searchsorted(edges, known, side="right")
    inner = np.clip(np.arange(n_bands) - len(_SPREAD) // 2, 0, len(edges))
    names = tuple(f"{label}: {ABOUT}{_middle(known, own, edges, band):.4g}" for band in inner)
    return Column(name, names, _rarity(count(cells)), BLOCK_WEIGHTS["number"], count)


def _numbers(cells: pd.Series) -> Floats:
    return pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float)


def _middle(numbers: Floats, own: Array, edges: Floats, band: int) -> float:
    """A number that stands for a band: the median of what is in it, else its edge."""
    inside = numbers[own == band]
    return float(np.median(inside) if len(inside) else edges[min(band, len(edges) - 1)])


def _rarity(counts: sparse.csr_array[Any]) -> Floats:
    """(n_words,) how much each counts: the fewer items have it, the more."""
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    idf: Floats = np.log((1 + counts.shape[0]) / (1 + having)) + 1.0
    return idf


def _unit_rows(matrix: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
    lengths: Floats = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1.0 / np.maximum(lengths, 1e-12)) @ matrix)
