"""Pseudonyms: ids of people replaced by a keyed hash.

    pseudonym = "p_" + base32(BLAKE2b(id, key))[:16]

Who has the key can find a person's pseudonym again, so equal keys join files and what is left is
still personal data. BLAKE2: RFC 7693.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recengine.data.privacy.content import looks_personal
from recengine.errors import InvalidSetting, Problem

_KEY_BYTES = 32
_LEAST_BYTES, _MOST_BYTES = 16, 64
#: 80 bits: among ten million people two share a pseudonym with a chance of 1 to 24 billion.
_HASH_BYTES = 10
PREFIX = "p_"


def fresh_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(_KEY_BYTES)


@dataclass(frozen=True)
class Pseudonyms:
    """Replaces ids of people; the same key gives the same pseudonyms.

    >>> names = Pseudonyms(b"sixteen bytes...")
    >>> names.of("anna@example.org") == names.of("anna@example.org"), len(names.of("anna"))
    (True, 18)
    >>> names
    Pseudonyms()
    """

    key: bytes = field(default_factory=fresh_key, repr=False)

    def __post_init__(self) -> None:
        if not _LEAST_BYTES <= len(self.key) <= _MOST_BYTES:
            raise InvalidSetting(
                Problem(
                    "key_length",
                    f"The key for pseudonyms has {len(self.key)} bytes.",
                    f"Give {_LEAST_BYTES} to {_MOST_BYTES} random bytes.",
                )
            )

    def of(self, person: str) -> str:
        """The pseudonym of one id."""
        digest = hashlib.blake2b(person.encode(), key=self.key, digest_size=_HASH_BYTES).digest()
        return PREFIX + base64.b32encode(digest).decode().lower()

    def replace(self, text: pa.ChunkedArray, *, only_personal: bool) -> pa.ChunkedArray:
        """A column with pseudonyms, each distinct id hashed once; spaces around ids stay.

        ``only_personal`` leaves ids that are neither e-mail addresses nor phone numbers as they
        are, so that two files agree about an id whatever else they hold.
        """
        coded = pc.dictionary_encode(text).unify_dictionaries().combine_chunks()
        distinct = coded.dictionary
        chosen = np.ones(len(distinct), dtype=bool)
        if only_personal:
            chosen = np.asarray(looks_personal(distinct), dtype=bool)
        known = [
            self._within(written) if wanted else written
            for written, wanted in zip(distinct.to_pylist(), chosen.tolist(), strict=True)
        ]
        return pa.chunked_array([pa.array(known, pa.string()).take(coded.indices)])

    def _within(self, written: str) -> str:
        person = written.strip()
        return written.replace(person, self.of(person), 1) if person else written
