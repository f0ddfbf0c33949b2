"""Scripts: which older encoding a text that is full of letters beyond ASCII was written in.

Cyrillic, Japanese and Chinese files of older programs carry no mark. Each candidate is tried on the
beginning; how many of its letters belong to the script it is made for speaks for it.
"""

from __future__ import annotations

import re

from recengine.data.reading.asking import Asking

#: Encoding -> letters that its texts are made of.
_SCRIPTS = {
    "windows-1251": re.compile("[\u0401\u0410-\u044f\u0451]"),
    "shift_jis": re.compile("[\u3040-\u30ff\u4e00-\u9fff]"),
    "gb18030": re.compile("[\u4e00-\u9fff]"),
}
_KANA = re.compile("[\u3040-\u30ff]")
_SAMPLE = 65_536
_ENOUGH = 0.8
_PREVIEW = 24


def ask_encoding(text: bytes, name: str, asking: Asking) -> str | None:
    """The likeliest of the older encodings, or what a person says; None where none fits."""
    begin = text[:_SAMPLE]
    begin = begin[: begin.rfind(b"\n") + 1] or begin
    likely = {
        encoding: decoded
        for encoding in _SCRIPTS
        if (decoded := _decoded(begin, encoding)) is not None
    }
    scores = {encoding: _score(decoded, encoding) for encoding, decoded in likely.items()}
    fitting = sorted((one for one in scores if scores[one] > _ENOUGH), key=lambda one: -scores[one])
    if not fitting:
        return None
    return asking.ask(
        "encoding",
        f"{name} is not UTF-8; which of these reads right?",
        {one: f"{_words(likely[one])} ({one})" for one in fitting},
    )


def _decoded(begin: bytes, encoding: str) -> str | None:
    try:
        return begin.decode(encoding)
    except UnicodeDecodeError:
        return None


def _score(decoded: str, encoding: str) -> float:
    """Share of the letters beyond ASCII that are the script's; kana outweigh what Chinese gains."""
    beyond = sum(not letter.isascii() for letter in decoded)
    own = len(_SCRIPTS[encoding].findall(decoded))
    kana = len(_KANA.findall(decoded)) if encoding == "shift_jis" else 0
    return (own + kana) / max(beyond, 1)


def _words(decoded: str) -> str:
    """A few letters from where they go beyond ASCII."""
    first = next((place for place, one in enumerate(decoded) if not one.isascii()), 0)
    return " ".join(decoded[first : first + _PREVIEW].split())
