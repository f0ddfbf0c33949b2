"""Item features: words, entries, bands and embeddings from every column of a catalogue.

Each column becomes a block: words of texts, entries of lists and categories, and bands of numbers
(a value counts for the five bands around it, so that 1994 resembles 1996); what people searched
for just before they chose an item is one more text about it. Entries are weighted by how rare they
are,

    idf = log((1 + n_items) / (1 + items with it)) + 1

An embedding is a dense block, of which the mean over all items is taken off, since it says nothing
of any of them. Each block is brought to length ``BLOCK_WEIGHTS`` of its kind, and each item to
length 1.

What the catalogue settles (words, rarities, bands, means) is a ``FeatureCode``, which reads a row
that the catalogue does not hold in the same way: a copy of an item gets exactly that item's vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from recengine.arrays import Array
from recengine.data.dataset import Dataset
from recengine.data.searching import searched_for
from recengine.models.feature_columns import (
    BLOCK_WEIGHTS,
    Column,
    Embedding,
    column_code,
    embedding_code,
    words_code,
)
from recengine.models.likeness import ItemFeatures

__all__ = ["BLOCK_WEIGHTS", "FeatureCode", "feature_code", "item_features"]


@dataclass(frozen=True, eq=False)
class FeatureCode:
    """Everything that a catalogue has settled, so that other rows can be read like its own.

    Parameters
    ----------
    columns : of words, in their order.
    searched : words that led to items, if any did.
    embeddings : columns of vectors.
    """

    columns: tuple[Column, ...]
    searched: Column | None
    embeddings: tuple[Embedding, ...]

    def read(self, items: pd.DataFrame, searched: pd.Series | None = None) -> ItemFeatures:
        """Features of items, new ones too.

        Parameters
        ----------
        items : one row an item, columns as in the catalogue.
        searched : what people typed before they chose each; nothing where it is not known.

        >>> from recengine.data.samples import load_sample
        >>> shop = load_sample("shop")
        >>> copy = feature_code(shop).read(shop.items.iloc[[16]])
        >>> float(copy.cosines_of(copy)[0, 0].round(9))
        1.0
        """
        blocks: list[sparse.csr_array[Any]] = [sparse.csr_array((len(items), 0))]
        blocks += [column.read(items[column.name]) for column in self.columns]
        if self.searched is not None:
            typed = pd.Series([""] * len(items)) if searched is None else searched
            blocks.append(self.searched.read(typed))
        vectors: list[Array] = [np.zeros((len(items), 0), dtype=np.float32)]
        vectors += [embedding.read(items) for embedding in self.embeddings]
        words = sparse.csr_array(sparse.hstack(blocks, format="csr"))
        dense = np.hstack(vectors) if len(vectors) > 2 else vectors[-1]
        return _whole(words, np.array(self.names, dtype=object), dense)

    @property
    def names(self) -> list[str]:
        """What every word is called, in the order of the features."""
        parts = (*self.columns, *([self.searched] if self.searched else []))
        return [name for column in parts for name in column.names]


def item_features(dataset: Dataset) -> ItemFeatures:
    """Features of every item, from all columns that say something."""
    return feature_code(dataset).read(dataset.items, searched_for(dataset))


def feature_code(dataset: Dataset) -> FeatureCode:
    """How the items of a catalogue are read."""
    columns, embeddings = [], []
    untitled = bool((dataset.titles == dataset.item_ids).all())  # ids stand in for titles
    for attribute in dataset.item_attributes:
        if untitled and attribute.name == "title":
            continue
        if attribute.kind == "vector":
            embeddings.append(embedding_code(dataset.items, attribute))
            continue
        column = column_code(dataset.items, attribute)
        if column is not None:
            columns.append(column)
    searched = words_code(searched_for(dataset), "", "Searched for", "search", None)
    return FeatureCode(tuple(columns), searched, tuple(embeddings))


def _whole(words: sparse.csr_array[Any], names: Array, dense: Array) -> ItemFeatures:
    """Words and embeddings scaled together, so that each item has length 1."""
    squares = words.multiply(words).sum(axis=1) + np.einsum("ij,ij->i", dense, dense)
    scale = 1.0 / np.maximum(np.sqrt(squares), 1e-12)
    dense *= scale[:, None].astype(np.float32)
    return ItemFeatures(sparse.csr_array(sparse.diags_array(scale) @ words), names, dense)
