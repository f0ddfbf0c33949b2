"""Item features: words, entries, bands and embeddings from every column of a catalogue.

Each column becomes a block: words of texts, entries of lists and categories, and bands of numbers
(a value counts for the five bands around it, so that 1994 resembles 1996); what people searched
for just before they chose an item is one more text about it. Entries are weighted by how rare they
are,

    idf = log((1 + n_items) / (1 + items with it)) + 1

An embedding is a dense block, of which the mean over all items is taken off, since it says nothing
of any of them. Each block is brought to length ``BLOCK_WEIGHTS`` of its kind, and each item to
length 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.data.attributes import Attribute, split_list
from recengine.data.dataset import Dataset
from recengine.data.searching import searched_for
from recengine.data.vectors import read_vectors
from recengine.models.likeness import ABOUT, ItemFeatures

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


def item_features(dataset: Dataset) -> ItemFeatures:
    """Features of every item, from all columns that say something."""
    blocks: list[sparse.csr_array[Any]] = [sparse.csr_array((dataset.n_items, 0))]
    vectors: list[Array] = [np.zeros((dataset.n_items, 0), dtype=np.float32)]
    names: list[str] = []
    for attribute in dataset.item_attributes:
        if attribute.kind == "vector":
            vectors.append(_centred(read_vectors(dataset.items, attribute)))
            continue
        counted = _block(dataset.items, attribute)
        if counted is not None:
            kind = "title" if attribute.name == "title" else attribute.kind
            blocks.append(_unit_rows(_by_rarity(counted[0])) * BLOCK_WEIGHTS[kind])
            names.extend(f"{attribute.label}: {word}" for word in counted[1])
    searched = _counts(searched_for(dataset), None)
    if searched is not None:
        blocks.append(_unit_rows(_by_rarity(searched[0])) * BLOCK_WEIGHTS["search"])
        names.extend(f"Searched for: {word}" for word in searched[1])
    words = sparse.csr_array(sparse.hstack(blocks, format="csr"))
    dense = np.hstack(vectors) if len(vectors) > 2 else vectors[-1]
    return _whole(words, np.array(names, dtype=object), dense)


def _whole(words: sparse.csr_array[Any], names: Array, dense: Array) -> ItemFeatures:
    """Words and embeddings scaled together, so that each item has length 1."""
    squares = words.multiply(words).sum(axis=1) + np.einsum("ij,ij->i", dense, dense)
    scale = 1.0 / np.maximum(np.sqrt(squares), 1e-12)
    dense *= scale[:, None].astype(np.float32)
    return ItemFeatures(sparse.csr_array(sparse.diags_array(scale) @ words), names, dense)


def _centred(vectors: Array) -> Array:
    """Vectors without their mean, as long as their block counts; 0 for gaps. Changes ``vectors``.

    >>> _centred(np.array([[1.0, 3.0], [np.nan, np.nan], [1.0, 1.0]]))
    array([[ 0. ,  0.5],
           [ 0. ,  0. ],
           [ 0. , -0.5]])
    """
    known = np.flatnonzero(~np.isnan(vectors).any(axis=1))
    largest = np.abs(vectors[known]).max(initial=0.0)
    vectors[known] -= vectors[known].mean(axis=0, dtype=float) if len(known) else 0.0
    np.nan_to_num(vectors, copy=False)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    # What is left of vectors that are all the same is rounding, and has no direction.
    scale = np.where(lengths > 1e-5 * largest, BLOCK_WEIGHTS["vector"], 0.0)
    vectors *= (scale / np.maximum(lengths, 1e-12)).astype(vectors.dtype)
    return vectors


def _block(
    items: pd.DataFrame, attribute: Attribute
) -> tuple[sparse.csr_array[Any], list[str]] | None:
    """Counts of one column, and the names of what is counted; None if it says nothing."""
    if attribute.kind == "number":
        return _bands(items[attribute.name])
    texts = items[attribute.name].astype(str)
    if attribute.kind == "text":
        return _counts(texts, None)
    if attribute.kind == "list":
        return _counts(texts, lambda text: split_list(text, attribute.separator))
    if attribute.kind == "category":
        return _counts(texts, lambda text: [text] if text else [])
    return None


def _counts(texts: pd.Series, parts: Any) -> tuple[sparse.csr_array[Any], list[str]] | None:
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415  slow to import

    options = (
        {"analyzer": parts} if parts else {"stop_words": "english", "max_features": _MAX_WORDS}
    )
    vectorizer = CountVectorizer(binary=True, **options)
    try:
        counts = vectorizer.fit_transform(texts)
    except ValueError:  # only stop words or nothing at all
        return None
    return sparse.csr_array(counts.astype(float)), list(vectorizer.get_feature_names_out())


def _bands(column: pd.Series) -> tuple[sparse.csr_array[Any], list[str]] | None:
    """Quantile bands of numbers, each value spread over its own band and two on either side."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
    known = np.flatnonzero(np.isfinite(numbers))
    if len(known) == 0:
        return None
    edges = np.unique(np.quantile(numbers[known], np.linspace(0, 1, _BANDS + 1)[1:-1]))
    own = np.searchsorted(edges, numbers[known], side="right")
    bands = (own[:, None] + np.arange(len(_SPREAD))).ravel()
    matrix = sparse.csr_array(
        (np.tile(_SPREAD, len(known)), (np.repeat(known, len(_SPREAD)), bands)),
        shape=(len(column), len(edges) + len(_SPREAD)),
    )
    inner = np.clip(np.arange(matrix.shape[1]) - len(_SPREAD) // 2, 0, len(edges))
    return matrix, [f"{ABOUT}{_middle(numbers[known], own, edges, band):.4g}" for band in inner]


def _middle(numbers: Floats, own: Array, edges: Floats, band: int) -> float:
    """A number that stands for a band: the median of what is in it, else its edge."""
    inside = numbers[own == band]
    return float(np.median(inside) if len(inside) else edges[min(band, len(edges) - 1)])


def _by_rarity(counts: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + counts.shape[0]) / (1 + having)) + 1.0
    return sparse.csr_array(counts * idf[None, :])


def _unit_rows(matrix: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
    lengths: Floats = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1.0 / np.maximum(lengths, 1e-12)) @ matrix)
