r"""Encoding: any usual text encoding to UTF-8 with ``\n`` line ends, one damaged line at a time.

UTF-8, UTF-16 and UTF-32 are recognised by their mark or their zeros. What is not valid UTF-8 is
Windows-1252 if its odd bytes look like letters in words; a text full of odd bytes is in another
script, and which one is asked; otherwise only the damaged lines go.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from recengine.data.reading.asking import Asking
from recengine.data.reading.damage import cut_lines, lines_not_utf8, lines_with_zeros
from recengine.data.reading.scripts import ask_encoding
from recengine.errors import Problem, UnusableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 65_536
_SPOTS = 2_000
_CONTROL = bytes(code for code in range(32) if code not in (1, 9, 10, 12, 13, 28, 29, 30, 31))
#: An odd byte inside a word, a quotation mark, or a currency: what Windows-1252 text looks like.
_IN_A_WORD = re.compile(rb"[A-Za-z][\x80-\xfe]|[\x80-\xfe][A-Za-z]|[\x80\xa3\xa5][ \d]")


@dataclass(frozen=True, eq=False)
class Decoded:
    """Text as UTF-8 bytes without mark, and the lines that had to go.

    ``cut`` maps a line of the file, counted from 1, to its text with ``?`` for damage.
    """

    text: bytes
    encoding: str
    cut: dict[int, str] = field(default_factory=dict)


def decode(raw: bytes, name: str, asking: Asking) -> Decoded:
    r"""Turn the bytes of a text file into UTF-8; ``asking`` hears of encodings that are a guess.

    >>> decode("id,café".encode("cp1252"), "a.csv", Asking()).encoding
    'windows-1252'
    >>> list(decode(b"id,name\n1,a\xff\n2,b\n", "a.csv", Asking()).cut)
    [2]
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _from(raw[len(mark) :], encoding, name, asking)
    return _from(raw, _by_zeros(raw[:4096]), name, asking)


def encoding_problem(decoded: Decoded, name: str) -> Problem | None:
    """The sentence about an encoding other than UTF-8."""
    if decoded.encoding == "utf-8":
        return None
    return Problem(
        "encoding",
        f"{name} is not UTF-8 and was read as {decoded.encoding}.",
        "If letters look wrong, save the file as CSV UTF-8.",
    )


def _from(raw: bytes, encoding: str, name: str, asking: Asking) -> Decoded:
    if encoding != "utf-8":
        text = raw.decode(encoding, errors="replace").encode("utf-8", errors="replace")
        return _without_zeros(_plain_ends(text), encoding, name)
    text = _plain_ends(raw)
    if is_utf8(text):
        return _without_zeros(text, encoding, name)
    if _looks_western(text):
        converted = text.decode("cp1252", errors="replace").encode("utf-8")
        return _without_zeros(converted, "windows-1252", name)
    older = ask_encoding(text, name, asking) if _is_full_of_odd_bytes(text) else None
    if older is not None:
        converted = text.decode(older, errors="replace").encode("utf-8")
        return _without_zeros(converted, older, name)
    return _without_zeros(text, encoding, name, damaged=lines_not_utf8(text))


def is_utf8(text: bytes) -> bool:
    """Whether the bytes are valid UTF-8, checked in place."""
    offsets = pa.py_buffer(np.array([0, len(text)], dtype=np.int64))
    held = pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(text))
    try:
        held.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _by_zeros(start: bytes) -> str:
    """UTF-16 without a mark has a zero at every other place of plain text."""
    values = np.frombuffer(start[: len(start) // 2 * 2], dtype=np.uint8).reshape(-1, 2)
    if not len(values):
        return "utf-8"
    zeros, texts = (values == 0).mean(axis=0), (values >= 9).mean(axis=0)
    if zeros[1] > 0.4 and texts[0] > 0.9:
        return "utf-16-le"
    if zeros[0] > 0.4 and texts[1] > 0.9:
        return "utf-16-be"
    return "utf-8"


def _plain_ends(text: bytes) -> bytes:
    r"""Lone carriage returns become line ends; ``\r\n`` stays."""
    if b"\r" not in text or text.count(b"\r") == text.count(b"\r\n"):
        return text
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _looks_western(text: bytes) -> bool:
    """Whether most odd bytes near the start lie in words, and few letters are valid UTF-8."""
    spots, valid = _odd_bytes(text)
    in_words = sum(
        _IN_A_WORD.search(text[max(spot - 1, 0) : spot + 2]) is not None for spot in spots
    )
    return 2 * in_words >= len(spots) and valid < len(spots)


def _is_full_of_odd_bytes(text: bytes) -> bool:
    """Whether a text is written in another script, rather than damaged here and there."""
    head = np.frombuffer(text[:_HEAD], dtype=np.uint8)
    return bool((head >= 0x80).mean() > 0.1)


def _odd_bytes(text: bytes) -> tuple[list[int], int]:
    """Positions of the first bytes that are not UTF-8, and how many letters between them are."""
    spots: list[int] = []
    valid, position, view = 0, 0, memoryview(text)
    while position < len(text) and len(spots) < _SPOTS:
        try:
            good = codecs.utf_8_decode(view[position:], "strict", True)[0]
        except UnicodeDecodeError as error:
            good = codecs.utf_8_decode(view[position : position + error.start])[0]
            spots.append(position + error.start)
            position += error.start + 1
        else:
            position = len(text)
        valid += sum(not letter.isascii() for letter in good[:_HEAD]) if not good.isascii() else 0
    return spots, valid


def _without_zeros(
    text: bytes, encoding: str, name: str, *, damaged: list[int] | None = None
) -> Decoded:
    """Cut damaged lines and lines with zero bytes; a file full of them is no text."""
    head = text[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls > 3 and controls > 0.05 * len(head):
        raise _no_text(name)
    lines = sorted({*(damaged or []), *lines_with_zeros(text)})
    if not lines:
        return Decoded(text, encoding)
    if len(lines) > 3 and 2 * len(lines) > text.count(b"\n"):
        raise _no_text(name)
    kept, cut = cut_lines(text, lines)
    return Decoded(kept, encoding, cut)


def _no_text(name: str) -> UnusableFile:
    return UnusableFile(
        Problem(
            "not_text",
            f"{name} is not a text file: it is full of bytes that no text has.",
            "Export the data as CSV (UTF-8) and choose that file.",
        )
    )
