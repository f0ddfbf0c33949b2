"""Cards: what a screen shows of a recommended item, as plain values.

Pictures come from the item itself: a hue from its first category, a pattern from its second, and
its initials. Everything taken from a file is text, and whoever draws it must keep it so.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from recengine.charts.palette import MODEL_COLOURS
from recengine.data.categories import categories
from recengine.data.dataset import Dataset
from recengine.data.history import SECONDS_PER_DAY
from recengine.models import REGISTRY
from recengine.ranking import Reason, Recommendation, Stage
from recengine.ranking.movement import Move
from recengine.ranking.shelves import Row
from recengine.ranking.shelves.moment import NEW_DAYS

PATTERNS = ("plain", "stripes", "dots", "waves", "grid", "rings")
_SMALL_WORDS = {"the", "a", "an", "of", "and", "in", "on", "to", "for", "with", "de", "la", "le"}
#: Figures that say something at a glance, in the order in which they are looked for.
_TELLING_NUMBERS = ("year", "price", "minutes", "length", "pages", "stock")


#: What stands first in an explanation.
_LINE_ORDER = (
    *("history", "rest", "popularity", "freshness", "discount"),
    *("boost", "cross_sell", "up_sell"),
)
#: What stages that add to a score are called in words.
_STAGE_LABELS = {
    "freshness": "Freshness",
    "discount": "Popularity discount",
    "boost": "Lifted by a rule",
    "cross_sell": "Goes with the latest choice",
    "up_sell": "A step up from the latest choice",
}


@dataclass(frozen=True)
class Tile:
    """Art without pictures: a hue in degrees, a pattern's name and up to two letters."""

    hue: int
    pattern: str
    initials: str


def tile(dataset: Dataset, item: int) -> Tile:
    """An item's own tile, the same every time."""
    title = str(dataset.titles[item])
    first, second, *_ = [*categories(dataset, item)[0], "", ""]
    return Tile(
        hue=zlib.crc32((first or title).encode()) % 24 * 15,
        pattern=PATTERNS[zlib.crc32(second.encode()) % len(PATTERNS)],
        initials=initials(title),
    )


def initials(title: str) -> str:
    """Up to two letters or digits that stand for a title.

    >>> initials("The Olive Press"), initials("Snatch (2000)"), initials("1984"), initials("***")
    ('OP', 'S', '1', '?')
    """
    words = [word for word in re.findall(r"\w+", title) if word.lower() not in _SMALL_WORDS]
    letters = [word[0].upper() for word in words if not word[0].isdigit()]
    digits = [word[0] for word in words if word[0].isdigit()]
    return "".join(letters[:2] or digits[:1]) or "?"


def facts(dataset: Dataset, item: int) -> list[str]:
    """Two or three short attributes for under the title."""
    kinds, narrowing = categories(dataset, item)
    shown = kinds[-1:] if narrowing else kinds[:3]
    found = [", ".join(shown)] if shown else []
    by_name = {attribute.name.lower(): attribute for attribute in dataset.item_attributes}
    for name in _TELLING_NUMBERS:
        known = by_name.get(name)
        if known is not None and known.kind == "number" and len(found) < 3:
            found.extend(_figure(name, dataset.items[known.name].iloc[item]))
    return found


def _figure(name: str, value: object) -> list[str]:
    number = pd.to_numeric(str(value), errors="coerce")
    if not np.isfinite(number):
        return []
    if name in ("minutes", "length"):
        return [f"{number:.0f} min"]
    if name == "price":
        return [f"{number:,.2f}"]
    if name == "stock":
        return ["out of stock"] if number <= 0 else []
    return [f"{number:.0f}" if float(number).is_integer() else f"{number:.3g}"]


def card(dataset: Dataset, shown: Recommendation, move: Move | None = None) -> dict[str, Any]:
    """Everything a card shows, ready for JSON."""
    return {
        "id": shown.item_id,
        "rank": shown.rank,
        "title": shown.title,
        "facts": facts(dataset, shown.item),
        "tile": asdict(tile(dataset, shown.item)),
        "because": because(shown),
        "bar": _bar(shown),
        "why": explanation(shown.reasons, [past.item_id for past in shown.because]),
        "shared": [name.partition(": ")[2] for name in shown.attributes],
        "stages": [asdict(stage) for stage in way(shown.stages)],
        "score": shown.score,
        "explored": shown.explored,
        "rule": shown.rule,
        "fresh": _is_new(dataset, shown),
        "move": {"direction": move.direction, "before": move.before} if move else None,
    }


#: Rows whose heading names what each of their items follows from.
_SAID_ABOVE = {"because", "up_next", "together"}


