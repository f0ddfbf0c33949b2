"""Names: which kind of personal data the name of a column speaks of."""

from __future__ import annotations

import unicodedata
from functools import cache

from recengine.data.folding import tokens
from recengine.data.privacy.categories import Category
from recengine.data.privacy.special import SPECIAL
from recengine.data.privacy.vocabulary import EVERYDAY
from recengine.data.tables import Kind

_JOINING = "of the de la le les l d des du del della dei di da do dos der den het van i y e"
_OWNERS = (
    "customer client user member buyer person billing shipping contact primary secondary private "
    "home work personal subscriber account reviewer visitor guest recipient delivery alternate my "
    "current default kunde kunden kaeufer kaufer nutzer benutzer privat rechnung liefer "
    "utilisateur acheteur usuario cliente utente gebruiker klant uzytkownik klient"
)
_VARIANTS = "1 2 3 value text raw field hash hashed sha md5 sha256 line encrypted"
#: Words that only join others.
_SMALL = frozenset(_JOINING.split())
#: Words that say whose it is, or which of several, and change nothing.
_WHOSE = tuple(_OWNERS.split())
_WHICH = frozenset(_VARIANTS.split())
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})


def by_name(column: str, kind: Kind) -> Category | None:
    """The kind of personal data that a column's name stands for.

    Items have authors, brands and addresses that are nobody's secret, so their names say nothing.

    >>> by_name("Geburtsdatum", "users").name, by_name("billing_email", "interactions").name
    ('date of birth', 'e-mail address')
    >>> by_name("email_opt_in", "users"), by_name("party_size", "users")
    (None, None)
    >>> by_name("name", "users").name, by_name("name", "interactions"), by_name("email", "items")
    ("person's name", None, None)
    """
    if kind == "items":
        return None
    known = _known(in_users=kind == "users")
    return next((known[word] for word in _readings(column) if word in known), None)


def _readings(name: str) -> list[str]:
    """A name as one word, as it is and without the words that change nothing."""
    words = _words(name)
    bare = [word for word in words if word not in _WHICH]
    own = [word for word in bare if word not in _WHOSE] or bare
    readings = ["".join(words), "".join(bare), "".join(own)]
    joined = readings[1]
    readings += [joined.removeprefix(whose) for whose in _WHOSE if joined.startswith(whose)]
    if own != bare and own == ["name"]:
        readings.append("personname")
    return [reading for reading in readings if reading]


def _words(name: str) -> list[str]:
    """The words of a name without accents and small words; other scripts stay one word."""
    words = tokens(name.translate(_PLAIN))
    kept = [word for word in words if word not in _SMALL] or words
    if kept and any(len(word) > 1 for word in kept):
        return kept
    whole = unicodedata.normalize("NFKC", name).strip().casefold()
    return kept or ([whole] if whole else [])


@cache
def _known(*, in_users: bool) -> dict[str, Category]:
    known: dict[str, Category] = {}
    for category in (*EVERYDAY, *SPECIAL):
        phrases = category.phrases + (";" + category.users_only if in_users else "")
        for phrase in phrases.split(";"):
            for spelled in (phrase, phrase.translate(_UMLAUTS)):
                known.setdefault("".join(_words(spelled)), category)
    known.pop("", None)
    return known
