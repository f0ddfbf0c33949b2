"""Flattening: records of JSON as rows of text under dotted names.

``{"geo": {"country": "CH"}}`` is a cell under ``geo.country``; a list of plain values is joined by
``|`` as in Parquet; of lists of objects the one that holds items makes a row for each of them, and
any other stays JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from recengine.data.reading.names import fold
from recengine.data.reading.vocabulary import ITEM

Record = Mapping[str, Any]
_ITEM_NAMES = frozenset((*ITEM.sure, *ITEM.usual, "id"))
_ONLY_TEXT = {str}
_LISTS = frozenset(
    ["items", "products", "lineitems", "orderitems", "cartitems", "basket", "articles", "contents"]
)


def basket_of(records: Iterable[Record]) -> str | None:
    """The name under which records list several items, if the items are not named beside it.

    >>> basket_of([{"event": "view_item", "items": [{"item_id": "7"}]}])
    'items'
    """
    for record in records:
        if any(fold(key) in ITEM.sure for key in record):
            return None
        for key, held in record.items():
            if fold(key) in _LISTS and _is_basket(held):
                return key
    return None


def rows_of(record: Record, basket: str | None) -> list[Mapping[str, str]]:
    """The rows of one record: one, or one for each item in its basket.

    >>> rows_of({"user": "007", "geo": {"country": "CH"}, "tags": ["a", "b"]}, None)
    [{'user': '007', 'geo.country': 'CH', 'tags': 'a|b'}]
    >>> rows_of({"user": "1", "items": [{"id": "7"}, {"id": "8"}]}, "items")
    [{'user': '1', 'items.id': '7'}, {'user': '1', 'items.id': '8'}]
    """
    if set(map(type, record.values())) == _ONLY_TEXT:
        return [record]
    within = record.get(basket) if basket else None
    row: dict[str, str] = {}
    for key, held in record.items():
        if key != basket:
            _put(row, key, held)
    if not isinstance(within, list) or not within:
        return [row]
    whole = [dict(row) for _ in within]
    for each, item in zip(whole, within, strict=True):
        _put(each, str(basket), item)
    return list(whole)


def _is_basket(held: object) -> bool:
    return isinstance(held, list) and any(
        isinstance(item, dict) and any(fold(key) in _ITEM_NAMES for key in item) for item in held
    )


def _put(row: dict[str, str], key: str, held: object) -> None:
    if isinstance(held, str):
        row[key] = held
    elif isinstance(held, dict):
        for inner, value in held.items():
            row[f"{key}.{inner}"] = _text(value)
    else:
        row[key] = _text(held)


def _text(held: object) -> str:
    """A value as one cell; numbers arrive as text, exactly as they were written."""
    if held is None:
        return ""
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, list) and not any(isinstance(value, list | dict) for value in held):
        return "|".join(_text(value) for value in held)
    return held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
