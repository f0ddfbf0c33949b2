"""Damage: single lines of a text that cannot be read are found and taken out."""

from __future__ import annotations

import codecs

import numpy as np


def lines_not_utf8(text: bytes) -> list[int]:
    """Lines, counted from 1, that are not valid UTF-8."""
    found: list[int] = []
    line, position, view = 1, 0, memoryview(text)
    while position < len(text):
        try:
            codecs.utf_8_decode(view[position:], "strict", True)
        except UnicodeDecodeError as error:
            line += text.count(b"\n", position, position + error.start)
            found.append(line)
            end = text.find(b"\n", position + error.start)
            position = len(text) if end < 0 else end + 1
            line += 1
        else:
            break
    return found


def lines_with_zeros(text: bytes) -> list[int]:
    """Lines, counted from 1, that hold a zero byte."""
    found: list[int] = []
    line, position = 1, 0
    while (spot := text.find(b"\x00", position)) >= 0:
        line += text.count(b"\n", position, spot)
        found.append(line)
        end = text.find(b"\n", spot)
        if end < 0:
            break
        position, line = end + 1, line + 1
    return found


def cut_lines(text: bytes, lines: list[int]) -> tuple[bytes, dict[int, str]]:
    r"""Take lines (sorted, counted from 1) out of a text.

    >>> cut_lines(b"a\nb\nc\n", [2])
    (b'a\nc\n', {2: 'b'})
    """
    ends = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == 10) + 1
    bounds = np.concatenate(([0], ends, [len(text)]))
    kept: list[bytes] = []
    cut: dict[int, str] = {}
    position = 0
    for line in lines:
        start, end = int(bounds[line - 1]), int(bounds[line])
        kept.append(text[position:start])
        cut[line] = text[start:end].rstrip(b"\r\n")[:1000].decode("utf-8", errors="replace")
        position = end
    kept.append(text[position:])
    return b"".join(kept), cut
