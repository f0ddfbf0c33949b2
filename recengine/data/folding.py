"""Folding: names of columns compared without regard to case, spaces, signs and accents."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


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
