"""Embeddings in a catalogue: where they stand, and one array of them.

A vector stands in one cell, ``[0.1, -0.2, ...]`` or ``0.1|-0.2|...``, or over many columns that
share a stem and count on, ``emb_0``, ``emb_1``, ... A cell that holds none, or one of another
length than most, is a gap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from recengine.arrays import Array, Mask
from recengine.errors import Problem

if TYPE_CHECKING:
    from recengine.data.attributes import Attribute

#: Fewer numbers are coordinates, sizes or ratings rather than an embedding.
SHORTEST = 4
_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_CELL = rf"^[\s\[(]*{_NUMBER}(?:(?:\s*[,;|]\s*|\s+){_NUMBER})*[\s\])]*$"
_WHOLE_LIST = r"^[^.eE]*$"
_FRACTION = r"\.\d*[1-9]|[eE]-"
_BETWEEN = r"[\s,;|\[\]()]+"
_COUNTED = re.compile(r"^(.*?[^\d_\-. ])[_\-. ]?(\d+)$")
_STEMS = re.compile(r"emb|vec|dim|latent|feat|factor|component|^pca?$|^[fvxz]$", re.IGNORECASE)
_NEARLY_ALL = 0.9
_SAMPLE = 2_000
_BLOCK = 20_000


def holds_vectors(values: pd.Series) -> bool:
    """Whether filled cells (text) hold vectors: constant in length, and not whole numbers.

    >>> holds_vectors(pd.Series(["[0.1, 0.2, 0.3, 0.4]", "[1.0, 0.0, 0.5, 0.1]"]))
    True
    >>> holds_vectors(pd.Series(["1|5|9|12", "2|5|8|11"]))
    False
    """
    cells = pa.array(values, type=pa.string())
    readable, lengths = _measured(cells)
    length = _usual(lengths[readable])
    if length < SHORTEST or (readable & (lengths == length)).mean() < _NEARLY_ALL:
        return False
    bracketed = pc.starts_with(pc.utf8_ltrim_whitespace(cells), "[")
    pointed = pc.invert(pc.match_substring_regex(cells, _WHOLE_LIST))
    broken = pc.match_substring_regex(cells, _FRACTION)
    decimal = pc.or_(broken, pc.and_(bracketed, pointed))
    return bool(np.mean(decimal.to_numpy(zero_copy_only=False)) > 0.5)


def vector_columns(frame: pd.DataFrame, skip: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Stem -> the columns that are one vector together, in the order of their numbers.

    >>> films = pd.DataFrame({f"emb_{place}": [0.1, 0.2] for place in range(5)})
    >>> vector_columns(films)
    {'emb': ('emb_0', 'emb_1', 'emb_2', 'emb_3', 'emb_4')}
    """
    stems: dict[str, dict[int, str]] = defaultdict(dict)
    for name in map(str, frame.columns):
        found = None if name in skip else _COUNTED.match(name)
        if found:
            stems[found[1]][int(found[2])] = name
    return {
        stem: tuple(held[place] for place in sorted(held))
        for stem, held in stems.items()
        if len(held) >= SHORTEST
        and min(held) in (0, 1)
        and max(held) - min(held) == len(held) - 1
        and _one_vector(stem, frame[[*held.values()]])
    }


def read_vectors(frame: pd.DataFrame, attribute: Attribute, length: int | None = None) -> Array:
    """(n_rows, d) float32 vectors of an attribute of kind ``vector``, NaN rows for gaps.

    ``length`` is d where it is known; else it is the commonest length.

    >>> from recengine.data.attributes import describe
    >>> films = pd.DataFrame({"plot": ["[0.5, 1, 2, 3]", "", "[0.5, 1]", "[1.5, 0, 1, 0]"]})
    >>> read_vectors(films, describe(films)[0])[:, :2]
    array([[0.5, 1. ],
           [nan, nan],
           [nan, nan],
           [1.5, 0. ]], dtype=float32)
    """
    if attribute.columns:
        return _from_columns(frame[list(attribute.columns)])
    return _from_cells(frame[attribute.name], length)


