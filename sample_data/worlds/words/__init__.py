"""Word lists in plain text, and the few functions that read them."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of ``name``.txt without comments and blank lines."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    stripped = (line.strip() for line in text.split("\n"))
    return [line for line in stripped if line and not line.startswith("#")]


def parts(line: str, separator: str) -> list[str]:
    """The trimmed parts of a line."""
    return [part.strip() for part in line.split(separator) if part.strip()]


def with_articles(text: str) -> str:
    """Turn "a" into "an" where the next word begins with a vowel sound.

    >>> with_articles("A hourglass, a oak and a USB lamp for a one-man tent")
    'An hourglass, an oak and a USB lamp for a one-man tent'
    """
    vowel = r"(?i:[aeio](?!ne\b)|u[mnpr](?!i)|hour|heir|honest)"
    return re.sub(rf"\b([Aa]) (?={vowel})", r"\1n ", text)


def in_sentence(noun: str) -> str:
    """A title-case noun as it stands inside a sentence; abbreviations keep their capitals.

    >>> in_sentence("USB-C Charger")
    'USB-C charger'
    """
    return " ".join(
        word if word[:2].isupper() and len(word) > 1 else word.lower() for word in noun.split(" ")
    )
