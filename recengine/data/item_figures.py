"""Item figures: what happened to one item, and what the catalogue says of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recengine.data.categories import entries_of
from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import SECONDS_PER_DAY


@dataclass(frozen=True)
class ItemFigures:
    """Key figures of an item.

    Parameters
    ----------
    events : how often each thing was done with it, as verb and count, most frequent first.
    people : who have met it in any way.
    share : of all events of the catalogue.
    rank : place by events, 1 for the most popular.
    arrived : its date of arrival, else its first event; None where neither is known.
    age_days : from then to the end of the data.
    ratings, stars, top : how many people rated it, the mean, and the highest value of the scale
        as the data show it; 0 and None where there are none.
    """

    events: tuple[tuple[str, int], ...]
    people: int
    share: float
    rank: int
    arrived: pd.Timestamp | None
    age_days: float | None
    ratings: int
    stars: float | None
    top: float | None

    @property
    def total(self) -> int:
        """All its events."""
        return sum(number for _, number in self.events)


def age_in_words(days: float) -> str:
    """An age as people say it.

    >>> age_in_words(1), age_in_words(45.2), age_in_words(400), age_in_words(2282)
    ('1 day', '45 days', '13 months', '6.2 years')
    """
    if days < 60:
        return "1 day" if round(days) == 1 else f"{max(days, 0):.0f} days"
    return f"{days / 30.44:.0f} months" if days < 730 else f"{days / 365.25:.1f} years"


def item_figures_of(dataset: Dataset, item: int) -> ItemFigures:
    """Count what happened to one item."""
    histories = dataset.histories
    own = np.flatnonzero(histories.items == item)
    kinds = np.bincount(histories.events[own], minlength=len(EVENT_NAMES))
    by_item = np.bincount(histories.items, minlength=dataset.n_items)
    start = dataset.item_starts[item]
    known = bool(np.isfinite(start))
    age = (dataset.end - start) / SECONDS_PER_DAY if known else np.nan
    ratings, stars, top = _stars(dataset, item)
    return ItemFigures(
        events=tuple(
            (EVENT_TYPES[EVENT_NAMES[code]].verb, int(kinds[code]))
            for code in np.argsort(-kinds, kind="stable")
            if kinds[code]
        ),
        people=len(np.unique(histories.rows[own])),
        share=len(own) / max(len(histories.items), 1),
        rank=int((by_item > by_item[item]).sum()) + 1,
        arrived=pd.Timestamp(start, unit="s") if known else None,
        age_days=float(age) if np.isfinite(age) else None,
        ratings=ratings,
        stars=stars,
        top=top,
    )


def _stars(dataset: Dataset, item: int) -> tuple[int, float | None, float | None]:
    """People who rated an item, their mean, and the top of the scale."""
    histories = dataset.histories
    if "value" not in dataset.details:
        return 0, None, None
    values = pd.to_numeric(dataset.details["value"], errors="coerce").to_numpy(dtype=float)
    codes = [EVENT_NAMES.index(name) for name in ("rating", "review")]
    rated = np.isin(histories.events, codes) & ~np.isnan(values)
    own = rated & (histories.items == item)
    if not own.any():
        return 0, None, None
    people = len(np.unique(histories.rows[own]))
    return people, float(values[own].mean()), float(values[rated].max())


def described(dataset: Dataset, item: int) -> tuple[tuple[str, str], ...]:
    """What the catalogue says of an item, as label and text; vectors and the title left out.

    >>> from recengine.data.samples import load_sample
    >>> shop = load_sample("shop")
    >>> dict(described(shop, shop.item_code("p0002")))["Brand"]
    'Woodlark Toys'
    """
    found = []
    for attribute in dataset.item_attributes:
        if attribute.name == "title" or attribute.kind in ("vector", "empty"):
            continue
        words = _cell(dataset, item, attribute.name)
        if attribute.kind == "list" and attribute.separator != " > ":
            words = ", ".join(entries_of(dataset, attribute, item))
        if words:
            found.append((attribute.label, words))
    return tuple(found)


def _cell(dataset: Dataset, item: int, column: str) -> str:
    """One cell as people write it; empty where it is."""
    value = dataset.items[column].iloc[item]
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%d %b %Y}"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value).strip()
