"""What columns of an item or user file hold: text, a category, a list, numbers, a vector, dates.

Judged on content alone, so that any catalogue works; the title is always text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from recengine.data.vectors import holds_vectors, vector_columns

AttributeKind = Literal[
    "text", "category", "list", "number", "vector", "date", "identifier", "empty"
]

#: A list is written with one of these; ``>`` also means a path from broad to narrow.
SEPARATORS = ("|", ";", " > ", ", ")
_SAMPLE = 2_000
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Attribute:
    """One column of a catalogue: its name in the file, what it holds, and how lists are split.

    A vector may stand over many ``columns``, whose common stem is then its name.
    """

    name: str
    kind: AttributeKind
    separator: str = ""
    columns: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name as a person would write it.

        >>> Attribute("ageRating_group", "category").label
        'Age rating group'
        """
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.name).replace("_", " ").replace("-", " ")
        return " ".join(words.split()).capitalize()


def describe(frame: pd.DataFrame, *, skip: tuple[str, ...] = ()) -> tuple[Attribute, ...]:
    """Describe every column of ``frame`` but those in ``skip``; columns of a vector as one.

    >>> films = pd.DataFrame({"genres": ["Drama|Crime", "Drama"] * 9, "year": range(1990, 2008)})
    >>> [attribute.kind for attribute in describe(films)]
    ['list', 'number']
    """
    vectors = vector_columns(frame, skip)
    stem_of = {column: stem for stem, columns in vectors.items() for column in columns}
    out: dict[str | tuple[str, ...], Attribute] = {}
    for name in map(str, frame.columns):
        if name in stem_of:
            columns = vectors[stem_of[name]]
            out[columns] = Attribute(stem_of[name], "vector", columns=columns)
        elif name not in skip:
            out[name] = _attribute(name, frame[name])
    return tuple(out.values())


def _attribute(name: str, column: pd.Series) -> Attribute:
    if name == "title":
        return Attribute(name, "text")
    if pd.api.types.is_datetime64_any_dtype(column):
        return Attribute(name, "date")
    values = column.dropna().astype(str)
    values = values[values.str.strip() != ""].iloc[:_SAMPLE]
    if values.empty:
        return Attribute(name, "empty")
    if holds_vectors(values):
        return Attribute(name, "vector")
    if pd.to_numeric(values, errors="coerce").notna().mean() > 0.95:
        return Attribute(name, "number" if values.nunique() > 2 else "category")
    if values.str.match(_DATE).mean() > 0.9:
        return Attribute(name, "date")
    separator = _separator(values)
    if separator:
        return Attribute(name, "list", separator)
    words = values.str.count(r"\s+") + 1
    repeated = 1 - values.nunique() / len(values)
    if words.mean() >= 4:
        return Attribute(name, "text")
    if repeated > 0.3 or len(values) < 20:
        return Attribute(name, "category")
    return Attribute(name, "text" if words.mean() > 1.3 else "identifier")


def _separator(values: pd.Series) -> str:
    """The separator that cuts the values into parts that recur, if there is one."""
    for separator in SEPARATORS:
        cut = values.str.contains(separator, regex=False)
        if cut.mean() < 0.1:
            continue
        parts = values.str.split(separator, regex=False).explode().str.strip()
        short = (parts.str.count(r"\s+") + 1).mean() <= 3
        if short and parts.nunique() < 0.8 * len(parts):
            return separator
    return ""


def split_list(text: str, separator: str) -> list[str]:
    """The parts of one cell; a path also yields each of its beginnings.

    >>> split_list("Drama|Crime", "|"), split_list("Outdoor > Shoes", " > ")
    (['Drama', 'Crime'], ['Outdoor', 'Outdoor > Shoes'])
    """
    parts = [part.strip() for part in text.split(separator)] if text else []
    if separator == " > ":
        return [separator.join(parts[: end + 1]) for end in range(len(parts))]
    return [part for part in parts if part]
