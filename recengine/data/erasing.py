"""Erasing: the lines of some rows cut out of the bytes of a text, whatever its encoding.

Lines end as reading has them end (see ``reading/encoding.py``), so that its line numbers fit.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Mask
from recengine.data.reading.lines import Lines
from recengine.data.reading.loaded import Loaded

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", 1),
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)
#: Shorter ids occur as ratings and counts everywhere, so finding them elsewhere says nothing.
_TELLING = 5


@dataclass(frozen=True)
class Rewritten:
    """The bytes without the person, how many records went and stayed, and lines with the id."""

    raw: bytes
    removed: int
    kept: int
    mentions: int = 0


def without_rows(raw: bytes, loaded: Loaded, theirs: Mask, user_id: str) -> Rewritten:
    """Cut the lines of the rows ``theirs``, and refused lines that hold the id."""
    encoding, width, start = _encoding(raw)
    bounds = _line_bounds(raw, encoding, width, start)
    n_lines = len(bounds) - 1
    first = loaded.lines.of(np.flatnonzero(theirs)) - 1
    heights = _heights(loaded, theirs)
    places, more = _refused(loaded)
    suspects = np.flatnonzero(_span(places, more, n_lines))
    telling = len(user_id.strip()) >= _TELLING
    if telling:
        suspects = _lines_with(raw, bounds, user_id.strip(), encoding)
    held = _holding(raw, bounds, suspects, user_id.strip(), encoding)
    sums = np.concatenate(([0], np.cumsum(held)))
    named = sums[places + more + 1] > sums[places]
    cut = _span(first, heights, n_lines) | _span(places[named], more[named], n_lines)
    edges = np.flatnonzero(np.diff(np.concatenate(([1], cut.astype(np.int8), [1]))))
    pieces = [raw[:start]]
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        pieces.append(raw[bounds[begin] : bounds[end]])
    return Rewritten(
        b"".join(pieces),
        removed=int(theirs.sum() + named.sum()),
        kept=int((~theirs).sum() + (~named).sum()),
        mentions=int((held & ~cut).sum()) if telling else 0,
    )


def _heights(loaded: Loaded, rows: Mask) -> Array:
    """How many more lines than one each row takes, where the reader counted that."""
    if isinstance(loaded.lines, Lines) and len(loaded.lines.heights):
        return loaded.lines.heights[rows]
    return np.zeros(int(rows.sum()), dtype=np.int64)


def _encoding(raw: bytes) -> tuple[str, int, int]:
    """How text is written: encoding, bytes a unit, and where it begins."""
    for mark, encoding, width in _MARKS:
        if raw.startswith(mark):
            return encoding, width, len(mark)
    head = np.frombuffer(raw[: min(len(raw), 4096) // 2 * 2], dtype=np.uint8).reshape(-1, 2)
    zeros = (head == 0).mean(axis=0) if len(head) else np.zeros(2)
    if zeros[1] > 0.4:
        return "utf-16-le", 2, 0
    return ("utf-16-be", 2, 0) if zeros[0] > 0.4 else ("utf-8", 1, 0)


def _line_bounds(raw: bytes, encoding: str, width: int, start: int) -> Array:
    r"""(n_lines + 1,) where lines begin and the last one ends.

    >>> _line_bounds(b"a,b\r\n1,2\n3", "utf-8", 1, 0)
    array([ 0,  5,  9, 10])
    """
    order = ">" if encoding.endswith("be") else "<"
    whole = start + (len(raw) - start) // width * width
    units = np.frombuffer(raw[start:whole], dtype=f"{order}u{width}")
    feeds, returns = units == 10, units == 13
    ends = feeds | (returns & ~np.append(feeds[1:], False))
    bounds = start + width * (np.flatnonzero(ends) + 1)
    last = [len(raw)] if not len(bounds) or bounds[-1] < len(raw) else []
    return np.concatenate(([start], bounds, last)).astype(np.int64)


def _refused(loaded: Loaded) -> tuple[Array, Array]:
    """Lines (from 0) that never became rows, and how many more lines each takes."""
    texts = {line: text for part in loaded.left_out for line, text in part.lines.items()}
    places = np.array(sorted(texts), dtype=np.int64)
    more = np.array([texts[line].count("\n") for line in places.tolist()], dtype=np.int64)
    return places - 1, more


def _span(first: Array, more: Array, n_lines: int) -> Mask:
    """Lines from each ``first`` on, ``more`` besides.

    >>> _span(np.array([1]), np.array([1]), 4)
    array([False,  True,  True, False])
    """
    opened = np.bincount(first, minlength=n_lines + 1)
    closed = np.bincount(first + more + 1, minlength=n_lines + 1)
    out: Mask = np.cumsum(opened - closed)[:n_lines] > 0
    return out


def _lines_with(raw: bytes, bounds: Array, user_id: str, encoding: str) -> Array:
    """Lines whose bytes hold the id in any way that it can be written."""
    spots = [
        hit.start()
        for way in _ways(encoding)
        for hit in re.finditer(re.escape(user_id.encode(way, errors="ignore")), raw)
    ]
    return np.unique(np.searchsorted(bounds, np.array(spots, dtype=np.int64), side="right") - 1)


def _holding(raw: bytes, bounds: Array, lines: Array, user_id: str, encoding: str) -> Mask:
    """Which lines, of some, hold the id as a word of its own."""
    out = np.zeros(len(bounds) - 1, dtype=bool)
    word = re.compile(rf"(?<!\w){re.escape(user_id)}(?!\w)")
    for line in lines.tolist():
        text = raw[bounds[line] : bounds[line + 1]]
        out[line] = any(word.search(text.decode(way, "replace")) for way in _ways(encoding))
    return out


def _ways(encoding: str) -> tuple[str, ...]:
    """Text without a mark may also be written in the Western one byte a letter."""
    return (encoding, "cp1252") if encoding == "utf-8" else (encoding,)
