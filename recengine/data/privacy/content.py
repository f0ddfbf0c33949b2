"""Content: which kind of personal data the cells of a column look like, whatever it is called.

Numbers with a check digit (cards by Luhn's formula, accounts by ISO 7064 mod 97-10, as ISO 13616
has it for IBANs, Spanish identity numbers by their letter) are believed only when it fits, since
ids and article numbers have as many digits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.privacy.categories import Category
from recengine.data.privacy.vocabulary import (
    ACCOUNT,
    BIRTH,
    CARD,
    DEVICE,
    EMAIL,
    IDENTITY,
    IP,
    LOCATION,
    PHONE,
    POSTCODE,
)
from recengine.data.tables import Kind

#: Share of filled cells from which a column is of a kind.
SHARE = 0.3
#: Share of cells of the right shape whose check digit must fit; chance gives one in ten.
_FITTING = 0.8
#: Longer cells are texts, in which an address may occur without the column being one.
_LONGEST = 120

_YES_OR_NO = (
    "0 1 0.0 1.0 true false yes no y n t f ja nein oui non si sí nee sim não nao tak nie on off "
    "opted-in opted-out subscribed unsubscribed"
)
_FLAGS = frozenset(_YES_OR_NO.split())
_OCTET = r"(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
#: Written for calls from abroad, which nothing else is.
_ABROAD = (
    r"^(tel\.?:?\s*)?\+[1-9]\d{0,2}[\s().\-/]*(\d[\s().\-/]*){6,12}$",
    r"^00[1-9]\d{0,2}[\s().\-/]+(\d[\s().\-/]*){6,12}$",
)
_AT_HOME = (
    r"^\(?\d{3}\)?[\s.\-]\d{3}[\s.\-]\d{4}(\s*(x|ext\.?)\s*\d+)?$",
    r"^\(?0[1-9]\d{1,3}\)?\s?[\s/\-]\s?\d{3,8}([\s\-]\d{1,5}){0,3}$",
    r"^0\d([ .\-]\d{2}){4}$",
)


@dataclass(frozen=True)
class Shape:
    """What cells of a kind look like: any of some patterns, and a check of those that match."""

    category: Category
    patterns: tuple[str, ...]
    check: Callable[[str], bool] | None = None
    in_items: bool = False


def luhn(text: str) -> bool:
    """Whether the check digit of a card number fits.

    >>> luhn("4111 1111 1111 1111"), luhn("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(sign) for sign in reversed(text) if sign.isdecimal()]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def mod_97(text: str) -> bool:
    """Whether the check digits of an IBAN fit.

    >>> mod_97("DE89 3704 0044 0532 0130 00"), mod_97("DE88 3704 0044 0532 0130 00")
    (True, False)
    """
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def spanish_letter(text: str) -> bool:
    """Whether the letter of a Spanish DNI or NIE fits its number.

    >>> spanish_letter("12345678Z"), spanish_letter("12345678A")
    (True, False)
    """
    number = text[:-1].strip("-").replace("X", "0").replace("Y", "1").replace("Z", "2")
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == text[-1]


SHAPES: tuple[Shape, ...] = (
    Shape(
        EMAIL,
        (r"(^|[\s<,;:\"'(])[\w.!#$%&'*+/=?^`{|}~-]+@([\w-]+\.)+[A-Za-z\p{L}]{2,}\b",),
        in_items=True,
    ),
    Shape(
        CARD,
        (
            r"^(4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6011|65\d{2}|64[4-9]\d|35\d{2})([ -]?\d{4}){3}$",
            r"^3[47]\d{2}[ -]?\d{6}[ -]?\d{5}$",
            r"^3(0[0-5]|[689]\d)\d[ -]?\d{6}[ -]?\d{4}$",
        ),
        luhn,
        in_items=True,
    ),
    Shape(ACCOUNT, (r"^[A-Za-z]{2}\d{2}( ?[A-Za-z0-9]){11,30}$",), mod_97, in_items=True),
    Shape(
        IP,
        (
            rf"^({_OCTET}\.){{3}}{_OCTET}(:\d+)?$",
            r"^([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}$",
            r"^[0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4}){0,6}::([0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4}){0,6})?$",
        ),
        in_items=True,
    ),
    Shape(DEVICE, (r"^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$",)),
    Shape(
        IDENTITY,
        (
            r"^\d{3}-\d{2}-\d{4}$",
            r"^\d{3}\.\d{3}\.\d{3}-\d{2}$",
            r"^[A-Za-z]{6}\d{2}[A-EHLMPRSTa-ehlmprst]\d{2}[A-Za-z]\d{3}[A-Za-z]$",
            r"^[A-CEGHJ-PR-TW-Z]{2} \d{2} \d{2} \d{2} [A-D]$",
        ),
    ),
    Shape(IDENTITY, (r"^(\d{8}|[XYZ]\d{7})-?[A-Z]$",), spanish_letter),
    Shape(PHONE, (*_ABROAD, *_AT_HOME), in_items=True),
    Shape(
        LOCATION,
        (
            r"^[(\[]?\s*-?\d{1,2}\.\d{3,}\s*[,; ]\s*-?\d{1,3}\.\d{3,}\s*[)\]]?$",
            r"^(?i:point)\s*\(\s*-?\d{1,3}\.\d+\s+-?\d{1,3}\.\d+\s*\)$",
        ),
    ),
    Shape(
        POSTCODE,
        (r"^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$", r"^[A-Z]\d[A-Z] \d[A-Z]\d$", r"^\d{4} [A-Z]{2}$"),
    ),
)
_BIRTHS = (
    r"^(19[1-9]\d|200\d)-\d{1,2}-\d{1,2}([T ]00:00.*)?$",
    r"^\d{1,2}[./-]\d{1,2}[./-](19[1-9]\d|200\d)$",
)
_OLD = (r"^19[1-9]\d-", r"[./-]19[1-9]\d$")


def by_content(cells: pa.ChunkedArray, kind: Kind) -> tuple[Category, float] | None:
    """The kind of personal data that enough cells look like, and their share.

    >>> found = by_content(pa.chunked_array([["anna@example.org", "", "bo@example.org"]]), "users")
    >>> found[0].name, found[1]
    ('e-mail address', 1.0)
    >>> by_content(pa.chunked_array([["4000000000000000", "4000000000000001"]]), "users")
    """
    filled = pc.utf8_trim_whitespace(cells)
    filled = filled.filter(pc.not_equal(filled, ""))
    if not len(filled):
        return None
    for shape in SHAPES:
        if kind == "items" and not shape.in_items:
            continue
        share = matching(filled, shape) / len(filled)
        if share >= SHARE:
            return shape.category, share
    if kind == "users":
        dates, old = (_matches(filled, patterns) / len(filled) for patterns in (_BIRTHS, _OLD))
        if dates >= _FITTING and old >= SHARE:
            return BIRTH, dates
    return None


def matching(filled: pa.ChunkedArray, shape: Shape) -> int:
    """How many filled cells are of a shape; none where their check digits look like chance."""
    if shape.check is None:
        return _matches(filled, shape.patterns)
    shaped = filled.filter(_match(filled, shape.patterns)).to_pylist()
    fitting = sum(map(shape.check, shaped))
    return fitting if fitting and fitting >= _FITTING * len(shaped) else 0


def looks_personal(ids: pa.Array) -> pa.Array:
    """Which ids are surely e-mail addresses, phone numbers or IP addresses, each judged alone.

    >>> looks_personal(pa.array(["a@example.org", "+49 228 123456", "0012345678"])).to_pylist()
    [True, True, False]
    """
    patterns = [p for shape in SHAPES if shape.category in {EMAIL, IP} for p in shape.patterns]
    return _match(pc.utf8_trim_whitespace(ids), (*patterns, *_ABROAD))


def any_match(cells: pa.ChunkedArray, pattern: str) -> bool:
    """Whether some cell matches, or none is filled."""
    filled = cells.filter(pc.not_equal(cells, ""))
    return not len(filled) or bool(pc.any(pc.match_substring_regex(filled, pattern)).as_py())


def are_flags(cells: pa.ChunkedArray) -> bool:
    """Whether the cells only say yes or no.

    >>> are_flags(pa.chunked_array([["true", "False", ""]])), are_flags(pa.chunked_array([["7"]]))
    (True, False)
    """
    distinct = set(pc.unique(pc.utf8_lower(pc.utf8_trim_whitespace(cells))).to_pylist()) - {""}
    return bool(distinct) and distinct <= _FLAGS


def _matches(cells: pa.ChunkedArray, patterns: tuple[str, ...]) -> int:
    return int(pc.sum(_match(cells, patterns)).as_py() or 0)


def _match(cells: pa.ChunkedArray, patterns: tuple[str, ...]) -> pa.ChunkedArray:
    """Cells short enough to be one datum that match any of the patterns."""
    joined = "|".join(f"({pattern})" for pattern in patterns)
    short = pc.less_equal(pc.utf8_length(cells), _LONGEST)
    return pc.and_(pc.match_substring_regex(cells, joined), short)