def shelf(dataset: Dataset, row: Row, also: Collection[int] = ()) -> dict[str, Any]:
    """A row of a home page, ready for JSON; ``also`` are items that another page shows as well."""
    notes = row.notes or ("",) * len(row.items)
    return {
        "kind": row.kind,
        "heading": row.heading,
        "about": row.about,
        "why": row.why,
        "items": [
            _poster(dataset, row, item, note) | {"also": item.item in also}
            for item, note in zip(row.items.items, notes, strict=True)
        ],
    }


def _poster(dataset: Dataset, row: Row, shown: Recommendation, note: str) -> dict[str, Any]:
    """What one place of a row shows, and what it says of its reasons when asked."""
    said_above = row.kind in _SAID_ABOVE and not shown.explored
    return {
        "title": shown.title,
        "facts": facts(dataset, shown.item)[:1],
        "tile": asdict(tile(dataset, shown.item)),
        "note": note,
        "because": None if note or said_above else because(shown),
        "reason": because(shown),
        "bar": [{"label": part["label"], "share": part["share"]} for part in _bar(shown)],
        "shared": [name.partition(": ")[2] for name in shown.attributes],
    }


def _is_new(dataset: Dataset, shown: Recommendation) -> bool:
    """Whether freshness lifts an item that arrived lately."""
    lifted = any(stage.stage == "freshness" and stage.effect > 0 for stage in shown.stages)
    age = (dataset.end - dataset.item_starts[shown.item]) / SECONDS_PER_DAY
    return lifted and bool(age <= NEW_DAYS)


def way(stages: Sequence[Stage]) -> list[Stage]:
    """The first stage, and those that changed the score or the place.

    >>> [stage.stage for stage in way([Stage("blend", 0.3, 2), Stage("freshness", 0.0, 2)])]
    ['blend']
    """
    return [
        stage
        for before, stage in zip((None, *stages), stages, strict=False)
        if before is None or stage.effect or stage.rank != before.rank
    ]


def because(shown: Recommendation) -> dict[str, Any]:
    """The past item that a place rests on first, and how many more it takes."""
    if shown.explored:
        return {"kind": "explored"}
    if shown.rule:
        return {"kind": shown.rule}
    if not shown.because:
        return {"kind": "popular"}
    first = shown.because[0]
    return {
        "kind": "history",
        "verb": first.verb,
        "title": first.title,
        "more": len(shown.because) - 1,
    }


def _bar(shown: Recommendation) -> list[dict[str, Any]]:
    """Parts of a thin bar: what each model added, and the freshness bonus."""
    parts = [
        (REGISTRY[name].label, MODEL_COLOURS[name], part.contribution)
        for name, part in shown.models.items()
    ]
    bonus = sum(stage.effect for stage in shown.stages if stage.stage == "freshness")
    parts.append(("Freshness", MODEL_COLOURS["freshness"], bonus))
    total = sum(max(value, 0.0) for _, _, value in parts) or 1.0
    return [
        {"label": label, "colour": colour, "share": value / total, "value": value}
        for label, colour, value in parts
        if value > 0.001 * total
    ]


def explanation(reasons: Sequence[Reason], rests_on: Collection[str] = ()) -> list[dict[str, Any]]:
    """Lines that add up to the score: one a past item, then what is left, each with its models.

    Lines of past items whose ids are in ``rests_on`` are marked.
    """
    groups: dict[tuple[str, str], list[Reason]] = {}
    for reason in reasons:
        groups.setdefault((reason.kind, reason.item_id), []).append(reason)
    lines = [
        {
            "kind": kind,
            "verb": group[0].verb,
            "title": group[0].title,
            "rests": kind == "history" and item_id in rests_on,
            "count": max(reason.count for reason in group),
            "value": sum(reason.contribution for reason in group),
            "parts": [
                {
                    "label": REGISTRY[reason.model].label if reason.model else _STAGE_LABELS[kind],
                    "colour": MODEL_COLOURS[reason.model or kind],
                    "value": reason.contribution,
                }
                for reason in group
            ],
        }
        for (kind, item_id), group in groups.items()
    ]
    return sorted(lines, key=lambda line: (_LINE_ORDER.index(line["kind"]), -line["value"]))


def line_words(line: dict[str, Any]) -> str:
    """A line of an explanation in words.

    >>> line_words({"kind": "history", "verb": "watched", "title": "Heat", "count": 1})
    'watched Heat'
    """
    if line["kind"] == "history":
        return f"{line['verb']} {line['title']}"
    if line["kind"] == "rest":
        return f"{line['count']} more from the history"
    return _STAGE_LABELS.get(line["kind"], "Liked by many")
