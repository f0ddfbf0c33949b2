"""Names: which of them are known, which say nothing, and the noun that one is about."""

from __future__ import annotations

import re

from recengine.data.folding import fold, tokens
from recengine.data.reading.vocabulary import VOCABULARY

__all__ = ["fold", "is_generic", "is_known", "noun"]

#: Words that only say "this is an id" beside the noun that says of what.
_NEUTRAL = frozenset(
    [
        "id",
        "ids",
        "no",
        "nr",
        "num",
        "number",
        "nummer",
        "code",
        "key",
        "uuid",
        "guid",
        "hash",
        "ref",
        "external",
        "internal",
        "ext",
        "pseudo",
        "anon",
        "anonymous",
        "anonymized",
        "anonymised",
        "masked",
        "encoded",
        "encrypted",
        "global",
        "unique",
        "original",
        "source",
        "raw",
        "the",
        "of",
        "my",
        "our",
        "x",
        "int",
        "str",
    ]
)
_GENERIC = re.compile(r"(?:col|column|field|feld|spalte|var|v|x|c|f|unnamed|campo|champ)?\d*|[a-z]")


def noun(name: str) -> str:
    """What is left of a name without the words that only mark an id; empty unless one word is.

    >>> noun("external_customer_ref"), noun("customer_rating")
    ('customer', '')
    """
    rest = [word for word in tokens(name) if word not in _NEUTRAL]
    return rest[0] if len(rest) == 1 else ""


def is_generic(name: str) -> bool:
    """Whether a name says nothing, such as ``col1``, ``0`` or ``x``.

    >>> is_generic("column 3"), is_generic("0"), is_generic("city")
    (True, True, False)
    """
    return _GENERIC.fullmatch(fold(name)) is not None


def is_known(name: str) -> bool:
    """Whether a name is in any list of words, which marks a header.

    >>> is_known("movieId"), is_known("1193")
    (True, False)
    """
    return fold(name) in _KNOWN


_KNOWN = frozenset(
    word
    for roles in VOCABULARY.values()
    for words in roles.values()
    for word in (*words.sure, *words.usual, *words.weak)
)
