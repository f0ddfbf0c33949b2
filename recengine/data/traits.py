"""Traits: what is known of people before they do anything, such as country or age band.

Every column of the people's file that sorts them into a few groups is one trait; of a list, such
as favourite genres, the first entry counts. A person carries theirs as small codes, so that a model
can serve somebody of whom it knows nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from recengine.arrays import Array
from recengine.data.attributes import Attribute, describe, split_list
from recengine.errors import InvalidSetting, Problem

#: Groups of one trait: fewer sort nobody, more leave too few in each.
_FEWEST, _MOST = 2, 30


@dataclass(frozen=True)
class Trait:
    """A column that sorts people into groups, what the groups are called, and what parts a list."""

    column: str
    label: str
    groups: tuple[str, ...]
    separator: str = ""


def traits_of(users: pd.DataFrame) -> tuple[Trait, ...]:
    """The traits that a frame of people holds.

    >>> people = pd.DataFrame({"user_id": ["a", "b", "c"], "plan": ["basic", "", "family"]})
    >>> traits_of(people)
    (Trait(column='plan', label='Plan', groups=('basic', 'family'), separator=''),)
    """
    found = []
    for attribute in describe(users, skip=("user_id",)):
        if attribute.kind in {"category", "list"}:
            groups = tuple(sorted(set(_entries(users, attribute)) - {""}))
            if _FEWEST <= len(groups) <= _MOST:
                found.append(Trait(attribute.name, attribute.label, groups, attribute.separator))
    return tuple(found)


def trait_codes(users: pd.DataFrame) -> Array:
    """(n_people, n_traits) the group of everybody by every trait, -1 where it is unknown.

    >>> trait_codes(pd.DataFrame({"user_id": ["a", "b", "c"], "plan": ["basic", "", "family"]}))
    array([[ 0],
           [-1],
           [ 1]], dtype=int16)
    """
    columns = [
        pd.Index(trait.groups).get_indexer(_entries(users, trait)) for trait in traits_of(users)
    ]
    return np.array(columns, dtype=np.int16).reshape(len(columns), len(users)).T


def code_traits(traits: tuple[Trait, ...], known: Mapping[str, str]) -> Array:
    """(1, n_traits) codes of somebody of whom only ``known`` is known, value by column.

    >>> code_traits((Trait("plan", "Plan", ("basic", "family")),), {"plan": "family"})
    array([[1]], dtype=int16)
    """
    out = np.full((1, len(traits)), -1, dtype=np.int16)
    columns = {trait.column: place for place, trait in enumerate(traits)}
    for column, value in known.items():
        trait = traits[columns[column]] if column in columns else None
        if trait is None or value not in trait.groups:
            known_here = [f"{each.column} ({', '.join(each.groups)})" for each in traits]
            raise InvalidSetting(
                Problem(
                    "unknown_trait",
                    f"Nobody here has {value!r} as {column}.",
                    f"Choose among {'; '.join(known_here)}."
                    if known_here
                    else "Add a file of people.",
                    column=column,
                    value=value,
                )
            )
        out[0, columns[column]] = trait.groups.index(value)
    return out


def _entries(users: pd.DataFrame, of: Attribute | Trait) -> list[str]:
    """What everybody has in a column: the whole cell, or the first entry of a list."""
    name = of.name if isinstance(of, Attribute) else of.column
    cells = users[name].fillna("").astype(str)
    if not of.separator:
        return cells.to_list()
    return [(split_list(cell, of.separator) or [""])[0] for cell in cells]
