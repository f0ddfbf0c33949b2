"""Titles: an item found by what somebody types of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from recengine.arrays import Codes
from recengine.data.dataset import Dataset


def by_popularity(dataset: Dataset) -> Codes:
    """(n_items,) all item codes, most events first."""
    events = np.bincount(dataset.histories.items, minlength=dataset.n_items)
    return np.argsort(-events, kind="stable").astype(np.int32)


def titles_like(dataset: Dataset, typed: str, limit: int = 50) -> Codes:
    """Codes of items whose title holds every word that was typed, whatever the case.

    An id that is typed whole comes first, then titles that begin with what was typed, then the
    rest, each most events first. Nothing typed finds what is most popular.

    >>> from recengine.data.samples import load_sample
    >>> shop = load_sample("shop")
    >>> shop.item_ids[titles_like(shop, "P0117")[0]]
    'p0117'
    """
    wanted = typed.casefold().split()
    if not wanted:
        return by_popularity(dataset)[:limit]
    begins = " ".join(wanted)
    ranked: list[tuple[int, int]] = []
    for code in by_popularity(dataset).tolist():
        title = str(dataset.titles[code]).casefold()
        if str(dataset.item_ids[code]).casefold() == begins:
            ranked.append((0, code))
        elif all(word in title for word in wanted):
            ranked.append((1 if title.startswith(begins) else 2, code))
    ranked.sort(key=lambda found: found[0])
    return np.array([code for _, code in ranked[:limit]], dtype=np.int32)


def labels(dataset: Dataset, codes: Codes | Sequence[int]) -> dict[int, str]:
    """A label for each item, no two alike: its title, with the id where titles repeat."""
    titles = [str(dataset.titles[code]) for code in codes]
    times = Counter(titles)
    return {
        int(code): title if times[title] == 1 else f"{title} ({dataset.item_ids[code]})"
        for code, title in zip(codes, titles, strict=True)
    }
