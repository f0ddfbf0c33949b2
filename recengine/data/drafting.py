"""Drafting: a new item typed in, one field a column of the catalogue, and examples for it.

Fields are made from the columns that describe items. A draft is written as the catalogue writes its
own rows, so that whatever reads those reads it too. Columns that no one can type (vectors, ids,
dates of arrival) have no field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from recengine.data.attributes import Attribute, split_list
from recengine.data.dataset import Dataset

#: Values of a field that are suggested, the commonest first.
_MOST_OPTIONS = 1_000
#: Kinds of columns that have a field.
TYPED = ("text", "category", "list", "number")

#: What a field holds: text, entries, a number, or nothing.
Value = str | tuple[str, ...] | float | None


@dataclass(frozen=True)
class Field:
    """One thing to type of a new item.

    Parameters
    ----------
    attribute : the column.
    options : existing values to choose from; empty for texts and numbers.
    low, high : of a number in the catalogue.
    """

    attribute: Attribute
    options: tuple[str, ...] = ()
    low: float = np.nan
    high: float = np.nan

    @property
    def several(self) -> bool:
        """Whether more than one value may be chosen; a path is one value."""
        return self.attribute.kind == "list" and self.attribute.separator != " > "


def fields(dataset: Dataset) -> tuple[Field, ...]:
    """What can be typed of a new item, the title first; beside it nothing where no column says."""
    known = [each for each in dataset.item_attributes if each.kind in TYPED]
    return tuple(_field(dataset.items[each.name], each) for each in known)


def describing(dataset: Dataset) -> bool:
    """Whether any column beyond the ids says anything of items."""
    ids = dataset.items["item_id"].astype(str)
    titled = not (dataset.items["title"].astype(str) == ids).all()
    return titled or any(each.attribute.name != "title" for each in fields(dataset))


def _field(column: pd.Series, attribute: Attribute) -> Field:
    if attribute.kind == "number":
        numbers = pd.to_numeric(column, errors="coerce")
        return Field(attribute, low=float(numbers.min()), high=float(numbers.max()))
    if attribute.kind == "text":
        return Field(attribute)
    cells = column.fillna("").astype(str)
    found = Counter(part for cell in cells for part in _parts(cell, attribute))
    return Field(attribute, tuple(value for value, _ in found.most_common(_MOST_OPTIONS)))


def _parts(cell: str, attribute: Attribute) -> list[str]:
    if attribute.kind == "list" and attribute.separator != " > ":
        return split_list(cell, attribute.separator)
    return [cell] if cell else []


def values_of(dataset: Dataset, item: int) -> dict[str, Value]:
    """What an existing item has in every field."""
    return {
        each.attribute.name: _value(dataset.items[each.attribute.name].iloc[item], each)
        for each in fields(dataset)
    }


def _value(cell: object, of: Field) -> Value:
    if of.attribute.kind == "number":
        number = pd.to_numeric(str(cell), errors="coerce")
        return float(number) if np.isfinite(number) else None
    text = "" if pd.isna(cell) else str(cell)
    return tuple(_parts(text, of.attribute)) if of.several else text


def row_of(dataset: Dataset, values: Mapping[str, Value]) -> pd.DataFrame:
    """One row, written as the catalogue writes its own; what is not typed is empty.

    >>> from recengine.data.samples import load_sample
    >>> shop = load_sample("shop")
    >>> row_of(shop, {"title": "Tent", "tags": ("outdoor", "new")})["tags"].tolist()
    ['outdoor|new']
    """
    separators = {each.name: each.separator for each in dataset.item_attributes}
    cells: dict[str, object] = {}
    for name in dataset.items.columns:
        value = values.get(name)
        if isinstance(value, tuple):
            cells[name] = separators.get(name, "|").join(value)
        elif value is None:
            cells[name] = np.nan if pd.api.types.is_numeric_dtype(dataset.items[name]) else ""
        else:
            cells[name] = value
    return pd.DataFrame([cells])


def example(dataset: Dataset, seed: int) -> dict[str, Value]:
    """A plausible new item: one item's attributes with the numbers of another that is like it.

    The other is that of a handful which has most in common with the first, so that both go
    together.
    """
    rng = np.random.default_rng(seed)
    first, *others = rng.integers(dataset.n_items, size=41)
    one = values_of(dataset, int(first))
    drawn = [values_of(dataset, int(other)) for other in others if other != first] or [one]
    two = max(drawn, key=lambda other: _shared(one, other))
    numbers = {each.attribute.name for each in fields(dataset) if each.attribute.kind == "number"}
    mixed = {name: two[name] if name in numbers else value for name, value in one.items()}
    mixed["title"] = _blended(str(one["title"]), str(two["title"]))
    return mixed


def _shared(one: Mapping[str, Value], other: Mapping[str, Value]) -> int:
    """How many entries and categories two items have in common."""
    return sum(len(_entries(value) & _entries(other[name])) for name, value in one.items())


def _entries(value: Value) -> set[str]:
    if isinstance(value, tuple):
        return set(value)
    return {value} if isinstance(value, str) and value else set()


def _blended(one: str, other: str) -> str:
    """The beginning of one title and the end of another.

    >>> _blended("The Olive Press", "Cold Harbour Lane")
    'The Olive Harbour Lane'
    """
    first, last = one.split(), other.split()
    return " ".join([*first[: (len(first) + 1) // 2], *last[len(last) // 2 :]])
