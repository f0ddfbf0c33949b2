"""Names: what columns are called, folded so that case, spaces, signs and accents do not matter."""

from __future__ import annotations

import re
import unicodedata

from recengine.data.reading.vocabulary import VOCABULARY

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
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_GENERIC = re.compile(r"(?:col|column|field|feld|spalte|var|v|x|c|f|unnamed|campo|champ)?\d*|[a-z]")


def fold(name: str) -> str:
    """A name without case, spaces, signs and accents.

    >>> fold("User ID") == fold("userId") == fold("user_id") == "userid"
    True
    >>> fold("Käufer-Nr.")
    'kaufernr'
    """
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    return "".join(letter for letter in plain.lower() if letter.isalnum() and letter.isascii())


def tokens(name: str) -> list[str]:
    """The words of a name.

    >>> tokens("externalCustomerID"), tokens("id_of_user")
    (['external', 'customer', 'id'], ['id', 'of', 'user'])
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return [word.lower() for word in _WORD.findall(plain)]


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