def vector_gaps(frame: pd.DataFrame, attributes: tuple[Attribute, ...]) -> list[Problem]:
    """One problem for each vector that some items lack."""
    out = []
    for attribute in attributes:
        if attribute.kind != "vector":
            continue
        missing = np.isnan(read_vectors(frame, attribute)[:, 0])
        if not missing.any():
            continue
        columns = frame[list(attribute.columns or (attribute.name,))]
        filled = (columns.notna() & (columns.astype(str) != "")).any(axis=1).to_numpy()
        out.append(_gap(attribute.name, len(frame), missing, filled))
    return out


def _gap(name: str, n_items: int, missing: Mask, filled: Mask) -> Problem:
    empty, unusable = int((missing & ~filled).sum()), int((missing & filled).sum())
    return Problem(
        "vectors_with_gaps",
        f"{int(missing.sum())} of {n_items} items have no usable vector in {name}: {empty} empty, "
        f"{unusable} unreadable or of another length; they are described by their other columns.",
        "Compute the missing vectors if these items matter.",
        column=name,
        count=int(missing.sum()),
    )


def _one_vector(stem: str, columns: pd.DataFrame) -> bool:
    """Whether all columns are numbers, and their name or their fractions speak for a vector."""
    sample = columns.iloc[:_SAMPLE].astype(str).to_numpy().ravel()
    texts = pd.Series(sample[(sample != "") & (sample != "nan")])
    if texts.empty or pd.to_numeric(texts, errors="coerce").notna().mean() <= 0.95:
        return False
    return bool(_STEMS.search(stem)) or bool(texts.str.contains(_FRACTION).mean() > 0.5)


def _from_columns(columns: pd.DataFrame) -> Array:
    out = np.empty(columns.shape, dtype=np.float32)
    for place, name in enumerate(columns.columns):
        out[:, place] = pd.to_numeric(columns[name], errors="coerce").to_numpy(dtype=np.float32)
    out[~np.isfinite(out).all(axis=1)] = np.nan
    return out


def _from_cells(column: pd.Series, length: int | None) -> Array:
    """Cells cut and read by Arrow, a block at a time, so that the text stands in memory once."""
    blocks = [
        pa.array(column.iloc[start : start + _BLOCK].astype(str), type=pa.string())
        for start in range(0, len(column), _BLOCK)
    ]
    measured = [_measured(cells) for cells in blocks]
    if length is None:
        length = _usual(np.concatenate([lengths[readable] for readable, lengths in measured]))
    out = np.full((len(column), length), np.nan, dtype=np.float32)
    for place, (cells, (readable, lengths)) in enumerate(zip(blocks, measured, strict=True)):
        good = readable & (lengths == length)
        if not good.any():
            continue
        numbers = pc.list_flatten(_parts(cells.filter(pa.array(good)))).cast(pa.float32())
        rows = place * _BLOCK + np.flatnonzero(good)
        out[rows] = numbers.to_numpy(zero_copy_only=False).reshape(-1, length)
    out[~np.isfinite(out).all(axis=1)] = np.nan
    return out


def _measured(cells: pa.StringArray) -> tuple[Mask, Array]:
    """Which cells are nothing but numbers, and how many each holds."""
    readable = pc.match_substring_regex(cells, _CELL).to_numpy(zero_copy_only=False)
    lengths = pc.list_value_length(_parts(cells)).to_numpy(zero_copy_only=False)
    return readable.astype(bool), lengths


def _parts(cells: pa.StringArray) -> pa.ListArray:
    spaced = pc.replace_substring_regex(cells, _BETWEEN, " ")
    return pc.split_pattern(pc.utf8_trim_whitespace(spaced), " ")


def _usual(lengths: Array) -> int:
    """The commonest length; 0 where there is none."""
    return int(np.bincount(lengths).argmax()) if len(lengths) else 0
